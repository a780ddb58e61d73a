import CCurl
import Fetching
import Glibc
import Synchronization

/// The one way out of a browser that renders a page: a proxy on this machine that connects only to what
/// the request may reach.
///
/// The browser looks no name up. Each connection is checked, looked up once and pinned as a request's
/// hop is, and all of them together may bring no more than the request's limit.
final class BrowserGate: Sendable {
  /// What went through, and what did not.
  struct Tally {
    var bytes = 0
    var connections = 0
    var refusal: Refusal?
  }

  /// The most connections at once.
  private static let width = 64
  /// The longest head of a request, in bytes.
  private static let headLimit = 64 << 10

  let port: UInt16
  private let listener: Int32
  private let page: TargetURL
  private let permission: Permission
  private let limit: Int
  private let counts = Mutex(Tally())

  /// Opens the gate; `nil` when no port can be had.
  ///
  /// - Parameters:
  ///   - page: What the browser opens.
  ///   - request: What may be reached, and how much may come.
  ///   - bytes: What has come already.
  init?(for page: TargetURL, _ request: FetchRequest, bytes: Int) {
    self.page = page
    permission = request.permission
    limit = request.limits.compressedBytes
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    guard isOpen else {
      close(listener)
      return nil
    }
    counts.withLock { $0.bytes = bytes }
    start { $0.takeAll() }
  }

  /// What went through so far.
  var tally: Tally { counts.withLock { $0 } }

  /// Whether more came than the request allows.
  var isFull: Bool { tally.bytes > limit }

  // MARK: Connections

  /// Runs a part of the gate on a thread of its own, which ends with the process at the latest.
  private func start(_ body: @escaping @Sendable (BrowserGate) -> Void) {
    final class Work {
      let run: () -> Void
      init(_ run: @escaping () -> Void) { self.run = run }
    }
    let work = Unmanaged.passRetained(Work { body(self) })
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, work.toOpaque())
    if code == 0 { pthread_detach(thread) } else { work.release() }
  }

  private func takeAll() {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else {
        usleep(1000)
        continue
      }
      let isFree = counts.withLock { tally in
        tally.connections += 1
        return tally.connections <= Self.width
      }
      guard isFree else {
        leave(client)
        continue
      }
      start { gate in
        gate.serve(client)
        gate.leave(client)
      }
    }
  }

  private func leave(_ client: Int32) {
    close(client)
    counts.withLock { $0.connections -= 1 }
  }

  /// One connection of the browser; what is refused is closed without a word, which is no page.
  private func serve(_ client: Int32) {
    guard let (head, rest) = Self.head(client) else { return }
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return }
    let isTunnel = words[0] == "CONNECT"
    do throws(Refusal) {
      let url = try TargetURL(isTunnel ? "https://\(words[1])/" : String(words[1]))
      try permission.check(url, from: page)
      let addresses = HostLookup.addresses(of: url)
      try permission.check(addresses)
      guard let upstream = Upstream(url, addresses) else { return }
      if isTunnel {
        guard Self.write("HTTP/1.1 200 Connected\r\n\r\n".utf8, to: client) else { return }
      } else {
        // One request a connection, so that the next one is checked too.
        let kept = lines.dropFirst().filter {
          let name = $0.prefix { $0 != ":" }.lowercased()
          return name != "connection" && name != "proxy-connection"
        }
        let asked =
          ["\(words[0]) \(url.target) HTTP/1.1"] + kept.map(String.init)
          + ["Connection: close", "", ""]
        guard Self.write(asked.joined(separator: "\r\n").utf8, to: upstream.socket) else { return }
      }
      guard Self.write(rest, to: upstream.socket) else { return }
      pass(between: client, and: upstream.socket)
    } catch {
      counts.withLock { $0.refusal = $0.refusal ?? error }
    }
  }

  /// Carries bytes both ways until one side ends or too much came.
  private func pass(between client: Int32, and server: Int32) {
    var ends = [
      pollfd(fd: client, events: Int16(POLLIN), revents: 0),
      pollfd(fd: server, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 1 << 15)
    while !isFull {
      if poll(&ends, 2, -1) < 0 {
        guard errno == EINTR else { return }
        continue
      }
      for index in ends.indices where ends[index].revents != 0 {
        let count = recv(ends[index].fd, &buffer, buffer.count, 0)
        guard count > 0, Self.write(buffer[..<count], to: ends[1 - index].fd) else { return }
        if index == 1 { counts.withLock { $0.bytes += count } }
      }
    }
  }

  // MARK: Bytes

  /// The head of a request, and the bytes that came with it.
  private static func head(_ client: Int32) -> (head: String, rest: ArraySlice<UInt8>)? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while bytes.count < headLimit {
      let count = recv(client, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
      if let end = bytes.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) {
        return (String(decoding: bytes[..<end.lowerBound], as: UTF8.self), bytes[end.upperBound...])
      }
    }
    return nil
  }

  private static func write(_ bytes: some Collection<UInt8>, to socket: Int32) -> Bool {
    let bytes = Array(bytes)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 { start += count } else if errno != EINTR { return false }
    }
    return true
  }
}
