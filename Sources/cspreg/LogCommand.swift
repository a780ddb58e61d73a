import ArgumentParser
import CommandOptions
import Reporting
import RequirementHistory
import VendorRegistry
import VendorRequirements

/// `cspreg log`.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Lists the versions of a vendor and what each of them changed.",
    discussion: """
      Examples:
        cspreg log userpilot
        cspreg log userpilot -f json
      """)

  @Argument(help: "Id of the vendor.")
  var vendor: String

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let registry = try registry.search.open()
    let domains = try registry.vendor(vendor).domains
    var entries: [VersionLog.Entry] = []
    var previous: VersionRecord?
    for version in try registry.versions(of: vendor) {
      let record = try registry.record(
        VendorReference(vendor: vendor, version: .number(version.number)))
      entries.append(
        VersionLog.Entry(
          change: VersionChange(record, after: previous, ownDomains: domains),
          withdrawn: version.withdrawal?.reason))
      if !version.isWithdrawn { previous = record }
    }
    try output.print(VersionLog(vendor: vendor, entries: entries))
  }
}
