import ContentSecurityPolicy
import VendorRequirements

/// Profiles that a policy must meet together to meet a version.
///
/// All required profiles of an environment are one unit; each alternative is one of its own. A policy
/// meets a version when it meets any unit.
struct RequirementUnit: Sendable {
  /// One source that the unit needs.
  struct Need: Sendable {
    let directive: String
    let source: String
    let normal: String
    /// What is asked of policies, worked out once.
    let prepared: PreparedSource
    /// The source as far as it is legal.
    let expression: SourceExpression

    init(directive: String, source: String, normal: String, needed: NeededSource) {
      self.directive = directive
      self.source = source
      self.normal = normal
      prepared = PreparedSource(needed)
      expression = SourceExpression(needed.legal ?? needed.token)
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
  var needs: [Need]

  init(of record: VersionRecord, profiles: [Int], regions: Set<String>) {
    self.profiles = profiles
    name = profiles.map { record.profiles[$0].name }.joined(separator: "+")
    environment = profiles.first.flatMap { record.profiles[$0].environment }
    needs = []
    for index in profiles { add(record.profiles[index], regions: regions) }
  }

  /// Adds what an optional profile needs and the unit does not need yet.
  mutating func add(optional profile: Profile, regions: Set<String>) {
    optionals.append(profile.name)
    add(profile, regions: regions)
  }

  /// Adds what a profile needs and the unit does not need yet.
  private mutating func add(_ profile: Profile, regions: Set<String>) {
    var seen = Set(needs.map { [$0.directive, $0.normal] })
    for directive in profile.directives {
      for requirement in directive.requirements {
        if !regions.isEmpty, let region = requirement.region, !regions.contains(region) {
          continue
        }
        let normal = requirement.source.normalSource
        guard seen.insert([directive.name, normal]).inserted else { continue }
        needs.append(
          Need(
            directive: directive.name, source: requirement.source, normal: normal,
            needed: NeededSource(
              directive: directive.name, requirement: requirement, profile: profile)))
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
