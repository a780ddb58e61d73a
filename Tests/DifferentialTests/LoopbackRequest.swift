import Foundation
import Glibc

/// One GET over a connection of its own to a port of this machine.
struct LoopbackRequest {
  let host: String
  let path: String
  let port: Int

  init(_ host: String, _ path: String, port: Int) {
    (self.host, self.path, self.port) = (host, path, port)
  }

  /// A port that nothing listens on.
  static func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isReady else { throw Failure("no free port: error \(errno)") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = UInt16(port).bigEndian
    return address
  }

  /// The header fields of the answer; `nil` when nothing listens yet.
  func answer() throws -> [(name: String, value: String)]? {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(connection) }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = Self.loopback(port: port)
    let isOpen = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen else { return nil }
    let text = "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
    let request = Array(text.utf8)
    guard send(connection, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
      throw Failure("the request was not sent: error \(errno)")
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while case let count = recv(connection, &buffer, buffer.count, 0), count > 0 {
      answer += buffer[..<count]
    }
    // Of bytes: for texts, "\r\n" is one character.
    let lines = answer.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
    guard let status = lines.first, status.hasPrefix("HTTP/1.1 ") else {
      throw Failure("no answer to \(path)")
    }
    var fields: [(name: String, value: String)] = []
    for line in lines.dropFirst() {
      if line.isEmpty { break }
      // A line that begins with a space goes on with the field before it.
      if let first = line.first, first.isWhitespace, !fields.isEmpty {
        fields[fields.count - 1].value += " " + line
      } else if let colon = line.firstIndex(of: ":") {
        fields.append((String(line[..<colon]), String(line[line.index(after: colon)...])))
      }
    }
    return fields
  }
}
