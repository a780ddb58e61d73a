import ContentSecurityPolicy
import VendorRequirements

/// The page lists a source that browsers ignore, so that what it stands for stays blocked.
enum UnreachableSource: PageRule {
  static let id = "unreachable-source"
  static let summary =
    "The page lists a source that browsers ignore, so that what it stands for stays "
    + "blocked."

  static func findings(in records: RecordComparison) -> [PageMatch] {
    let before = Set(ignored(in: records.oldProfiles).map(\.key))
    return ignored(in: records.newProfiles)
      .filter { !before.contains($0.key) }.map(\.match)
  }

  private struct Ignored {
    let key: String
    let match: PageMatch
  }

  private static func ignored(in profiles: [PlacedProfile]) -> [Ignored] {
    profiles.filter { $0.profile.mode != .informational }.flatMap { placed in
      placed.profile.directives.flatMap { directive in
        ignored(
          in: placed.sources.filter {
            $0.directive == directive.name && !$0.requirement.placeholder
          },
          profile: placed.profile)
      }
    }
  }

  /// What browsers ignore of one list.
  private static func ignored(in list: [PlacedSource], profile: Profile) -> [Ignored] {
    let isStrict =
      list.contains { $0.normal == "'strict-dynamic'" }
      && ["script-src", "script-src-elem", "default-src"].contains(list[0].directive)
    let hasOthers = list.contains { $0.normal != "'none'" }
    return list.compactMap { source in
      let why: String
      let help: String
      if !source.isLegal {
        why = "browsers ignore \(source.source), which is no legal source"
        help =
          source.requirement.legal.map { "Write \($0) instead." }
          ?? "Ask the vendor which hosts it means."
      } else if source.normal == "'none'", hasOthers {
        why = "browsers ignore 'none' beside other sources of \(source.directive)"
        help = "Leave 'none' out."
      } else if isStrict, source.host != nil {
        why = "browsers ignore \(source.source) beside 'strict-dynamic'"
        help = "Load the script by one that has a nonce or a hash."
      } else {
        return nil
      }
      return Ignored(
        key: "\(source.directive) \(source.normal) \(why)",
        match: PageMatch(
          profile: profile.name, directive: source.directive, source: source, message: why,
          help: help))
    }
  }
}
