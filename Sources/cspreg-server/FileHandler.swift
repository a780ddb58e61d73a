import Glibc
import NIOCore
import NIOHTTP1
import WebService

/// Answers requests for files that are at hand where their bytes come in, and hands all others on.
///
/// A task that is woken for a request and again for each part of its answer costs more than a page that only has to
/// be sent. Requests keep their order: nothing is answered here before those that were handed on are answered.
final class FileHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// A response as it is sent.
  private struct Form: Sendable {
    var head: HTTPResponseHead
    var body: ByteBuffer
  }

  private let service: WebService
  private let log: RequestLog
  /// The head of a request that may be answered here once it has ended.
  private var head: HTTPRequestHead?
  /// Requests that were handed on and are not yet answered.
  private var underway = 0
  private var isUnflushed = false

  init(_ service: WebService, _ log: RequestLog) {
    self.service = service
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    // Whoever does not take what was sent waits its turn.
    case .head(let head) where underway == 0 && context.channel.isWritable && Self.isPlain(head):
      self.head = head
    case .end where head != nil:
      if !answer(context) {
        handOn(context)
        context.fireChannelRead(data)
      }
    default:
      handOn(context)
      if case .head = unwrapInboundIn(data) { underway += 1 }
      context.fireChannelRead(data)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isUnflushed {
      isUnflushed = false
      context.flush()
    }
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { underway -= 1 }
    context.write(data, promise: promise)
  }

  /// Whether nothing about a request is unusual.
  private static func isPlain(_ head: HTTPRequestHead) -> Bool {
    (head.method == .GET || head.method == .HEAD) && head.version == .http1_1
      && head.uri.utf8.first == UInt8(ascii: "/") && head.isKeepAlive
  }

  private func handOn(_ context: ChannelHandlerContext) {
    guard let head else { return }
    self.head = nil
    underway += 1
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }

  /// Answers the request that was read, if the answer is at hand.
  private func answer(_ context: ChannelHandlerContext) -> Bool {
    guard let head else { return false }
    let start = log.start()
    let method = head.method == .GET ? "GET" : "HEAD"
    let response = service.responseAtHand(
      to: WebRequest(
        method: method, target: head.uri, client: { "" },
        header: { head.headers.first(name: $0) }))
    guard let response, let sentForm = response.sentForm else { return false }
    let form = sentForm.value { Self.form(response) }
    var sent = form.head
    sent.headers.add(name: "date", value: HTTPDate.now())
    context.write(wrapOutboundOut(.head(sent)), promise: nil)
    if !response.isHeadOnly, form.body.readableBytes > 0 {
      context.write(wrapOutboundOut(.body(.byteBuffer(form.body))), promise: nil)
    }
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    isUnflushed = true
    self.head = nil
    log.write(method, head.uri, response, since: start)
    return true
  }

  private static func form(_ response: WebResponse) -> Form {
    var headers = HTTPHeaders(response.fields.map { ($0.name, $0.value) })
    if response.hasBody { headers.add(name: "content-length", value: "\(response.body.count)") }
    return Form(
      head: HTTPResponseHead(
        version: .http1_1, status: HTTPResponseStatus(statusCode: response.status),
        headers: headers), body: ByteBuffer(bytes: response.body))
  }
}
