/// A keyword such as `'unsafe-inline'` is needed that was not needed before.
enum KeywordAdded: SourceRule {
  static let id = "keyword-added"
  static let summary =
    "A keyword, a nonce or a hash is needed that was not needed before, such as `'unsafe-"
    + "inline'`."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, source.source.hasPrefix("'") else { return nil }
    return RuleMatch(
      message: "\(source.directive) now needs \(source.source)",
      help: "Decide whether your site accepts \(source.source) before adding it to "
        + "\(source.directive); ask the vendor for nonce support otherwise.")
  }
}
