/// Conditions that hold only on the machines of developers.
enum DevelopmentCondition {
  /// Whether one of the conditions around a statement is of that kind.
  static func holds(in conditions: [String]) -> Bool {
    conditions.contains { condition in
      let text = condition.lowercased()
      let isNegated = text.hasPrefix("not ") || text.hasPrefix("!")
      let words = [
        "debug", "development", "rails.env.test", "rails.env.local", "isdev", "is_dev", "islocal",
        "'local'", "\"local\"",
      ]
      return !isNegated && words.contains { text.contains($0) }
    }
  }
}
