import ContentSecurityPolicy
import VendorRequirements

/// A requirement under its directive, with what the rules ask about it worked out once.
struct PlacedSource: Sendable, Hashable {
  let directive: String
  let requirement: Requirement
  /// Identity of the source: its normal form.
  let normal: String
  let expression: SourceExpression
  let needed: NeededSource

  init(directive: String, requirement: Requirement, profile: Profile) {
    self.directive = directive
    self.requirement = requirement
    normal = requirement.source.normalSource
    expression = SourceExpression(requirement.legal ?? requirement.source)
    needed = NeededSource(directive: directive, requirement: requirement, profile: profile)
  }

  /// The source as the document spells it.
  var source: String { requirement.source }

  /// The host part, with `*.` in front when it is a wildcard; `nil` for what is no host source.
  var host: String? {
    guard case .host(let source) = expression.kind, !source.isAny else { return nil }
    return source.isWildcard ? "*." + source.host : source.host
  }

  var hostSource: HostSource? {
    guard case .host(let source) = expression.kind else { return nil }
    return source
  }

  /// Whether every request that `other` stands for is one that this stands for.
  func covers(_ other: PlacedSource) -> Bool {
    expression.covers(other.expression, directive: directive, origin: .example)
  }
}

/// A profile with its sources worked out once.
struct PlacedProfile: Sendable {
  let profile: Profile
  let sources: [PlacedSource]

  init(_ profile: Profile, regions: Set<String>) {
    self.profile = profile
    sources = profile.placedSources(regions: regions)
  }
}

extension Profile {
  /// The profile's requirements with their directives, in document order.
  ///
  /// - Parameter regions: When not empty, sources that the document states for other regions are
  ///   left out.
  /// - Returns: One value a directive, normal source and region; of two spellings the first.
  func placedSources(regions: Set<String>) -> [PlacedSource] {
    var seen: Set<[String?]> = []
    return directives.flatMap { directive in
      directive.requirements.compactMap { requirement in
        if !regions.isEmpty, let region = requirement.region, !regions.contains(region) {
          return nil
        }
        let placed = PlacedSource(
          directive: directive.name, requirement: requirement, profile: self)
        let isFirst = seen.insert([directive.name, placed.normal, requirement.region]).inserted
        return isFirst ? placed : nil
      }
    }
  }
}
