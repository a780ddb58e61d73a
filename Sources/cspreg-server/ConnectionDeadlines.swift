import NIOCore
import NIOHTTP1
import WebService

/// Ends connections whose client takes too long, those on which more would come than anybody reads, and when the
/// server ends those on which nothing is left to answer.
///
/// There is one timer a connection; what happens moves its time and does not start it anew.
final class ConnectionDeadlines: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// A body did not come in time.
  struct BodyTimeout: Error {}

  /// How long a client may take.
  struct Limits: Sendable {
    /// For the first head of a connection.
    var head = TimeAmount.seconds(10)
    /// For a whole body.
    var body = TimeAmount.seconds(20)
    /// For taking a whole response.
    var response = TimeAmount.seconds(60)
    /// Until the next head has come.
    var idle = TimeAmount.seconds(30)
    /// For reading the last words.
    var farewell = TimeAmount.seconds(2)
  }

  private enum Phase {
    case head
    case body
    case answer
    case response
    case farewell
  }

  private let limits: Limits
  private let metrics: ServiceMetrics
  private var phase = Phase.head
  private var deadline = NIODeadline.distantFuture
  private var timer: Scheduled<Void>?
  private var requestsRead = 0
  private var responsesWritten = 0
  /// Whether the server takes no more requests.
  private var isEnding = false

  init(_ limits: Limits, _ metrics: ServiceMetrics) {
    self.limits = limits
    self.metrics = metrics
  }

  func handlerAdded(context: ChannelHandlerContext) {
    metrics.connection(isOpen: true)
    enter(.head, limits.head)
    arm(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    metrics.connection(isOpen: false)
    timer?.cancel()
    timer = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Nobody reads what follows a last response.
    if phase == .farewell { return }
    switch unwrapInboundIn(data) {
    case .head: enter(.body, limits.body)
    case .body: break
    case .end:
      requestsRead += 1
      enter(.answer, nil)
    }
    context.fireChannelRead(data)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is ChannelShouldQuiesceEvent else {
      return context.fireUserInboundEventTriggered(event)
    }
    isEnding = true
    if phase == .head { context.close(promise: nil) }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where isBodyLeft || isEnding && requestsRead == responsesWritten + 1:
      head.headers.replaceOrAdd(name: "connection", value: "close")
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .end where isBodyLeft:
      enter(.farewell, limits.farewell)
      context.writeAndFlush(data, promise: promise)
      context.close(mode: .output, promise: nil)
    case .end:
      responsesWritten += 1
      enter(.response, limits.response)
      context.write(data, promise: written(context, promise))
    default: context.write(data, promise: promise)
    }
  }

  /// Whether the request that is answered now did not come to its end.
  private var isBodyLeft: Bool { requestsRead <= responsesWritten }

  /// A promise after which the next head is waited for.
  private func written(
    _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) -> EventLoopPromise<Void> {
    let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenSuccess { [self] in
      guard phase == .response else { return }
      if requestsRead > responsesWritten { return enter(.answer, nil) }
      enter(.head, limits.idle)
      if isEnding { context.close(promise: nil) }
    }
    return promise
  }

  private func enter(_ phase: Phase, _ limit: TimeAmount?) {
    self.phase = phase
    deadline = limit.map { NIODeadline.now() + $0 } ?? .distantFuture
  }

  private func arm(_ context: ChannelHandlerContext) {
    let next = min(deadline, NIODeadline.now() + .seconds(2))
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { [self] in
      if NIODeadline.now() >= deadline { expire(context) }
      if context.channel.isActive { arm(context) }
    }
  }

  private func expire(_ context: ChannelHandlerContext) {
    switch phase {
    case .body:
      metrics.closedSlowConnection()
      // Whoever waits for the body says so to the client, if it still listens.
      enter(.farewell, limits.farewell)
      context.fireErrorCaught(BodyTimeout())
    case .head:
      if requestsRead == 0 { metrics.closedSlowConnection() }
      context.close(promise: nil)
    case .response:
      metrics.closedSlowConnection()
      context.close(promise: nil)
    case .answer, .farewell: context.close(promise: nil)
    }
  }
}
