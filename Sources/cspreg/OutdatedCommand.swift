import ArgumentParser
import CommandOptions
import Diagnostics
import Impact
import ProjectConfiguration
import Reporting
import RequirementDiff
import VendorRegistry
import VendorRequirements

/// `cspreg outdated`.
struct OutdatedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outdated",
    abstract: "Shows which policies of cspreg.json were made for versions that are not the latest.",
    discussion: """
      Examples:
        cspreg outdated
        cspreg outdated --fail-on break -f json
      """)

  @Argument(help: "Only these vendors.")
  var vendors: [String] = []

  @Flag(help: "Show also what is up to date.")
  var all = false

  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  var failOn: FailLevel = .none

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try registry.search.requireProject()
    try LockCheck.require(project, registry.search)
    let inventory = try Inventory(project, allowsPrivate: fetching.allowsPrivate())
    let registries = try registry.search.open()
    for id in vendors { _ = try registries.vendor(id) }
    var run = try InventoryRun(inventory, registries)
    var pins = try OutdatedPin.all(in: &run)
    if !vendors.isEmpty { pins.removeAll { !vendors.contains($0.vendor) } }
    try output.print(OutdatedReport(pins, showsAll: all))
    let isFailed = pins.contains { $0.isOutdated && failOn.counts($0.level) }
    try Finished.with(inventory.exit.worst(isFailed ? .findings : .done))
  }
}

extension OutdatedPin {
  /// What each policy of an inventory is bound to, held against the latest versions.
  static func all(in run: inout InventoryRun) throws -> [OutdatedPin] {
    var pins: [OutdatedPin] = []
    var places: [[String]: Int] = [:]
    for page in run.inventory.pages {
      for (vendor, version) in run.inventory.vendors(of: page, run.domains) {
        let key = [page.entry.name, vendor]
        let index: Int
        if let known = places[key] {
          index = known
        } else {
          index = pins.count
          places[key] = index
          pins.append(try OutdatedPin(page.entry, page.uses, vendor, version, run.registries))
        }
        guard let version, let latest = pins[index].latest, version != latest else { continue }
        let question = InventoryRun.Question(
          old: try run.record(.init(vendor: vendor, version: .number(version))),
          new: try run.record(.init(vendor: vendor, version: .number(latest))))
        let result = try run.result(of: question, page, checking: false)
        pins[index].breaking = breaking(question, page.entry, run.domains[vendor] ?? [])
        pins[index].take(result.result)
      }
    }
    return pins
  }

  private init(
    _ entry: InventoryEntry, _ uses: Uses, _ vendor: String, _ version: Int?,
    _ registries: Registries
  ) throws {
    let versions = try registries.versions(of: vendor)
    let pinned = try version.map {
      try registries.version(.init(vendor: vendor, version: .number($0)))
    }
    let latest = versions.last { !$0.isWithdrawn }
    let next = version.flatMap { version in versions.first { $0.number > version } }
    self.init(
      policy: entry.name, owner: entry.owner, vendor: vendor, isAuto: uses == .auto,
      pinned: version, latest: latest?.number, latestAt: latest?.at,
      days: next.flatMap { wholeDays(from: $0.at, to: now()) },
      withdrawn: pinned?.withdrawal?.reason)
  }

  /// How many sources of the latest version a policy made for the pinned one would block.
  private static func breaking(
    _ question: InventoryRun.Question, _ entry: InventoryEntry, _ domains: [String]
  ) -> Int {
    guard let old = question.old else { return 0 }
    let names = question.new.profiles.map(\.name)
    let report = diff(
      old, question.new,
      options: DiffOptions(
        profile: entry.profiles(of: question.new.vendor, known: names).first,
        regions: Set(entry.regions ?? []), ownDomains: domains))
    return report.pairs.first?.summary.breaking ?? 0
  }
}
