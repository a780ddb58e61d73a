public import ContentSecurityPolicy
import RequirementDiff
public import VendorRequirements

/// A change, or a version, worked out once so that many policies can be held against it.
public struct Decision: Sendable {
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
  let oldUnits: [RequirementUnit]
  private let newUnits: [RequirementUnit]
  /// The needs of all units.
  let table: NeedTable
  /// Position in ``newUnits`` of the unit that each old unit is continued by.
  private let successor: [Int]
  private let preferred: Int
  /// Optional profiles of the new version that the old one had, each as it is and as it was.
  private let optionals: [(now: RequirementUnit, before: RequirementUnit)]

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
      units.enumerated().map { place, unit in
        var unit = unit
        unit.place = place
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
    optionals = new.profiles.indices.compactMap { index in
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
      return (both[0], both[1])
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
    self.oldUnits = oldUnits
    self.newUnits = newUnits
    self.table = table
  }

  /// What of policies can matter here.
  public var reduction: PolicyReduction {
    PolicyReduction(for: table.sources, ownDomains: options.ownDomains)
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
    var whole = WholePolicies(policies, origin: origin, ownDomains: options.ownDomains)
    return result(of: &whole, isPinned: isPinned)
  }

  func result(of policies: inout some JudgedPolicies, isPinned: Bool) -> ImpactResult {
    let judgement = judgement(of: &policies, isPinned: isPinned)
    var result = judgement.result
    result.missing = judgement.missing.map { ImpactResult.Missing($0) }
    return result
  }

  /// Decides one policy list; what is missing is told apart from the rest of the result.
  func judgement(of policies: inout some JudgedPolicies, isPinned: Bool) -> Judgement {
    var result = ImpactResult(
      vendor: new.vendor, from: old?.version, to: new.version, verdict: .safe, profile: "",
      named: policies.nameOwnHost, sizeBefore: policies.size, sizeAfter: policies.size)
    result.isPinned = isPinned
    if policies.areOnlyReported {
      result.verdict = .reportOnly
      return Judgement(result: result)
    }
    let units = optionals.isEmpty ? newUnits : newUnits.map { withOptionals($0, &policies) }
    let isProduction = newUnits.contains { $0.environment == nil } && options.profiles.isEmpty
    // What a page for tests meets tells nothing of the production that is asked about.
    func counts(_ unit: RequirementUnit) -> Bool { !isProduction || unit.environment == nil }
    let safe = units.indices.first { counts(units[$0]) && policies.meet(units[$0]) }
    if let safe {
      result.profile = units[safe].name
      result.note = note(for: safe, &policies)
      return Judgement(result: result)
    }
    if units.isEmpty { return Judgement(result: result) }
    // Only own hosts, or a pin, make a policy a user of the vendor: broad lists meet anything.
    guard result.named || isPinned else {
      result.verdict = .notUsed
      result.profile = units[preferred].name
      return Judgement(result: result)
    }
    let met = oldUnits.indices.filter { counts(oldUnits[$0]) && policies.meet(oldUnits[$0]) }
    let followed = met.map { counts(units[successor[$0]]) ? successor[$0] : preferred }
    let failures = (met.isEmpty ? [preferred] : followed).map { index in
      (unit: index, failure: policies.failure(of: units[index]))
    }
    // Of the units that a policy could have followed, the one that is mended most easily.
    let best = failures.min { $0.failure.missing.count < $1.failure.missing.count }
    guard let best else { return Judgement(result: result) }
    result.profile = units[best.unit].name
    result.optionalProfiles = units[best.unit].optionals
    let asked = met.isEmpty ? oldUnits.indices.filter { counts(oldUnits[$0]) } : met
    let needs = units[best.unit].needs
    let missing = best.failure.missing.map { index, coverage in
      let need = needs[index]
      let isNew = old != nil && !asked.contains { policies.needs(oldUnits[$0], same: need) }
      return Judgement.Missing(need: need, isNew: isNew, coverage: coverage)
    }
    result.undecided = best.failure.undecided.map { index, coverage in
      ImpactResult.Undecided(
        directive: needs[index].directive, source: needs[index].source,
        reason: coverage.reason ?? "depends")
    }
    if missing.isEmpty {
      result.verdict = result.undecided.isEmpty ? .incomplete : .depends
    } else {
      result.verdict = old != nil && !met.isEmpty ? .breaks : .incomplete
    }
    result.sizeAfter += policies.growth(by: missing.flatMap(\.coverage.edits))
    result.removable = policies.removable(keeping: units[best.unit])
    return Judgement(result: result, missing: missing)
  }

  /// A unit with the optional profiles that the policy met before.
  private func withOptionals(
    _ unit: RequirementUnit, _ policies: inout some JudgedPolicies
  ) -> RequirementUnit {
    var unit = unit
    for (now, before) in optionals where now.environment == unit.environment {
      if policies.meet(before) { unit.add(optional: now) }
    }
    return unit
  }

  /// Tells when another profile names a directive that the met one lacks and the policy blocks it.
  private func note(for met: Int, _ policies: inout some JudgedPolicies) -> String? {
    let names = Set(newUnits[met].needs.map(\.directive))
    for other in newUnits where other.name != newUnits[met].name {
      let blocked = other.needs.filter {
        !names.contains($0.directive) && policies.coverage(of: $0).answer == .no
      }
      if let first = blocked.first {
        return "\(other.name) also names \(first.directive), where this policy blocks "
          + blocked.filter { $0.directive == first.directive }.map(\.source)
          .joined(separator: " ")
      }
    }
    return nil
  }
}

/// What is decided of one policy list.
struct Judgement {
  /// A need that the policies block.
  struct Missing {
    let need: RequirementUnit.Need
    /// Whether the change adds it.
    let isNew: Bool
    let coverage: SourceCoverage
  }

  /// The result without what is missing.
  var result: ImpactResult
  /// What is missing, in record order.
  var missing: [Missing] = []
}

extension ImpactResult.Missing {
  init(_ missing: Judgement.Missing) {
    let (need, coverage) = (missing.need, missing.coverage)
    self.init(
      directive: need.directive, source: need.source, isNew: missing.isNew,
      reason: coverage.reason ?? "not-listed", edits: coverage.edits, witness: coverage.witness)
  }
}
