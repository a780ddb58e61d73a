public import Diagnostics

/// Why counts cannot be kept.
public struct ReportStoreError: DescribedError {
  /// The file.
  public var subject: String
  /// What happened and what to do.
  public var message: String
  /// How a command ends that it stops.
  public var exitCode: ExitCode { .unfinished }

  /// Makes an error.
  public init(_ subject: String, _ message: String) {
    self.subject = subject
    self.message = message
  }
}
