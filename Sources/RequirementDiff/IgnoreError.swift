public import Diagnostics

/// A line of a `cspreg.ignore` file that cannot be read.
public struct IgnoreError: DescribedError {
  /// `file:line:column`.
  public var subject: String
  /// What is wrong and what to write.
  public var message: String
  /// Wrong configuration.
  public var exitCode: ExitCode { .usage }
}
