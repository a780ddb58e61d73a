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
      Without a vendor, every vendor is checked whose own hosts the policy names. Without policies,
      those of cspreg.json are checked against the versions that they use.

      Examples:
        cspreg check userpilot --policies policy.txt
        cspreg check --policies headers.txt -f json
      """)

  @Argument(help: ArgumentHelp("Vendors or versions.", valueName: "V[@n]"))
  var vendors: [String] = []

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func validate() throws { try policies.validateStream() }

  func run() throws {
    let project = try registry.search.project()
    try LockCheck.require(project, registry.search)
    var source = RecordSource(registry.search)
    if let inventory = try policies.inventory(of: project) {
      return try check(inventory, &source)
    }
    var questions = try vendors.map {
      InventoryRun.Question(old: nil, new: try source.record($0))
    }
    if vendors.isEmpty { questions = try all(from: &source) }
    let decisions = try policies.decisions(of: questions, in: project, say: output.say) {
      source.vendor(of: $0)
    }
    try run(decisions, onlyNamed: vendors.isEmpty)
  }

  /// The latest version of every vendor, or of those that have the profiles that were named.
  private func all(from source: inout RecordSource) throws -> [InventoryRun.Question] {
    let records = try source.latest()
    let asked = records.filter { record in
      policies.profile.allSatisfy { name in record.profiles.contains { $0.name == name } }
    }
    if asked.isEmpty, !records.isEmpty {
      throw CommandError(
        "--profile \(policies.profile.joined(separator: " --profile "))",
        "no vendor has such a profile; name the vendor, and cspreg show VENDOR lists its profiles.",
        exitCode: .usage)
    }
    return asked.map { InventoryRun.Question(old: nil, new: $0) }
  }

  private func run(_ decisions: [Decision], onlyNamed: Bool) throws {
    if policies.isStream {
      return try PolicyStream(policies: policies, isQuiet: output.messages.quiet)
        .run(LineJudge(decisions, policies, checking: true, onlyNamed: onlyNamed))
    }
    try PolicyRun(
      policies: policies, output: output, registries: registry.registries, checking: true
    ).run { list in
      onlyNamed
        ? decisions.filter { list.namesHost(under: $0.options.ownDomains) } : decisions
    }
  }

  /// Checks the policies of the project.
  private func check(_ inventory: Inventory, _ source: inout RecordSource) throws {
    var run = try InventoryRun(
      inventory, registry.search.open(), profiles: policies.profile, regions: policies.regions)
    run.namedRegistries = registry.registries
    let questions = try vendors.map {
      InventoryRun.Question(old: nil, new: try source.record($0))
    }
    let results =
      try questions.isEmpty ? run.checkedUses() : run.results(of: questions, checking: true)
    if let remark = run.remark { output.say(remark) }
    try output.print(ImpactPresentation(results, checking: true))
    try Finished.with(inventory.exit.worst(policies.exit(of: results, checking: true)))
  }
}
