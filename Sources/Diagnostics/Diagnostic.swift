/// Something about imperfect input that a person may want to know.
///
/// Parsers are total: they give the best value that they can and a list of these.
public struct Diagnostic: Sendable, Hashable {
  /// Stable kebab-case id, such as `duplicate-directive`.
  public var rule: String
  /// How much it matters.
  public var level: Level
  /// The file that it is about, when there is one.
  public var file: String?
  /// Line, from 1.
  public var line: Int?
  /// Column in bytes, from 1.
  public var column: Int?
  /// What is odd and what to do about it.
  public var message: String

  /// Makes a diagnostic.
  public init(
    rule: String, level: Level, file: String? = nil, line: Int? = nil, column: Int? = nil,
    message: String
  ) {
    self.rule = rule
    self.level = level
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }
}
