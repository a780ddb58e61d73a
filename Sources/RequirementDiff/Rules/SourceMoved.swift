/// A source left one directive for another that was there before, or one profile for another.
enum SourceMoved: SourceRule {
  static let id = "source-moved"
  static let summary = "A source left one directive, or one profile, and stands under another."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    if case .removed(let source) = change, let profile = comparison.profileTaking(source) {
      return RuleMatch(
        message: "\(source.source) moved to the profile \(profile)",
        help:
          "Keep it in \(source.directive) if what \(profile) stands for is in use on your site.",
        movedTo: profile)
    }
    guard case .added(let source, _) = change, let from = comparison.movedFrom[source.identity]
    else {
      return nil
    }
    return RuleMatch(
      message: "\(source.source) moved from \(from) to \(source.directive)",
      help: "Add \(source.source) to \(source.directive); \(from) needs it no longer.")
  }
}
