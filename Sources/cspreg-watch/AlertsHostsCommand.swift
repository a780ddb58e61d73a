import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import ProjectConfiguration
import Reporting
import VendorRegistry
import VendorRequirements
import Watching

/// `cspreg alerts hosts`.
struct AlertsHostsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hosts",
    abstract: "Tells the channels of hosts that browsers report, each once.",
    discussion: """
      Takes what cspreg who --reports -f json wrote; cspreg who --reports FILE --alert does both.
      Sites of earlier reports count towards --min-sites.

      Examples:
        cspreg who --reports csp-reports.ndjson -f json | cspreg alerts hosts -
      """)

  @Argument(help: "The report, or - for standard input.")
  var file: String

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try WatchProject(registry)
    // Without a project there is nobody to tell, and no place for a memory.
    _ = try project.search.requireProject()
    let hosts = try ReportedHost.read(
      try Input.read(file), file: file == "-" ? "standard input" : file)
    let registries = try project.search.open()
    var names: [String: String] = [:]
    for vendor in Set(hosts.map(\.vendor)) { names[vendor] = try registries.vendor(vendor).name }
    let programs = try WatchPrograms(project, allowsPrivate: fetching.allowsPrivate())
    defer { programs.clean() }
    let store = try project.store()
    let channels = project.configuration.channels
    let told = try store.report(
      hosts, to: channels, name: { names[$0] ?? $0 }, now: WatchPrograms.seconds())
    var sent: [String] = []
    if output.format != .text { programs.print = { sent.append($0) } }
    var report = HostAlertsReport()
    report.told = told.map { ($0.vendor, $0.host) }
    report.passed = hosts.count - told.count
    report.hasChannels = !channels.isEmpty
    report.watch.delivered = try project.sender(store, programs.surroundings).run()
    report.watch.outbox = try store.counts()
    report.watch.alerts = try sent.map {
      JSON(try JSONNode(parsing: Array($0.utf8), file: "an alert"))
    }
    try output.print(report)
  }
}
