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

  /// Conditions without those that hold in production: it is asked for, or development is ruled out.
  static func others(than conditions: [String]) -> [String] {
    conditions.filter { condition in
      let text = condition.lowercased()
      let isNegated = text.hasPrefix("not ") || text.hasPrefix("!")
      return isNegated ? !holds(in: [negated(condition)]) : !text.contains("production")
    }
  }

  private static func negated(_ condition: String) -> String {
    String(condition.dropFirst(condition.hasPrefix("!") ? 1 : 4))
  }
}
