public import JSONText

/// Rules and what they report, a line each.
public struct RuleList: PlainReport {
  private let rules: [(id: String, summary: String)]

  /// Prepares a list.
  public init(_ rules: [(id: String, summary: String)]) { self.rules = rules }

  /// For people.
  public func text(style: Style) -> String {
    let width = rules.map(\.id.count).max() ?? 0
    return rules.map { "\($0.id.padded(width))   \($0.summary)\n" }.joined()
  }

  /// The whole list.
  public var json: JSON { ["cspreg": .head("explain"), "rules": .array(lines)] }

  /// A line a rule.
  public var lines: [JSON] {
    rules.map { ["rule": .string($0.id), "summary": .string($0.summary)] }
  }
}
