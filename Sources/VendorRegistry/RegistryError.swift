public import Diagnostics
import JSONText

/// What a registry could not do, and what to do next.
public struct RegistryError: DescribedError, Hashable {
  /// The kind of failure.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// There is no registry there.
    case noRegistry = "no-registry"
    /// A file could not be read.
    case unreadable
    /// A text that is no `vendor@n`.
    case badReference = "bad-reference"
    /// No such vendor.
    case unknownVendor = "unknown-vendor"
    /// No such version of a vendor.
    case unknownVersion = "unknown-version"
    /// A record or vendor that breaks the format's rules.
    case malformed
    /// Stored data is not what it was when it was published.
    case tampered
    /// Somebody else is publishing.
    case busy
    /// Nothing was written.
    case notWritten = "not-written"
    /// Stopped between two steps; the next publication finishes it.
    case interrupted
  }

  /// The kind of failure.
  public var code: Code
  /// What it happened to: a file, a folder, a reference.
  public var place: String
  /// Line in the file, from 1.
  public var line: Int?
  /// Column in bytes, from 1.
  public var column: Int?
  /// What happened and what to do next.
  public var message: String

  /// Makes an error.
  public init(
    _ code: Code, _ place: String, line: Int? = nil, column: Int? = nil, _ message: String
  ) {
    self.code = code
    self.place = place
    self.line = line
    self.column = column
    self.message = message
  }

  init(_ code: Code, _ error: JSONError, _ advice: String = "") {
    self.init(
      code, error.file, line: error.line, column: error.column, error.message + advice)
  }

  /// The place with `:line:column` where known.
  public var subject: String {
    place + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "")
  }

  /// The exit code that a command ends with.
  public var exitCode: ExitCode {
    switch code {
    case .noRegistry, .badReference, .unknownVendor, .unknownVersion, .malformed: .usage
    case .unreadable, .busy, .notWritten, .interrupted: .unfinished
    case .tampered: .integrity
    }
  }
}
