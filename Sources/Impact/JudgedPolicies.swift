import ContentSecurityPolicy

/// What a decision asks of the policies of one page.
protocol JudgedPolicies {
  /// Whether there are policies, of which none is enforced.
  var areOnlyReported: Bool { get }
  /// Bytes of the enforced header values.
  var size: Int { get }
  /// Whether they name one of the vendor's own hosts.
  var nameOwnHost: Bool { get }
  /// Whether all that a need stands for is allowed.
  mutating func cover(_ need: RequirementUnit.Need) -> Bool
  /// How they stand to a need.
  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage
  /// Whether a unit needs a source, perhaps in another spelling.
  mutating func needs(_ unit: RequirementUnit, same need: RequirementUnit.Need) -> Bool
  /// Bytes that edits add to the header values.
  mutating func growth(by edits: [Edit]) -> Int
  /// The vendor's own hosts that nothing in a unit needs.
  mutating func removable(keeping unit: RequirementUnit) -> [ImpactResult.Removable]
}

extension JudgedPolicies {
  mutating func meet(_ unit: RequirementUnit) -> Bool {
    for index in unit.needs.indices where !cover(unit.needs[index]) { return false }
    return true
  }

  mutating func failure(of unit: RequirementUnit) -> Failure {
    var failure = Failure()
    for index in unit.needs.indices where !cover(unit.needs[index]) {
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

/// Needs of a unit, as positions, that policies do not surely meet.
struct Failure {
  var missing: [(need: Int, coverage: SourceCoverage)] = []
  var undecided: [(need: Int, coverage: SourceCoverage)] = []
}

/// The policies of a page as they are.
struct WholePolicies: JudgedPolicies {
  private let list: PolicyList
  private let prepared: PreparedPolicies
  private let ownDomains: [String]
  let nameOwnHost: Bool
  let size: Int

  init(_ list: PolicyList, origin: Origin, ownDomains: [String]) {
    self.list = list
    self.ownDomains = ownDomains
    prepared = PreparedPolicies(list, origin: origin)
    nameOwnHost = list.namesHost(under: ownDomains)
    size = list.enforced.reduce(0) { $0 + $1.textLength }
  }

  var areOnlyReported: Bool { list.enforced.isEmpty && !list.policies.isEmpty }

  func cover(_ need: RequirementUnit.Need) -> Bool { prepared.covers(need.prepared) }

  func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    prepared.coverage(of: need.prepared)
  }

  func needs(_ unit: RequirementUnit, same need: RequirementUnit.Need) -> Bool {
    unit.needsSame(as: need)
  }

  func growth(by edits: [Edit]) -> Int {
    edits.growth { policy, directive in
      guard list.policies.indices.contains(policy) else { return nil }
      let sources = list.policies[policy].directive(directive)?.sources.map(\.token)
      return sources.map { sources in
        let listed = sources.filter { $0.lowercased() != "'none'" }
        return (listed.reduce(0) { $0 + 1 + $1.utf8.count }, sources.count == 1 && listed.isEmpty)
      }
    }
  }

  func removable(keeping unit: RequirementUnit) -> [ImpactResult.Removable] {
    var found: [ImpactResult.Removable] = []
    for policy in list.enforced {
      for directive in policy.directives {
        let own = directive.sources.filter { $0.namesHost(under: ownDomains) }
        if own.isEmpty { continue }
        found += unit.removable(of: own, in: directive.name) { policy.governing($0)?.name }
      }
    }
    return found
  }
}

extension RequirementUnit {
  /// Sources that nothing in the unit needs.
  ///
  /// - Parameters:
  ///   - sources: Own hosts of one directive.
  ///   - directive: That directive.
  ///   - governing: The name of the directive that governs another.
  /// - Returns: Those sources, in their order.
  func removable(
    of sources: [SourceExpression], in directive: String, governing: (String) -> String?
  ) -> [ImpactResult.Removable] {
    let needs = needs.filter { governing($0.directive) == directive }
    return sources.filter { source in
      !needs.contains { need in
        source.covers(need.expression, directive: directive, origin: .example)
          || need.expression.covers(source, directive: directive, origin: .example)
      }
    }.map { ImpactResult.Removable(directive: directive, source: $0.token) }
  }
}

extension [Edit] {
  /// Bytes that these edits add to header values.
  ///
  /// - Parameter list: The list of a policy's directive before: its length with a space before each source,
  ///   `'none'` left out, and whether that alone stands there; `nil` when the directive is not there.
  /// - Returns: The bytes; below 0 when `'none'` gives way to less.
  func growth(of list: (Int, String) -> (length: Int, isNone: Bool)?) -> Int {
    var bytes = 0
    for (index, edit) in enumerated() {
      func isSame(_ other: Edit) -> Bool {
        other.policy == edit.policy && other.addTo == edit.addTo
      }
      // The edits of one directive mostly come behind each other.
      if !self[..<index].reversed().contains(where: isSame) {
        if let source = edit.copyFrom {
          bytes += "; ".utf8.count + edit.addTo.utf8.count
          bytes += list(edit.policy, source)?.length ?? 0
        } else if list(edit.policy, edit.addTo)?.isNone == true {
          bytes -= " 'none'".utf8.count
        }
      }
      for (place, source) in edit.sources.enumerated()
      where !edit.sources[..<place].contains(source)
        && !self[..<index].contains(where: { $0.sources.contains(source) && isSame($0) })
      {
        bytes += 1 + source.utf8.count
      }
    }
    return bytes
  }
}
