import HTTPTypes
import Hummingbird
import JSONText
import NIOCore
import WebService

/// What a request is told of its connection.
struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}

/// Hands requests to the service and its answers back, and logs both.
struct ServiceResponder: HTTPResponder {
  typealias Context = ConnectionContext

  let service: WebService
  let trustsProxy: Bool
  let log: RequestLog

  func respond(to request: Request, context: Context) async throws -> Response {
    let start = log.start()
    let fields = request.headers
    let answer = await service.respond(
      to: WebRequest(
        method: request.method.rawValue, target: request.head.path ?? "/",
        client: { client(fields, context.channel) }, header: { Self.value($0, in: fields) })
    ) { limit throws(WebService.BodyFailure) in try await Self.body(of: request, limit: limit) }
    log.write(request.method.rawValue, request.head.path ?? "/", answer, since: start)
    return Self.response(answer)
  }

  /// Reads a body; what is longer than allowed is left on the way.
  private static func body(
    of request: Request, limit: Int
  ) async throws(WebService.BodyFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      for try await buffer in request.body {
        if bytes.count + buffer.readableBytes > limit { throw WebService.BodyFailure.tooLarge }
        bytes.append(contentsOf: buffer.readableBytesView)
      }
    } catch {
      throw error as? WebService.BodyFailure ?? .tooSlow
    }
    return bytes
  }

  private static func response(_ answer: WebResponse) -> Response {
    var fields = HTTPFields()
    fields.reserveCapacity(answer.fields.count + 2)
    for field in answer.fields {
      guard let name = FieldNames.name(field.name) else { continue }
      fields.append(HTTPField(name: name, value: field.value))
    }
    if answer.hasBody { fields[.contentLength] = String(answer.body.count) }
    let isEmpty = answer.isHeadOnly || answer.body.isEmpty || !answer.hasBody
    let status = HTTPResponse.Status(code: answer.status)
    if isEmpty {
      // Without a length of its own the body is not asked for one.
      return Response(
        status: status, headers: fields, body: ResponseBody { try await $0.finish(nil) })
    }
    let body = ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    return Response(status: status, headers: fields, body: body)
  }

  private static func value(_ name: String, in fields: HTTPFields) -> String? {
    FieldNames.name(name).flatMap { fields[$0] }
  }

  /// The client's address: of the connection, or as the proxy in front says.
  private func client(_ fields: HTTPFields, _ channel: any Channel) -> String {
    if trustsProxy, let list = Self.value("x-forwarded-for", in: fields),
      let last = list.split(separator: ",").last
    {
      return String(last.filter { $0 != " " }.prefix(64))
    }
    return channel.remoteAddress?.ipAddress ?? "local"
  }
}

/// Names of header fields, made once.
enum FieldNames {
  private static let known: [String: HTTPField.Name] = {
    let names = [
      "accept", "accept-encoding", "access-control-allow-headers", "access-control-allow-methods",
      "access-control-allow-origin", "access-control-max-age", "allow", "authorization",
      "cache-control", "content-encoding", "content-length", "content-security-policy",
      "content-type", "cross-origin-opener-policy", "etag", "if-none-match", "referrer-policy",
      "retry-after", "vary", "www-authenticate", "x-content-type-options", "x-forwarded-for",
    ]
    return Dictionary(
      names.compactMap { name in HTTPField.Name(name).map { (name, $0) } }
    ) { first, _ in first }
  }()

  /// The name; `nil` for a text that is none.
  static func name(_ text: String) -> HTTPField.Name? { known[text] ?? HTTPField.Name(text) }
}
