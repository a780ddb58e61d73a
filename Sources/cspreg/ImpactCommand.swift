import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import Impact
import Reporting
import VendorRegistry
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
        cspreg impact --since 12 --policies all.ndjson --batch --jobs 8 --summary counts.json
        cspreg index build all.ndjson -o all.index
        cspreg impact userpilot@1 userpilot@2 --index all.index
      """)

  @Argument(help: ArgumentHelp("Pairs of versions: old and new.", valueName: "A B"))
  var versions: [String] = []

  @Option(
    help: ArgumentHelp(
      "Instead of pairs: every vendor's change since this line of the registry's log.",
      valueName: "seq"))
  var since: Int?

  @Option(
    help: ArgumentHelp(
      "NDJSON lines that cspreg index knows; only those that may matter are read.",
      valueName: "file"))
  var index: String?

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func validate() throws {
    try policies.validateStream(index: index)
    if let since {
      if since < 0 { throw ValidationError("--since takes 0 or the number of a line.") }
      if versions.isEmpty { return }
      throw ValidationError("Give pairs of versions or --since, not both.")
    }
    guard !versions.isEmpty, versions.count.isMultiple(of: 2) else {
      throw ValidationError(
        "Give pairs of versions: cspreg impact userpilot@1 userpilot@2 --policies PATH")
    }
  }

  func run() throws {
    let project = try registry.search.project()
    try LockCheck.require(project, registry.search)
    let changes = try changes()
    if index == nil, let inventory = try policies.inventory(of: project) {
      var run = try InventoryRun(
        inventory, registry.search.open(), profiles: policies.profile, regions: policies.regions)
      run.namedRegistries = registry.registries
      let results = try run.results(of: changes, checking: false)
      if let remark = run.remark { output.say(remark) }
      try output.print(ImpactPresentation(results, checking: false))
      return try Finished.with(
        inventory.exit.worst(policies.exit(of: results, checking: false)))
    }
    var source = RecordSource(registry.search)
    let decisions = try policies.decisions(of: changes, in: project, say: output.say) {
      source.vendor(of: $0)
    }
    let judge = LineJudge(decisions, policies, checking: false)
    let stream = PolicyStream(policies: policies, isQuiet: output.messages.quiet)
    if let index {
      return try stream.run(judge, on: IndexedPolicies(index, of: policies.policies.first))
    }
    if policies.isStream { return try stream.run(judge) }
    try PolicyRun(
      policies: policies, output: output, registries: registry.registries, checking: false
    ).run { _ in decisions }
  }

  /// The changes that the user named, or all since a line of the log.
  private func changes() throws -> [InventoryRun.Question] {
    if let since { return try changes(since: since) }
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

  /// What the latest versions changed against those that were latest at a line of the log.
  private func changes(since: Int) throws -> [InventoryRun.Question] {
    guard let registry = try registry.search.open().all.first else { return [] }
    let log = try registry.log()
    if since > log.last?.seq ?? 0 {
      throw CommandError(
        "--since \(since)",
        "the log ends with line \(log.last?.seq ?? 0). Is it the same registry?",
        exitCode: .integrity)
    }
    return try registry.vendors().compactMap { vendor in
      let own = log.filter { $0.vendor == vendor }
      guard let old = own.latestVersion(through: since), let new = own.latestVersion(through: nil),
        old != new
      else { return nil }
      return InventoryRun.Question(
        old: try registry.record(VendorReference(vendor: vendor, version: .number(old))),
        new: try registry.record(VendorReference(vendor: vendor, version: .number(new))))
    }
  }
}

extension [LogEntry] {
  /// The highest version that was published and not withdrawn up to a line; `nil` for no line.
  fileprivate func latestVersion(through seq: Int?) -> Int? {
    let known = filter { entry in seq.map { entry.seq <= $0 } ?? true }
    let withdrawn = Set(known.filter { $0.event == .withdrawn }.compactMap(\.version))
    return known.filter { $0.event == .published }.compactMap(\.version)
      .filter { !withdrawn.contains($0) }.max()
  }
}
