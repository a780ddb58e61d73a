/// An error that a person reads: what could not be done, to what, and what to do next.
///
/// Every module throws one concrete type that conforms to this.
public protocol DescribedError: Error, CustomStringConvertible, Sendable {
  /// The exit code that a command ends with when this error stops it.
  var exitCode: ExitCode { get }

  /// What it happened to: a path, a reference, a URL; with `:line:column` where known.
  var subject: String { get }

  /// What happened and what to do next, one or two sentences without the subject.
  var message: String { get }
}

extension DescribedError {
  /// `subject: message`.
  public var description: String { subject.isEmpty ? message : "\(subject): \(message)" }
}
