/// A way in which documents state requirements.
///
/// One shape a file in `Shapes/`; a new one also gets a line in ``DocumentShapes/all``.
protocol DocumentShape: Sendable {
  /// Stable kebab-case name.
  var name: String { get }

  /// What the shape finds in a document; total, and blind to what other shapes find.
  func read(_ outline: Outline, context: ExtractionContext) -> Readings
}

/// All shapes in the order in which their findings are shown to the merge step.
enum DocumentShapes {
  static let all: [any DocumentShape] = [
    CodePolicies(),
    DirectiveLists(),
    DirectiveTables(),
    ProseSentences(),
    HostLists(),
    RegionLists(),
  ]
}
