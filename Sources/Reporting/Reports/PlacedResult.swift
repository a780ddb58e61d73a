public import Impact

/// An impact result with the place of its policy.
public struct PlacedResult: Sendable, Hashable {
  /// File that the policy stands in.
  public var path: String?
  /// Its first line.
  public var line: Int?
  /// The result.
  public var result: ImpactResult

  /// Makes a placed result.
  public init(path: String?, line: Int?, result: ImpactResult) {
    self.path = path
    self.line = line
    self.result = result
  }

  /// `path:line`.
  public var place: String {
    (path ?? "policy").printable + (line.map { ":\($0)" } ?? "")
  }
}
