import CommandOptions
import Deployments
import Diagnostics
import Impact
import ProjectConfiguration
import Reporting
import VendorRegistry
import VendorRequirements

/// Holds the policies of a project's inventory against versions and changes.
struct InventoryRun {
  /// What is asked about a vendor.
  struct Question {
    /// The version before; `nil` when only the present state is asked.
    let old: VersionRecord?
    let new: VersionRecord
  }

  let inventory: Inventory
  /// Profiles that the user named; empty takes those of `cspreg.json`.
  let profiles: [String]
  /// Regions that the user named; `nil` takes those of `cspreg.json`.
  let regions: Set<String>?
  let registries: Registries
  /// Registries that the user named, for the commands that are printed.
  var namedRegistries: [String] = []
  private var decisions = DecisionCache()
  private var records: [VendorReference: VersionRecord] = [:]
  private let vendors: [String: Vendor]

  init(
    _ inventory: Inventory, _ registries: Registries, profiles: [String] = [],
    regions: Set<String>? = nil
  ) throws {
    self.inventory = inventory
    self.profiles = profiles
    self.regions = regions
    self.registries = registries
    var vendors: [String: Vendor] = [:]
    for id in registries.vendors() { vendors[id] = try registries.vendor(id) }
    self.vendors = vendors
  }

  /// The domains of each vendor's own hosts.
  var domains: [String: [String]] { vendors.mapValues(\.domains) }

  /// What to say of the regions that the user named, when the questions have been answered.
  var remark: String? { decisions.records.remark(onRegions: regions ?? []) }

  /// Answers the same questions for every page.
  mutating func results(of questions: [Question], checking: Bool) throws -> [PlacedResult] {
    var results: [PlacedResult] = []
    for page in inventory.pages {
      for question in questions {
        results.append(try result(of: question, page, checking: checking))
      }
    }
    return results
  }

  /// Says for every page whether it meets the versions that it uses.
  mutating func checkedUses() throws -> [PlacedResult] {
    var results: [PlacedResult] = []
    for page in inventory.pages {
      for (id, version) in inventory.vendors(of: page, domains) {
        let reference = VendorReference(
          vendor: id, version: version.map { .number($0) } ?? .latest)
        let question = Question(old: nil, new: try record(reference))
        results.append(try result(of: question, page, checking: true))
      }
    }
    return results
  }

  /// The record of a version, read once.
  mutating func record(_ reference: VendorReference) throws -> VersionRecord {
    if let known = records[reference] { return known }
    let record = try registries.record(reference)
    records[reference] = record
    return record
  }

  /// Answers a question for one page.
  mutating func result(
    of question: Question, _ page: Inventory.Page, checking: Bool
  ) throws -> PlacedResult {
    let new = question.new
    let names = new.profiles.map(\.name)
    let chosen =
      profiles.isEmpty ? page.entry.profiles(of: new.vendor, known: names) : profiles
    for name in chosen {
      try new.requireProfile(
        name, named: profiles.isEmpty ? "\(page.entry.name): profile \(name)" : nil)
    }
    let decision = decisions.decision(
      from: question.old, to: new,
      options: Decision.Options(
        profiles: chosen, regions: regions ?? Set(page.entry.regions ?? []),
        ownDomains: vendors[new.vendor]?.domains ?? []))
    let pin = page.uses.pin(of: new.vendor)
    var result = decision.result(for: page.policies, isPinned: pin != nil)
    // Who asks about another version than the pinned one learns what it would take, no more.
    if checking { result.isPinned = pin != nil && pin == new.version }
    let counted = (regions ?? Set(page.entry.regions ?? [])).sorted()
    let command = FixCommandLine(
      profiles: chosen, region: counted.isEmpty ? nil : counted.joined(separator: ","),
      registries: namedRegistries)
    if let part = page.part {
      result = result.held(against: .of(part.platform), part.page.policies)
    }
    return PlacedResult(
      path: page.path, line: page.line, result: result, entry: page.entry,
      fix: page.part.flatMap {
        command.text(
          for: result, to: new, on: $0.page, of: $0.path, isSeveral: $0.isSeveral)
      })
  }
}

/// Decisions that were worked out, each once.
struct DecisionCache {
  private struct Key: Hashable {
    let old: VersionRecord?
    let new: VersionRecord
    let options: Decision.Options
  }

  private var known: [Key: Decision] = [:]

  /// The records that were decided about.
  var records: [VersionRecord] { known.keys.flatMap { [$0.old, $0.new].compactMap(\.self) } }

  /// The decision of a change.
  mutating func decision(
    from old: VersionRecord?, to new: VersionRecord, options: Decision.Options
  ) -> Decision {
    let key = Key(old: old, new: new, options: options)
    if let decision = known[key] { return decision }
    let decision = Decision(from: old, to: new, options: options)
    known[key] = decision
    return decision
  }
}
