import ArgumentParser
import CommandOptions
import Diagnostics
import Glibc
import RateLimiting
import ReportReceiving
import Reporting
import WebService
import Website

/// `cspreg serve`.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves the registry on the web: pages, JSON, and answers about policies.",
    discussion: """
      The website of cspreg site, always as the registry is, with an API (/openapi.json) and a page that checks a
      policy. Of several registries, the first is served, and read again when its log changes. It logs one JSON
      object a line on standard error and ends on SIGTERM when all that was asked is answered.

      Examples:
        cspreg serve
        cspreg serve --port 8081 --url https://csp.example/ --trust-proxy
        cspreg serve --reports reports.db
      """)

  @Option(help: ArgumentHelp("Address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("Port to listen on; 0 takes a free one.", valueName: "port"))
  var port = 8080

  @Option(
    help: ArgumentHelp(
      "Address that browsers use, for the links of feeds and of error pages.", valueName: "url"))
  var url: String?

  @Option(
    help: ArgumentHelp("Seconds between two looks at the registry's log.", valueName: "seconds"))
  var reload = 5

  @Option(
    help: ArgumentHelp(
      "Costly requests that a client may make a second, ten times as many at once; 0 for any number.",
      valueName: "n"))
  var rate = 10.0

  @Option(
    help: ArgumentHelp(
      "Take violation reports at /reports and count them in this file; see cspreg tokens.",
      valueName: "file"))
  var reports: String?

  @Option(help: ArgumentHelp("Connections at the same time.", valueName: "n"))
  var connections = 8_192

  @Flag(help: "Take the client's address from the last entry of X-Forwarded-For.")
  var trustProxy = false

  @Flag(help: "Do not log requests, only what the server does.")
  var noAccessLog = false

  @OptionGroup var registry: RegistryOptions

  func validate() throws {
    if let url, ReportMarkup.safeAddress(url) == nil {
      throw ValidationError("--url takes an http or https address.")
    }
    if !(0...65_535).contains(port) { throw ValidationError("--port takes 0 to 65535.") }
    if reload < 1 { throw ValidationError("--reload takes 1 or more seconds.") }
    if rate < 0 || !rate.isFinite { throw ValidationError("--rate takes 0 or more.") }
    if connections < 1 { throw ValidationError("--connections takes 1 or more.") }
  }

  /// Serves until it is told to end.
  func run() async throws {
    let log = JSONLog(STDERR_FILENO)
    defer { log.flush() }
    let loader = RegistryLoader(
      directory: try registry.search.directory(), address: url,
      rules: try RulePage.all { (id) throws(CommandError) in try RuleFile.bytes(of: id) })
    let current = CurrentRegistry(try loader.load(after: nil, jobs: processorCount()))
    let metrics = ServiceMetrics()
    let clock: @Sendable () -> Double = { Double(monotonicNanoseconds()) / 1e9 }
    var groups: [any RouteGroup] = []
    if let reports {
      let settings = ReceiverSettings()
      let receiver = ReportReceiver(
        store: try SQLiteReportStore(path: reports), settings: settings, now: { time(nil) },
        seconds: clock)
      groups.append(ReportRoutes(receiver, settings: settings))
    }
    let service = WebService(
      current, metrics: metrics, groups: groups, rate: RateLimit(rate: rate, burst: 10 * rate),
      seconds: clock)
    let server = Server(
      service: service, host: host, port: port, connections: connections, trustsProxy: trustProxy,
      log: log, logsRequests: !noAccessLog)
    try await server.run(
      beside: RegistryReloader(
        loader: loader, current: current, metrics: metrics, log: log, seconds: reload))
  }
}

/// Nanoseconds of a clock that never goes back.
func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
