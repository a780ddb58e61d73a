public import Diagnostics

/// What the watch could not do, and what to do next.
public struct WatchError: DescribedError, Hashable {
  /// What it happened to.
  public var subject: String
  /// What happened and what to do.
  public var message: String
  /// How a command ends.
  public var exitCode: ExitCode

  /// Makes an error.
  public init(_ subject: String, _ message: String, exitCode: ExitCode = .unfinished) {
    self.subject = subject
    self.message = message
    self.exitCode = exitCode
  }
}
