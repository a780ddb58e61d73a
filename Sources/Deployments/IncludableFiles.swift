/// The files below a folder, which configurations may include.
public protocol IncludableFiles: Sendable {
  /// The files that a path or a pattern of a shell stands for, sorted by their bytes.
  ///
  /// - Parameters:
  ///   - pattern: Relative to where the including file's own path is.
  ///   - entersFolders: Whether a folder stands for all files in it.
  /// - Returns: Paths as the user knows them, each once; `nil` when it leads out of the folder.
  func files(matching pattern: String, entersFolders: Bool) -> [String]?

  /// The bytes of one of them.
  func bytes(of path: String) throws(UnreadableFile) -> [UInt8]
}

/// Why a file cannot be read.
public struct UnreadableFile: Error, Sendable, Hashable {
  /// A sentence without its subject and full stop: `cannot be read: ...`.
  public var reason: String

  /// Makes a reason.
  public init(_ reason: String) { self.reason = reason }
}
