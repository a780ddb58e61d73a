import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import Impact
import Reporting
import VendorRequirements

/// `cspreg impact`.
struct ImpactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "Says which deployed policies a change breaks, and what each of them needs.",
    discussion: """
      Policies stand in configuration files of servers and platforms, pages, HAR files, dumps of
      response headers, files with one header value (see cspreg policy find), or NDJSON lines
      {"id", "policy" | "headers", "url", "delivery", "uses"} with --batch. Without
      --policies, those of cspreg.json are looked at.

      Examples:
        cspreg impact userpilot@1 userpilot@2 --policies policy.txt
        curl -sI https://shop.example | cspreg impact userpilot@1 userpilot@2 --policies -
        cspreg impact userpilot@1 userpilot@2 --policies all.ndjson --batch > broken.ndjson
      """)

  @Argument(help: ArgumentHelp("Pairs of versions: old and new.", valueName: "A B"))
  var versions: [String]

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func validate() throws {
    guard !versions.isEmpty, versions.count.isMultiple(of: 2) else {
      throw ValidationError(
        "Give pairs of versions: cspreg impact userpilot@1 userpilot@2 --policies PATH")
    }
  }

  func run() throws {
    let project = try registry.search.project()
    try LockCheck.require(project, registry.search)
    let changes = try changes()
    if let inventory = try policies.inventory(of: project) {
      var run = try InventoryRun(
        inventory, registry.search.open(), profiles: policies.profile, regions: policies.regions)
      let results = try run.results(of: changes, checking: false)
      try output.print(ImpactPresentation(results, checking: false))
      return try Finished.with(
        inventory.exit.worst(policies.exit(of: results, checking: false)))
    }
    var source = RecordSource(registry.search)
    let decisions = try changes.map { change in
      try policies.decision(
        from: change.old, to: change.new, vendor: source.vendor(of: change.new), in: project)
    }
    try PolicyRun(
      policies: policies, output: output, registries: registry.registries, checking: false
    ).run { _ in decisions }
  }

  /// The changes that the user named.
  private func changes() throws -> [InventoryRun.Question] {
    var source = RecordSource(registry.search)
    var changes: [InventoryRun.Question] = []
    for index in stride(from: 0, to: versions.count, by: 2) {
      let old = try source.record(versions[index])
      let new = try source.record(versions[index + 1])
      guard old.vendor == new.vendor else {
        throw CommandError(
          "\(versions[index]) \(versions[index + 1])",
          "these are versions of different vendors; give two versions of one.", exitCode: .usage)
      }
      changes.append(InventoryRun.Question(old: old, new: new))
    }
    return changes
  }
}
