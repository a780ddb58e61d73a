import Foundation
import Glibc
import Synchronization

/// A small HTTP server on loopback, one thread a connection, that ends after a time whatever happens.
final class LoopbackServer: Sendable {
  /// What stops a server from starting.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The port that it listens on.
  let port: Int

  private let isStopped = Atomic(false)

  private static let mostConnections = 64
  private static let secondsPerRead = 10

  /// Listens on a free port of 127.0.0.1 until ``stop()`` or for `seconds`.
  init(seconds: Double, answer: @escaping @Sendable (Exchange) -> Answer) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw Failure(description: "no socket: error \(errno)") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isReady else {
      close(listener)
      throw Failure(description: "cannot listen on loopback: error \(errno)")
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    let end = Date(timeIntervalSinceNow: seconds)
    Thread.detachNewThread { [self] in
      let slots = DispatchSemaphore(value: Self.mostConnections)
      while !isStopped.load(ordering: .relaxed), Date() < end {
        var poller = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, 100) > 0 else { continue }
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { continue }
        var limit = timeval(tv_sec: Self.secondsPerRead, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
          setsockopt(
            connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        slots.wait()
        Thread.detachNewThread {
          if let exchange = Exchange(reading: connection) {
            answer(exchange).write(to: connection)
          }
          close(connection)
          slots.signal()
        }
      }
      close(listener)
    }
  }

  /// Ends it soon.
  func stop() { isStopped.store(true, ordering: .relaxed) }
}
