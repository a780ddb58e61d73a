import CommandOptions
import Diagnostics
import Glibc
import Hummingbird
import HummingbirdCore
import JSONText
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import WebService

/// The service on a port.
struct Server {
  let service: WebService
  let host: String
  let port: Int
  /// Connections at the same time; more wait.
  let connections: Int
  let trustsProxy: Bool
  let log: JSONLog
  let logsRequests: Bool

  /// Serves until a signal says to end; then what was asked is answered first.
  ///
  /// - Parameter other: What goes on beside it.
  /// - Throws: That the port cannot be had.
  func run(beside other: any Service) async throws {
    raiseFileLimit()
    let log = log
    let logger = Logger(label: "cspreg-server") { _ in JSONLogHandler(log: log) }
    let requests = RequestLog(log: logsRequests ? log : nil)
    let service = service
    var application = Application(
      responder: ServiceResponder(service: service, trustsProxy: trustsProxy, log: requests),
      server: HTTPServerBuilder { responder in
        HTTPPipeline(responder: responder, service: service, log: requests)
      },
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), backlog: 1_024,
        availableConnectionsDelegate: .maximum(connections, logger: logger)),
      onServerRunning: { channel in
        log.write(
          .info, "listening",
          [
            JSON.Member("address", .string(channel.localAddress?.ipAddress ?? "")),
            JSON.Member("port", .int(channel.localAddress?.port ?? 0)),
          ])
        log.flush()
      }, logger: logger)
    application.addServices(other)
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(30)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      throw CommandError(
        "\(host):\(port)", "cannot be listened on: \(String(cString: strerror(error.errnoCode))).",
        exitCode: .unfinished)
    }
    log.write(.info, "ended")
  }

  /// As many open files as the system lets us have: each connection is one.
  private func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
