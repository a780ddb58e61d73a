import ContentSecurityPolicy
import VendorRequirements

/// Profiles that a policy must meet together to meet a version.
///
/// All required profiles of an environment are one unit; each alternative is one of its own. A policy
/// meets a version when it meets any unit.
struct RequirementUnit: Sendable {
  /// One source that a unit needs; shared by the units that need it.
  final class Need: Sendable {
    let directive: String
    let source: String
    let normal: String
    /// What is asked of policies, worked out once.
    let prepared: PreparedSource
    /// The source as far as it is legal.
    let expression: SourceExpression
    /// Where the ``NeedTable`` has it.
    let place: NeedTable.Place

    init(directive: String, source: String, normal: String, needed: NeededSource) {
      self.directive = directive
      self.source = source
      self.normal = normal
      prepared = PreparedSource(needed)
      expression = SourceExpression(needed.legal ?? needed.token)
      place = NeedTable.Place(group: 0, index: 0, number: 0)
    }

    /// The same need, placed.
    init(_ other: Need, place: NeedTable.Place) {
      directive = other.directive
      source = other.source
      normal = other.normal
      prepared = other.prepared
      expression = other.expression
      self.place = place
    }
  }

  /// Names of the profiles in it, joined by `+`.
  let name: String
  /// Positions of its profiles in the record.
  let profiles: [Int]
  /// `nil` means production.
  let environment: String?
  /// Names of optional profiles that were added to it.
  private(set) var optionals: [String] = []
  /// What it needs, each source once a directive.
  var needs: [Need] {
    didSet { places = needs.map(\.place) }
  }
  /// Where the ``NeedTable`` has each of ``needs``.
  private(set) var places: [NeedTable.Place] = []

  init(of record: VersionRecord, profiles: [Int], regions: Set<String>) {
    self.profiles = profiles
    name = profiles.map { record.profiles[$0].name }.joined(separator: "+")
    environment = profiles.first.flatMap { record.profiles[$0].environment }
    needs = []
    for index in profiles { add(Self.needs(of: record.profiles[index], regions: regions)) }
  }

  /// Adds what the unit of an optional profile needs and this one does not need yet.
  mutating func add(optional unit: RequirementUnit) {
    optionals.append(unit.name)
    add(unit.needs)
  }

  private mutating func add(_ others: [Need]) {
    var seen = Set(needs.map { [$0.directive, $0.normal] })
    needs += others.filter { seen.insert([$0.directive, $0.normal]).inserted }
  }

  /// What a profile needs.
  private static func needs(of profile: Profile, regions: Set<String>) -> [Need] {
    profile.directives.flatMap { directive in
      directive.requirements.compactMap { requirement in
        if !regions.isEmpty, let region = requirement.region, !regions.contains(region) {
          return nil
        }
        return Need(
          directive: directive.name, source: requirement.source,
          normal: requirement.source.normalSource,
          needed: NeededSource(
            directive: directive.name, requirement: requirement, profile: profile))
      }
    }
  }

  /// Whether the unit needs a source under a directive.
  func needs(_ normal: String, under directive: String) -> Bool {
    needs.contains { $0.normal == normal && $0.directive == directive }
  }

  /// Whether the unit needs a source, perhaps in another spelling of the same meaning.
  func needsSame(as other: Need) -> Bool {
    needs.contains { need in
      guard need.directive == other.directive else { return false }
      if need.normal == other.normal { return true }
      let (one, two) = (need.expression, other.expression)
      return one.covers(two, directive: need.directive, origin: .example)
        && two.covers(one, directive: need.directive, origin: .example)
    }
  }

  /// The units of a record, required ones first, then the alternatives in record order.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - names: When not empty, only these profiles count, each as a unit of its own.
  ///   - regions: When not empty, sources that are stated for other regions are left out.
  /// - Returns: The units; none when the record has only optional profiles.
  static func units(
    of record: VersionRecord, named names: [String], regions: Set<String>
  ) -> [RequirementUnit] {
    let profiles = record.profiles
    if !names.isEmpty {
      return profiles.indices.filter { names.contains(profiles[$0].name) }.map {
        RequirementUnit(of: record, profiles: [$0], regions: regions)
      }
    }
    var environments: [String?] = []
    for profile in profiles where profile.mode == .required {
      if !environments.contains(profile.environment) { environments.append(profile.environment) }
    }
    let required = environments.map { environment in
      profiles.indices.filter {
        profiles[$0].mode == .required && profiles[$0].environment == environment
      }
    }
    let alternatives = profiles.indices.filter { profiles[$0].mode == .alternative }.map { [$0] }
    return (required + alternatives).map {
      RequirementUnit(of: record, profiles: $0, regions: regions)
    }
  }
}
