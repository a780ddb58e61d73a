public import Diagnostics

/// What is wrong with a JSON text, and where.
public struct JSONError: DescribedError, Hashable {
  /// The file's name as the caller gave it.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column in bytes, from 1.
  public var column: Int
  /// What is wrong there and what would be right.
  public var message: String
  /// The exit code that a command ends with; `.usage` unless the caller knows better.
  public var exitCode: ExitCode

  /// Makes an error.
  public init(
    file: String, line: Int, column: Int, message: String, exitCode: ExitCode = .usage
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.exitCode = exitCode
  }

  /// `file:line:column`.
  public var subject: String { "\(file):\(line):\(column)" }
}
