/// Environments for which documents give hosts of their own, such as a sandbox.
enum Environment {
  static let production = "production"

  /// The environment that a heading, label or cell names, or `nil`.
  static func named(in text: String) -> String? {
    let words = Language.padded(text).split(separator: " ")
    for name in ["sandbox", "staging", "test", "development", "preview", "uat"]
    where words.contains(where: { $0 == name || $0.hasPrefix("\(name)-") }) {
      return name
    }
    return words.contains { $0 == "production" || $0 == "live" } ? production : nil
  }

  /// The environment that a cell names and nothing else: "Sandbox", "Test mode".
  static func labelled(by cell: String) -> String? {
    guard cell.utf8.count <= 24 else { return nil }
    let words = Language.padded(cell).split(separator: " ")
    let rest = words.filter { !["environment", "mode", "server", "account"].contains($0) }
    return rest.count == 1 ? named(in: String(rest[0])) : nil
  }

  /// The environment that the place of a statement names: a short heading, or the short label
  /// above it.
  static func of(_ place: Passage) -> String? {
    for text in [place.leadIn, place.headings.last ?? ""]
    where (1...6).contains(text.utf8.split(separator: 32).count) {
      if let name = named(in: text) { return name }
    }
    return nil
  }
}
