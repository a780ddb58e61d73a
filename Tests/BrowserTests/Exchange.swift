import Foundation
import Glibc

/// One request that came over a connection.
struct Exchange {
  var path: String
  var query: [String: String] = [:]
  var body: [UInt8] = []
  var isWebSocket = false

  private static let headLimit = 32_768
  private static let bodyLimit = 1_048_576

  /// Reads a request; `nil` when it is cut off, too long or no HTTP.
  init?(reading connection: Int32) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let blank = Array("\r\n\r\n".utf8)
    var headEnd: Int?
    while headEnd == nil {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0, bytes.count < Self.headLimit else { return nil }
      let start = max(0, bytes.count - 3)
      bytes += buffer[..<count]
      headEnd = bytes[start...].firstRange(of: blank)?.upperBound
    }
    guard let headEnd else { return nil }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, let parts = URLComponents(string: String(words[1])) else { return nil }
    path = parts.percentEncodedPath
    for item in parts.queryItems ?? [] { query[item.name] = item.value }
    var length = 0
    for line in lines.dropFirst() {
      let line = line.lowercased()
      if line.hasPrefix("content-length:") {
        length = Int(line.dropFirst(15).filter { $0 != " " }) ?? 0
      }
      if line.hasPrefix("upgrade:"), line.hasSuffix("websocket") { isWebSocket = true }
    }
    guard (0...Self.bodyLimit).contains(length) else { return nil }
    body = Array(bytes[headEnd...])
    while body.count < length {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      body += buffer[..<count]
    }
  }
}
