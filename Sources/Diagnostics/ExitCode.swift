/// The exit codes of every command.
public enum ExitCode: Int32, Sendable, Hashable {
  /// Finished; nothing at or above `--fail-on`.
  case done = 0
  /// Finished; findings at or above `--fail-on`.
  case findings = 1
  /// Wrong usage or configuration.
  case usage = 2
  /// Could not finish all of it.
  case unfinished = 3
  /// Stored data is not what it was when it was published.
  case integrity = 4

  /// The more serious of two codes, in the order 4, 2, 3, 1, 0.
  public func worst(_ other: ExitCode) -> ExitCode {
    let order: [ExitCode] = [.integrity, .usage, .unfinished, .findings, .done]
    return order.first { $0 == self || $0 == other } ?? .done
  }
}
