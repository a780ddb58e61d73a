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
    if !vendors.isEmpty {
      let decisions = try vendors.map { name in
        let record = try source.record(name)
        return try policies.decision(
          from: nil, to: record, vendor: source.vendor(of: record), in: project)
      }
      return try run(decisions, onlyNamed: false)
    }
    let known = try registry.search.open()
    let all = try known.vendors().map { id in
      try policies.decision(
        from: nil, to: known.record(VendorReference(vendor: id)), vendor: known.vendor(id),
        in: project)
    }
    try run(all, onlyNamed: true)
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
    try output.print(ImpactPresentation(results, checking: true))
    try Finished.with(inventory.exit.worst(policies.exit(of: results, checking: true)))
  }
}
