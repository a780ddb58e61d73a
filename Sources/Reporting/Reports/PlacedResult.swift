public import Impact
public import ProjectConfiguration

/// An impact result with the place of its policy.
public struct PlacedResult: Sendable, Hashable {
  /// File that the policy stands in.
  public var path: String?
  /// Its first line.
  public var line: Int?
  /// The result.
  public var result: ImpactResult
  /// The entry of `cspreg.json` that lists the policy, with the file's defaults filled in.
  public var entry: InventoryEntry?
  /// The command that mends the policy, where there is one.
  public var fix: String?

  /// Makes a placed result.
  public init(
    path: String?, line: Int?, result: ImpactResult, entry: InventoryEntry? = nil,
    fix: String? = nil
  ) {
    self.path = path
    self.line = line
    self.result = result
    self.entry = entry
    self.fix = fix
  }

  /// `path:line`.
  public var place: String {
    (path ?? "policy").printable + (line.map { ":\($0)" } ?? "")
  }
}
