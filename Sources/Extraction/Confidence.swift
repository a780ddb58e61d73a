/// How sure it is that a document asks for a source.
public enum Confidence: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Concluded from where it stands, such as a host in a table of roles.
  case inferred
  /// Part of a sample policy or configuration.
  case sample
  /// The document says so in a sentence, a list or a table.
  case stated

  /// Orders by weight: inferred, sample, stated.
  public static func < (left: Confidence, right: Confidence) -> Bool {
    left.weight < right.weight
  }

  private var weight: Int {
    switch self {
    case .inferred: 0
    case .sample: 1
    case .stated: 2
    }
  }
}
