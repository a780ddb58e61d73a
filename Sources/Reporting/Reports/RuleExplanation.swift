public import JSONText

/// What a rule reports, why it matters and what to do.
public struct RuleExplanation: PlainReport {
  private let rule: (id: String, summary: String)
  private let page: String?

  /// Prepares an explanation.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - page: Its page of docs/rules; `nil` when the pages are not installed.
  public init(_ rule: (id: String, summary: String), page: String?) {
    self.rule = rule
    self.page = page
  }

  /// The page, or the little that is known without it.
  public func text(style: Style) -> String { page ?? "# \(rule.id)\n\n\(rule.summary)\n" }

  /// The explanation with its page.
  public var json: JSON {
    [
      "cspreg": .head("explain"), "rule": .string(rule.id), "summary": .string(rule.summary),
      "page": JSON(page),
    ]
  }

  /// The same, on one line.
  public var lines: [JSON] { [json] }
}
