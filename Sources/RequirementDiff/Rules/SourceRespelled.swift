import VendorRequirements

/// A source is spelled in another way and means the same on an https page.
enum SourceRespelled: SourceRule {
  static let id = "source-respelled"
  static let summary = "A source is written in another way and means the same on an https page."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .respelled(let old, let new) = change else { return nil }
    let region =
      old.requirement.region == new.requirement.region
      ? "" : " (region: \(old.requirement.region ?? "any") -> \(new.requirement.region ?? "any"))"
    return RuleMatch(
      message: "\(old.source) is now spelled \(new.source)\(region)",
      help: "Nothing to do: both mean the same on an https page.", previous: old.source)
  }
}
