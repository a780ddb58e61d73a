import Foundation
import Glibc

/// A connection to a server on this machine, on which anything can be sent.
final class LoopbackConnection {
  /// What came back.
  struct Response {
    var status: Int
    var fields: [String: String]
    var body: String

    subscript(name: String) -> String? { fields[name] }
  }

  private let descriptor: Int32
  private var received: [UInt8] = []

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw CommandFailure("no connection: error \(errno)") }
  }

  deinit { close(descriptor) }

  /// Sends all of a text.
  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw CommandFailure("nothing can be sent: error \(errno)") }
      start += count
    }
  }

  /// Asks for a path on this connection.
  func get(_ path: String) throws -> Response {
    try send("GET \(path) HTTP/1.1\r\nhost: x\r\n\r\n")
    return try response()
  }

  /// The next response.
  func response(hasBody: Bool = true, within seconds: Int = 20) throws -> Response {
    let end = Array("\r\n\r\n".utf8)
    while received.firstRange(of: end) == nil {
      guard try receive(within: seconds) else { throw CommandFailure("no response") }
    }
    guard let range = received.firstRange(of: end) else { throw CommandFailure("no head") }
    let lines = String(decoding: received[..<range.lowerBound], as: UTF8.self).components(
      separatedBy: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { throw CommandFailure("no field: \(line)") }
      fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    received.removeSubrange(..<range.upperBound)
    let status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
    let length = hasBody && status != 304 ? Int(fields["content-length"] ?? "") ?? 0 : 0
    while received.count < length {
      guard try receive(within: seconds) else { throw CommandFailure("the body was cut off") }
    }
    defer { received.removeSubrange(..<length) }
    return Response(
      status: status, fields: fields, body: String(decoding: received[..<length], as: UTF8.self))
  }

  /// Whether the server ends the connection; what still comes is passed over.
  func isClosed(within seconds: Int = 20) throws -> Bool {
    let limit = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < limit {
      do { if try !receive(within: seconds) { return true } } catch { return false }
    }
    return false
  }

  /// Takes what is there; `false` at the end.
  private func receive(within seconds: Int) throws -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, Int32(seconds * 1_000)) > 0 else {
      throw CommandFailure("nothing comes within \(seconds) s")
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    return count > 0
  }
}
