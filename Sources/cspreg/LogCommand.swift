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
    let versions = try registry.versions(of: vendor)
    let records = try versions.map { version in
      let reference = VendorReference(vendor: vendor, version: .number(version.number))
      return (try registry.record(reference), version.isWithdrawn)
    }
    let entries = zip(versions, VersionChange.all(records, ownDomains: domains)).map {
      VersionLog.Entry(change: $1, withdrawn: $0.withdrawal?.reason)
    }
    try output.print(VersionLog(vendor: vendor, entries: entries))
  }
}
