public import ContentSecurityPolicy
import RequirementDiff
public import VendorRequirements

/// A change, or a version, worked out once so that many policies can be held against it.
public final class Decision: Sendable {
  /// What to count.
  public struct Options: Sendable, Hashable {
    /// Profiles that count, whatever the policy met; empty means what it met in the old version.
    public var profiles: [String]
    /// When not empty, sources stated for other regions are left out on both sides.
    public var regions: Set<String>
    /// Domains of the vendor's own hosts.
    public var ownDomains: [String]

    /// Makes options.
    public init(
      profiles: [String] = [], regions: Set<String> = [], ownDomains: [String] = []
    ) {
      self.profiles = profiles
      self.regions = regions
      self.ownDomains = ownDomains
    }
  }

  /// The version that policies were made for; `nil` when only the present state is asked.
  public let old: VersionRecord?
  /// The version that counts.
  public let new: VersionRecord
  /// What counts.
  public let options: Options
  /// The units of both versions.
  let units: UnitTable
  /// The needs of all units.
  let table: NeedTable
  /// What of policies can matter here.
  public let reduction: PolicyReduction
  /// For each old unit, which of the new ones continues it.
  private let successor: [Int]
  private let preferred: Int
  /// Whether each unit counts.
  private let isCounted: [Bool]

  /// Works out a change.
  ///
  /// - Parameters:
  ///   - old: The version before; `nil` to ask about `new` alone.
  ///   - new: The version that counts.
  ///   - options: What to count.
  public init(from old: VersionRecord?, to new: VersionRecord, options: Options) {
    self.old = old
    self.new = new
    self.options = options
    let base = old ?? new
    var table = NeedTable()
    func prepared(_ units: [RequirementUnit]) -> [RequirementUnit] {
      units.map { unit in
        var unit = unit
        table.add(&unit)
        return unit
      }
    }
    let oldUnits = prepared(
      RequirementUnit.units(
        of: base,
        named: options.profiles.filter { name in base.profiles.contains { $0.name == name } },
        regions: options.regions))
    let newUnits = prepared(
      RequirementUnit.units(of: new, named: options.profiles, regions: options.regions))
    let best = new.preferredProfile(environment: nil)
    let preferred =
      newUnits.firstIndex { best.map($0.profiles.contains) ?? false }
      ?? newUnits.firstIndex { $0.environment == nil } ?? 0
    self.preferred = preferred
    let pairs = ProfilePairing(old: base, new: new).pairs
    let optionals = new.profiles.indices.compactMap { index -> UnitTable.OptionalProfile? in
      let profile = new.profiles[index]
      guard let old, options.profiles.isEmpty, profile.mode == .optional,
        let twin = old.profiles.firstIndex(where: {
          $0.name == profile.name && $0.mode == .optional
        })
      else { return nil }
      let before = RequirementUnit(of: old, profiles: [twin], regions: options.regions)
      // A profile that shares all its sources is met by accident.
      let hasOwn = before.needs.contains { need in
        !oldUnits.contains { $0.needs(need.normal, under: need.directive) }
      }
      if !hasOwn { return nil }
      let now = RequirementUnit(of: new, profiles: [index], regions: options.regions)
      let both = prepared([now, before])
      return UnitTable.OptionalProfile(now: both[0], before: both[1])
    }
    successor = oldUnits.map { old in
      let byName = newUnits.firstIndex {
        $0.name == old.name && $0.environment == old.environment
      }
      let byPair = pairs.first { old.profiles.contains($0.old) }.flatMap { pair in
        newUnits.firstIndex { $0.profiles.contains(pair.new) }
      }
      return byName ?? byPair ?? preferred
    }
    let asksProduction =
      options.profiles.isEmpty && newUnits.contains { $0.environment == nil }
    isCounted = (oldUnits + newUnits).map { !asksProduction || $0.environment == nil }
    units = UnitTable(old: oldUnits, new: newUnits, optionals)
    self.table = table
    reduction = PolicyReduction(for: table.sources, ownDomains: options.ownDomains)
  }

  /// Whether a policy list is `safe` or `not-used` because it names none of the vendor's own hosts.
  ///
  /// Says nothing of policies that a pin binds to the vendor.
  public func isSilent(about policies: PolicyList) -> Bool {
    !options.ownDomains.isEmpty && !policies.namesHost(under: options.ownDomains)
      && (policies.policies.isEmpty || !policies.enforced.isEmpty)
  }

  /// Decides one policy list.
  ///
  /// - Parameters:
  ///   - policies: What the page is under.
  ///   - origin: The page.
  ///   - isPinned: Whether a pin says that the page uses the vendor.
  /// - Returns: The result; ``ImpactResult/Verdict/safe`` reads "meets" when there is no change.
  public func result(
    for policies: PolicyList, origin: Origin = .example, isPinned: Bool = false
  ) -> ImpactResult {
    var whole = WholePolicies(
      policies, origin: origin, ownDomains: options.ownDomains, units: units)
    let judgement = judgement(of: &whole, isPinned: isPinned)
    var result = result(of: judgement, in: whole.units, named: whole.nameOwnHost)
    result.isPinned = isPinned
    result.sizeBefore = whole.size
    result.sizeAfter = whole.size
    result.note = note(on: judgement, &whole)
    guard judgement.tellsWhy, let unit = judgement.unit else { return result }
    whole.eachFailure(of: unit) { need, coverage in
      if coverage.answer == .no {
        let isNew = isNew(need, since: judgement.asked)
        result.missing.append(ImpactResult.Missing(need, isNew: isNew, coverage))
      } else {
        result.undecided.append(ImpactResult.Undecided(need, coverage))
      }
    }
    result.sizeAfter += whole.growth(by: result.missing.flatMap(\.edits))
    result.removable = whole.removable(keeping: unit)
    return result
  }

  /// A result that says nothing of single sources yet.
  func result(of judgement: Judgement, in units: UnitTable, named: Bool) -> ImpactResult {
    let unit = judgement.unit.map { units[$0] }
    var result = ImpactResult(
      vendor: new.vendor, from: old?.version, to: new.version, verdict: judgement.verdict,
      profile: unit?.name ?? "", named: named, sizeBefore: 0, sizeAfter: 0)
    if judgement.tellsWhy { result.optionalProfiles = unit?.optionals ?? [] }
    return result
  }

  /// Decides one policy list, without the details.
  func judgement(of policies: inout some JudgedPolicies, isPinned: Bool) -> Judgement {
    if policies.areOnlyReported { return Judgement(verdict: .reportOnly) }
    let new = newUnits(for: &policies)
    if let safe = new.first(where: { counts($0) && policies.meet($0) }) {
      return Judgement(verdict: .safe, unit: safe)
    }
    if new.isEmpty { return Judgement(verdict: .safe) }
    let preferred = new.lowerBound + preferred
    // Only own hosts, or a pin, make a policy a user of the vendor: broad lists meet anything.
    guard policies.nameOwnHost || isPinned else {
      return Judgement(verdict: .notUsed, unit: preferred)
    }
    let old = units.old.filter { counts($0) }
    let met = old.filter { policies.meet($0) }
    let followed = met.map { unit in
      let next = new.lowerBound + successor[unit - units.old.lowerBound]
      return counts(next) ? next : preferred
    }
    let failures = (met.isEmpty ? [preferred] : followed).map { unit in
      (unit: unit, failure: policies.failure(of: unit))
    }
    // Of the units that a policy could have followed, the one that is mended most easily.
    guard let best = failures.min(by: { $0.failure.missing < $1.failure.missing }) else {
      return Judgement(verdict: .safe)
    }
    let verdict: ImpactResult.Verdict =
      if best.failure.missing > 0 {
        self.old != nil && !met.isEmpty ? .breaks : .incomplete
      } else {
        best.failure.undecided > 0 ? .depends : .incomplete
      }
    return Judgement(verdict: verdict, unit: best.unit, asked: met.isEmpty ? old : met)
  }

  /// Whether a unit counts: what a page for tests meets tells nothing of the production that is asked about.
  private func counts(_ unit: Int) -> Bool { isCounted[units.plain(unit)] }

  /// The new units with the optional profiles that the policies met before.
  private func newUnits(for policies: inout some JudgedPolicies) -> Range<Int> {
    if units.optionals.isEmpty { return units.new }
    let met = units.optionals.indices.filter { policies.meet(units.optionals[$0]) }
    return met.isEmpty ? units.new : policies.newUnits(with: met)
  }

  /// Whether no old unit of some, given by their positions, has a need of a new one.
  func isNew(_ need: RequirementUnit.Need, since asked: [Int]) -> Bool {
    old != nil && !asked.contains { units[$0].needsSame(as: need) }
  }

  /// Tells when another profile names a directive that the met one lacks and the policy blocks it.
  func note(on judgement: Judgement, _ policies: inout some JudgedPolicies) -> String? {
    guard judgement.verdict == .safe, let unit = judgement.unit else { return nil }
    let met = units[units.plain(unit)]
    let names = Set(met.needs.map(\.directive))
    for other in units.new where units[other].name != met.name {
      let blocked = units[other].needs.filter {
        !names.contains($0.directive) && policies.coverage(of: $0).answer == .no
      }
      if let first = blocked.first {
        return "\(units[other].name) also names \(first.directive), where this policy blocks "
          + blocked.filter { $0.directive == first.directive }.map(\.source)
          .joined(separator: " ")
      }
    }
    return nil
  }
}

/// What is decided of one policy list.
struct Judgement {
  var verdict: ImpactResult.Verdict
  /// The unit that the policies meet, or that is told about, as a position.
  var unit: Int?
  /// The old units against which needs are new.
  var asked: [Int] = []

  /// Whether there is more to say: what is missing, and what could go.
  var tellsWhy: Bool { [.breaks, .incomplete, .depends].contains(verdict) }
}

extension ImpactResult.Missing {
  init(_ need: RequirementUnit.Need, isNew: Bool, _ coverage: SourceCoverage) {
    self.init(
      directive: need.directive, source: need.source, isNew: isNew,
      reason: coverage.reason ?? "not-listed", edits: coverage.edits, witness: coverage.witness)
  }
}

extension ImpactResult.Undecided {
  init(_ need: RequirementUnit.Need, _ coverage: SourceCoverage) {
    self.init(
      directive: need.directive, source: need.source, reason: coverage.reason ?? "depends")
  }
}
