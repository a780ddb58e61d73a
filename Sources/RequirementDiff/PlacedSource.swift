import ContentSecurityPolicy
import VendorRequirements

/// A requirement under its directive, with what the rules ask about it worked out once.
///
/// A class, for comparisons put it into many lists.
final class PlacedSource: Sendable {
  let directive: String
  let requirement: Requirement
  /// The normal form of the source.
  let normal: String
  /// Directive and normal form.
  let place: String
  /// Directive, normal form and region: what makes two listed sources the same.
  let identity: String
  let expression: SourceExpression
  /// Whether the source is legal as it is spelled.
  let isLegal: Bool
  let needed: NeededSource
  /// The parts of a host source; `nil` for what is none.
  let hostSource: HostSource?
  /// The host part, with `*.` in front when it is a wildcard; `nil` for what is no host source.
  let host: String?

  init(directive: String, requirement: Requirement, profile: Profile) {
    self.directive = directive
    self.requirement = requirement
    normal = requirement.source.normalSource
    place = "\(directive) \(normal)"
    identity = "\(place) \(requirement.region ?? "")"
    expression = SourceExpression(requirement.legal ?? requirement.source)
    isLegal = requirement.legal == nil ? expression.isLegal : !requirement.isIllegal
    needed = NeededSource(directive: directive, requirement: requirement, profile: profile)
    if case .host(let source) = expression.kind {
      hostSource = source
      host = source.isAny ? nil : source.isWildcard ? "*." + source.host : source.host
    } else {
      hostSource = nil
      host = nil
    }
  }

  /// The source as the document spells it.
  var source: String { requirement.source }

  /// Registrable domain of a host source.
  var site: String? {
    if let site = requirement.site { return site }
    // A record that was written by hand may lack it: the last two labels are the best guess.
    guard let hostSource, !hostSource.isAny else { return nil }
    return hostSource.host.utf8.split(separator: UInt8(ascii: ".")).suffix(2)
      .map { String(Substring($0)) }.joined(separator: ".")
  }

  /// Whether every request that `other` stands for is one that this stands for.
  func covers(_ other: PlacedSource) -> Bool {
    expression.covers(other.expression, directive: directive, origin: .example)
  }

  /// Whether both stand for the same requests, however they are spelled.
  func means(_ other: PlacedSource) -> Bool {
    host == other.host && covers(other) && other.covers(self)
  }
}

extension Profile {
  /// The profile's requirements with their directives, in document order.
  ///
  /// - Parameter regions: When not empty, sources that the document states for other regions are
  ///   left out.
  /// - Returns: One value a directive, normal source and region; of two spellings the first.
  func placedSources(regions: Set<String>) -> [PlacedSource] {
    var seen: Set<String> = []
    return directives.flatMap { directive in
      directive.requirements.compactMap { requirement in
        if !regions.isEmpty, let region = requirement.region, !regions.contains(region) {
          return nil
        }
        let placed = PlacedSource(
          directive: directive.name, requirement: requirement, profile: self)
        return seen.insert(placed.identity).inserted ? placed : nil
      }
    }
  }
}
