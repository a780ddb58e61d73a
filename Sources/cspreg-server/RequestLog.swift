import JSONText
import WebService

/// The log of requests: no query, no address, nothing of what was sent.
struct RequestLog: Sendable {
  /// Where it is written; `nil` for nowhere.
  let log: JSONLog?

  /// The longest path that is written, in characters.
  private static let pathLimit = 500

  /// When a request came, in nanoseconds of a clock that never goes back.
  func start() -> UInt64 { log == nil ? 0 : monotonicNanoseconds() }

  /// Logs a request that is answered.
  ///
  /// - Parameters:
  ///   - method: Its method.
  ///   - target: Path and query.
  ///   - response: The answer.
  ///   - start: When it came.
  func write(_ method: String, _ target: String, _ response: WebResponse, since start: UInt64) {
    guard let log else { return }
    let path = target.prefix { $0 != "?" }.prefix(Self.pathLimit)
    log.write(
      .info, "request",
      [
        .init("method", .string(method)), .init("path", .string(String(path))),
        .init("status", .int(response.status)),
        .init("bytes", .int(response.isHeadOnly ? 0 : response.body.count)),
        .init("us", .int(Int((monotonicNanoseconds() - start) / 1_000))),
      ])
  }
}
