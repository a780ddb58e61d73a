import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import Impact
import Reporting
import VendorRegistry
import VendorRequirements

/// `cspreg check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says whether deployed policies meet what vendors need now.",
    discussion: """
      Without a vendor, every vendor is checked whose own hosts the policy names.

      Examples:
        cspreg check userpilot --policies policy.txt
        cspreg check --policies headers.txt -f json
      """)

  @Argument(help: ArgumentHelp("Vendors or versions.", valueName: "V[@n]"))
  var vendors: [String] = []

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func run() throws {
    let source = RecordSource(registry)
    if !vendors.isEmpty {
      let decisions = try vendors.map { name in
        let record = try source.record(name)
        return try policies.decision(from: nil, to: record, vendor: source.vendor(of: record))
      }
      try PolicyRun(policies: policies, output: output, checking: true).run { _ in decisions }
      return
    }
    let known = try registry.open()
    let all = try known.vendors().map { id in
      (
        try known.vendor(id).domains,
        try policies.decision(
          from: nil, to: known.record(VendorReference(vendor: id)), vendor: known.vendor(id))
      )
    }
    try PolicyRun(policies: policies, output: output, checking: true).run { list in
      all.filter { list.namesHost(under: $0.0) }.map(\.1)
    }
  }
}
