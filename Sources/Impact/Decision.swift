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
  private let oldUnits: [RequirementUnit]
  private let newUnits: [RequirementUnit]
  /// Position in ``newUnits`` of the unit that each old unit is continued by.
  private let successor: [Int]
  private let preferred: Int
  /// Optional profiles of the new version that the old one had, each as it was.
  private let optionals: [(profile: Profile, before: RequirementUnit)]

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
    oldUnits = RequirementUnit.units(
      of: base,
      named: options.profiles.filter { name in base.profiles.contains { $0.name == name } },
      regions: options.regions)
    newUnits = RequirementUnit.units(of: new, named: options.profiles, regions: options.regions)
    let best = new.preferredProfile(environment: nil)
    let preferred =
      newUnits.firstIndex { best.map($0.profiles.contains) ?? false }
      ?? newUnits.firstIndex { $0.environment == nil } ?? 0
    self.preferred = preferred
    let units = newUnits
    let pairs = ProfilePairing(old: base, new: new).pairs
    let ofOld = oldUnits
    optionals = new.profiles.compactMap { profile in
      guard let old, options.profiles.isEmpty, profile.mode == .optional,
        let twin = old.profiles.firstIndex(where: {
          $0.name == profile.name && $0.mode == .optional
        })
      else { return nil }
      let before = RequirementUnit(of: old, profiles: [twin], regions: options.regions)
      // A profile that shares all its sources is met by accident.
      let hasOwn = before.needs.contains { need in
        !ofOld.contains { $0.needs(need.normal, under: need.directive) }
      }
      return hasOwn ? (profile, before) : nil
    }
    successor = oldUnits.map { old in
      let byName = units.firstIndex { $0.name == old.name && $0.environment == old.environment }
      let byPair = pairs.first { old.profiles.contains($0.old) }.flatMap { pair in
        units.firstIndex { $0.profiles.contains(pair.new) }
      }
      return byName ?? byPair ?? preferred
    }
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
    let size = policies.enforced.reduce(0) { $0 + $1.textLength }
    var result = ImpactResult(
      vendor: new.vendor, from: old?.version, to: new.version, verdict: .safe, profile: "",
      named: policies.namesHost(under: options.ownDomains), sizeBefore: size, sizeAfter: size)
    result.isPinned = isPinned
    if policies.enforced.isEmpty, !policies.policies.isEmpty {
      result.verdict = .reportOnly
      return result
    }
    let judge = Judge(policies, origin: origin)
    let units = optionals.isEmpty ? newUnits : newUnits.map { withOptionals($0, judge) }
    let isProduction = newUnits.contains { $0.environment == nil } && options.profiles.isEmpty
    // What a page for tests meets tells nothing of the production that is asked about.
    func counts(_ unit: RequirementUnit) -> Bool { !isProduction || unit.environment == nil }
    let safe = units.indices.first { counts(units[$0]) && judge.meets(units[$0]) }
    if let safe {
      result.profile = units[safe].name
      result.note = note(for: safe, judge)
      return result
    }
    if units.isEmpty { return result }
    // Only own hosts, or a pin, make a policy a user of the vendor: broad lists meet anything.
    guard result.named || isPinned else {
      result.verdict = .notUsed
      result.profile = units[preferred].name
      return result
    }
    let met = oldUnits.indices.filter { counts(oldUnits[$0]) && judge.meets(oldUnits[$0]) }
    let followed = met.map { counts(units[successor[$0]]) ? successor[$0] : preferred }
    let failures = (met.isEmpty ? [preferred] : followed).map { index in
      (unit: index, failure: judge.failure(of: units[index]))
    }
    // Of the units that a policy could have followed, the one that is mended most easily.
    let best = failures.min { $0.failure.missing.count < $1.failure.missing.count }
    guard let best else { return result }
    result.profile = units[best.unit].name
    result.optionalProfiles = units[best.unit].optionals
    let asked = met.isEmpty ? oldUnits.indices.filter { counts(oldUnits[$0]) } : met
    let needs = units[best.unit].needs
    result.missing = best.failure.missing.map { index, coverage in
      let need = needs[index]
      return ImpactResult.Missing(
        directive: need.directive, source: need.source,
        isNew: old != nil && !asked.contains { oldUnits[$0].needsSame(as: need) },
        reason: coverage.reason ?? "not-listed", edits: coverage.edits, witness: coverage.witness)
    }
    result.undecided = best.failure.undecided.map { index, coverage in
      ImpactResult.Undecided(
        directive: needs[index].directive, source: needs[index].source,
        reason: coverage.reason ?? "depends")
    }
    if result.missing.isEmpty {
      result.verdict = result.undecided.isEmpty ? .incomplete : .depends
    } else {
      result.verdict = old != nil && !met.isEmpty ? .breaks : .incomplete
    }
    result.sizeAfter += policies.growth(by: result.missing.flatMap(\.edits))
    result.removable = removable(in: policies, keeping: units[best.unit])
    return result
  }

  /// A unit with the optional profiles that the policy met before.
  private func withOptionals(_ unit: RequirementUnit, _ judge: Judge) -> RequirementUnit {
    var unit = unit
    for (profile, before) in optionals where profile.environment == unit.environment {
      if judge.meets(before) { unit.add(optional: profile, regions: options.regions) }
    }
    return unit
  }

  /// Tells when another profile names a directive that the met one lacks and the policy blocks it.
  private func note(for met: Int, _ judge: Judge) -> String? {
    let names = Set(newUnits[met].needs.map(\.directive))
    for other in newUnits where other.name != newUnits[met].name {
      let blocked = other.needs.filter {
        !names.contains($0.directive) && judge.coverage(of: $0).answer == .no
      }
      if let first = blocked.first {
        return "\(other.name) also names \(first.directive), where this policy blocks "
          + blocked.filter { $0.directive == first.directive }.map(\.source)
          .joined(separator: " ")
      }
    }
    return nil
  }

  /// The vendor's own hosts in a policy that nothing in the unit needs.
  private func removable(
    in policies: PolicyList, keeping unit: RequirementUnit
  ) -> [ImpactResult.Removable] {
    var found: [ImpactResult.Removable] = []
    for policy in policies.enforced {
      // The directive that governs each need, looked up when the first own host is met.
      var governing: [String?]?
      for directive in policy.directives {
        for source in directive.sources where source.namesHost(under: options.ownDomains) {
          let names = governing ?? unit.needs.map { policy.governing($0.directive)?.name }
          governing = names
          let indices = unit.needs.indices.lazy.filter { names[$0] == directive.name }
          let isNeeded = indices.contains {
            let need = unit.needs[$0].expression
            return source.covers(need, directive: directive.name, origin: .example)
              || need.covers(source, directive: directive.name, origin: .example)
          }
          if !isNeeded {
            found.append(
              ImpactResult.Removable(directive: directive.name, source: source.token))
          }
        }
      }
    }
    return found
  }
}

/// Asks one policy list about needs.
private struct Judge {
  let policies: PreparedPolicies

  init(_ policies: PolicyList, origin: Origin) {
    self.policies = PreparedPolicies(policies, origin: origin)
  }

  func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    policies.coverage(of: need.prepared)
  }

  func meets(_ unit: RequirementUnit) -> Bool {
    for index in unit.needs.indices where !policies.covers(unit.needs[index].prepared) {
      return false
    }
    return true
  }

  /// Needs of a unit, as positions, that the policies do not surely meet.
  struct Failure {
    var missing: [(need: Int, coverage: SourceCoverage)] = []
    var undecided: [(need: Int, coverage: SourceCoverage)] = []
  }

  func failure(of unit: RequirementUnit) -> Failure {
    var failure = Failure()
    for index in unit.needs.indices where !policies.covers(unit.needs[index].prepared) {
      let coverage = coverage(of: unit.needs[index])
      guard coverage.isRequest else { continue }
      switch coverage.answer {
      case .no: failure.missing.append((index, coverage))
      case .depends: failure.undecided.append((index, coverage))
      case .yes: break
      }
    }
    return failure
  }
}

extension PolicyList {
  /// Bytes that edits add to the header values.
  func growth(by edits: [Edit]) -> Int {
    var bytes = 0
    var opened: Set<[String]> = []
    var written: Set<[String]> = []
    for edit in edits where policies.indices.contains(edit.policy) {
      let key = [String(edit.policy), edit.addTo]
      let policy = policies[edit.policy]
      if opened.insert(key).inserted {
        if let source = edit.copyFrom {
          let copied = policy.directive(source)?.sources.map(\.token) ?? []
          bytes += "; ".utf8.count + edit.addTo.utf8.count
          for token in copied where token.lowercased() != "'none'" {
            bytes += 1 + token.utf8.count
          }
        } else if let sources = policy.directive(edit.addTo)?.sources, sources.count == 1,
          sources[0].token.lowercased() == "'none'"
        {
          bytes -= " 'none'".utf8.count
        }
      }
      for source in edit.sources where written.insert(key + [source]).inserted {
        bytes += 1 + source.utf8.count
      }
    }
    return bytes
  }
}
