import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import RequirementDiff
import VendorRegistry
import VendorRequirements

/// `cspreg recheck`.
struct RecheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recheck",
    abstract: "Reads kept documents again and says what would be read differently today.",
    discussion: """
      A document is kept when it was imported with --accept and without --no-snapshot. Nothing is
      written.

      Examples:
        cspreg recheck
        cspreg recheck userpilot vektis@1 -f json
      """)

  @Argument(help: "Vendors (their latest version) or versions; without any, all vendors.")
  var versions: [String] = []

  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  var failOn: FailLevel = .none

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let registries = try registry.search.open()
    let rechecks = try references(in: registries).map { try Recheck($0, in: registries) }
    try output.print(RecheckReport(rechecks: rechecks))
    let found = rechecks.contains { recheck in
      recheck.report.findings.contains { failOn.counts($0.level) }
    }
    try Finished.with(
      rechecks.reduce(found ? .findings : .done) { $0.worst($1.exitCode) })
  }

  /// The named versions, or the latest one of each vendor that has one.
  private func references(in registry: Registries) throws -> [VendorReference] {
    if !versions.isEmpty { return try versions.map { try VendorReference(parsing: $0) } }
    return try registry.vendors().filter { vendor in
      try registry.versions(of: vendor).contains { !$0.isWithdrawn }
    }.map { VendorReference(vendor: $0) }
  }
}
