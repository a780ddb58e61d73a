public import Diagnostics

/// What stops a command: wrong usage, unreadable input, output that cannot be written.
public struct CommandError: DescribedError {
  /// What it happened to.
  public var subject: String
  /// What happened and what to do.
  public var message: String
  /// How the command ends.
  public var exitCode: ExitCode

  /// Makes an error.
  public init(_ subject: String, _ message: String, exitCode: ExitCode) {
    self.subject = subject
    self.message = message
    self.exitCode = exitCode
  }
}
