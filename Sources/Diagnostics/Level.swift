/// How much a finding or a diagnostic matters.
public enum Level: String, Sendable, Hashable, CaseIterable, Comparable {
  case info
  case warn
  case `break`

  /// Orders levels by weight: `info` < `warn` < `break`.
  public static func < (left: Level, right: Level) -> Bool { left.weight < right.weight }

  private var weight: Int {
    switch self {
    case .info: 0
    case .warn: 1
    case .break: 2
    }
  }
}
