import ArgumentParser
import CommandOptions
import Diagnostics
import Reporting
import RequirementHistory
import VendorRegistry
import VendorRequirements

/// `cspreg changes`.
struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Lists what was published or withdrawn since a line of the registry's log.",
    discussion: """
      Of several registries, the first is read. The head that is printed last is the next --since.

      Examples:
        cspreg changes --since 12
        cspreg changes --since 12 -f ndjson
      """)

  @Option(help: ArgumentHelp("Number of the last line that you know.", valueName: "seq"))
  var since = 0

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if since < 0 { throw ValidationError("--since takes 0 or the number of a line.") }
  }

  func run() throws {
    guard let registry = try registry.search.open().all.first else { return }
    let log = try registry.log()
    let head = log.last?.seq ?? 0
    if since > head {
      throw CommandError(
        "--since \(since)", "the log ends with line \(head). Is it the same registry?",
        exitCode: .integrity)
    }
    let lastLines = Dictionary(log.map { ($0.vendor, $0.seq) }) { $1 }
    var latest: [String: VersionRecord] = [:]
    var entries: [ChangesReport.Entry] = []
    for line in log {
      var change: VersionChange?
      if line.event == .published, let number = line.version {
        if lastLines[line.vendor] ?? 0 > since {
          let record = try registry.record(
            VendorReference(vendor: line.vendor, version: .number(number)))
          if line.seq > since {
            change = VersionChange(
              record, after: latest[line.vendor],
              ownDomains: try registry.vendor(line.vendor).domains)
          }
          latest[line.vendor] = record
        }
      }
      guard line.seq > since else { continue }
      entries.append(
        ChangesReport.Entry(
          seq: line.seq, event: line.event.rawValue, vendor: line.vendor, version: line.version,
          at: line.at, reason: line.reason, change: change))
    }
    try output.print(ChangesReport(since: since, head: head, entries: entries))
  }
}
