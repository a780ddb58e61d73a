import ContentSecurityPolicy

/// What a decision asks of the policies of one page.
protocol JudgedPolicies {
  /// The units that they are held against.
  var units: UnitTable { get }
  /// The new units with optional profiles, see ``UnitTable/new(with:)``.
  mutating func newUnits(with met: [Int]) -> Range<Int>
  /// Whether there are policies, of which none is enforced.
  var areOnlyReported: Bool { get }
  /// Whether they name one of the vendor's own hosts.
  var nameOwnHost: Bool { get }
  /// Whether all that a unit needs is allowed.
  mutating func meet(_ unit: Int) -> Bool
  /// How many of a unit's needs are not surely allowed.
  mutating func failure(of unit: Int) -> Failure
  /// How they stand to a need.
  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage
}

/// How many needs of a unit policies do not surely meet.
struct Failure {
  var missing = 0
  var undecided = 0
}

/// The policies of a page as they are.
struct WholePolicies: JudgedPolicies {
  private let list: PolicyList
  private let prepared: PreparedPolicies
  private let ownDomains: [String]
  let nameOwnHost: Bool
  /// Bytes of the enforced header values.
  let size: Int
  private(set) var units: UnitTable
  /// Whether needs are allowed, by number, and how the policies stand to those that are not; as far as it was asked.
  private var allowed: [Int: Bool] = [:]
  private var coverages: [Int: SourceCoverage] = [:]

  init(_ list: PolicyList, origin: Origin, ownDomains: [String], units: UnitTable) {
    self.list = list
    self.ownDomains = ownDomains
    self.units = units
    prepared = PreparedPolicies(list, origin: origin)
    nameOwnHost = list.namesHost(under: ownDomains)
    size = list.enforced.reduce(0) { $0 + $1.textLength }
  }

  var areOnlyReported: Bool { list.enforced.isEmpty && !list.policies.isEmpty }

  mutating func newUnits(with met: [Int]) -> Range<Int> { units.new(with: met) }

  mutating func meet(_ unit: Int) -> Bool { units[unit].needs.allSatisfy { allows($0) } }

  private mutating func allows(_ need: RequirementUnit.Need) -> Bool {
    if let known = allowed[need.place.number] { return known }
    let answer = prepared.covers(need.prepared)
    allowed[need.place.number] = answer
    return answer
  }

  mutating func failure(of unit: Int) -> Failure {
    var failure = Failure()
    eachFailure(of: unit) { _, coverage in
      if coverage.answer == .no { failure.missing += 1 } else { failure.undecided += 1 }
    }
    return failure
  }

  /// Hands on the needs of a unit that are missing or undecided.
  mutating func eachFailure(
    of unit: Int, _ body: (RequirementUnit.Need, SourceCoverage) -> Void
  ) {
    for need in units[unit].needs {
      let coverage = coverage(of: need)
      if coverage.isRequest, coverage.answer != .yes { body(need, coverage) }
    }
  }

  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    if allows(need) { return .yes }
    if let known = coverages[need.place.number] { return known }
    let answer = prepared.coverage(of: need.prepared)
    coverages[need.place.number] = answer
    return answer
  }

  /// Bytes that edits add to the header values.
  func growth(by edits: [Edit]) -> Int {
    var growth = Growth()
    return growth.bytes(of: edits, to: list)
  }

  /// The vendor's own hosts that nothing in a unit needs.
  func removable(keeping unit: Int) -> [ImpactResult.Removable] {
    var found: [ImpactResult.Removable] = []
    for policy in list.enforced {
      for directive in policy.directives {
        let own = directive.sources.filter { $0.namesHost(under: ownDomains) }
        if own.isEmpty { continue }
        found += units[unit].removable(of: own, in: directive.name) { policy.governing($0)?.name }
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
