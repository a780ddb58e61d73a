import ContentSecurityPolicy

/// What happened to one source between two profiles.
enum SourceChange: Sendable {
  /// Only the new profile lists it; the coverage is the exact old policy's answer.
  case added(PlacedSource, SourceCoverage)
  /// Only the old profile lists it.
  case removed(PlacedSource)
  /// Listed by both, spelled differently, with the same meaning on an https page.
  case respelled(old: PlacedSource, new: PlacedSource)

  /// The source that a finding about it names: the new one if there is one.
  var source: PlacedSource {
    switch self {
    case .added(let source, _), .removed(let source), .respelled(_, let source): source
    }
  }
}
