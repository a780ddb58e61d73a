import Diagnostics
import Glibc
import JSONText
public import ProjectConfiguration

/// A project: the folder of a `cspreg.json`, what it says, and the `cspreg.lock` beside it.
public struct Project: Sendable {
  /// The configuration's file.
  public let file: String
  /// Its folder; empty for the working directory.
  public let folder: String
  /// The file's bytes.
  public let bytes: [UInt8]
  /// What they say.
  public let configuration: Configuration

  /// Reads the configuration that the user named, or the nearest one upwards.
  ///
  /// - Parameter named: What `--config` names.
  /// - Returns: The project; `nil` when there is no configuration.
  /// - Throws: ``CommandError`` for a file that cannot be read, `JSONError` for what is wrong in it.
  public static func find(_ named: String?) throws -> Project? {
    if let named { return try Project(file: named) }
    var folder = ""
    var parts = (currentDirectory() ?? "/").split(separator: "/").count
    while true {
      let file = FileGlob.path(Configuration.fileName, in: folder)
      if isFile(file) { return try Project(file: file) }
      guard parts > 0 else { return nil }
      parts -= 1
      folder = FileGlob.path("..", in: folder)
    }
  }

  /// Reads a configuration.
  public init(file: String) throws {
    self.file = file
    folder =
      file.lastIndex(of: "/").map { String(file[..<max($0, file.index(after: file.startIndex))]) }
      ?? ""
    bytes = try Input.read(file)
    configuration = try ConfigurationReader.read(bytes, file: file)
  }

  /// A path of the configuration as the working directory sees it.
  public func path(of path: String) -> String { FileGlob.path(path, in: folder) }

  /// The browser that renders pages: a path as the working directory sees it, or a name on the `PATH`;
  /// `nil` when the configuration names none.
  public var browser: String? {
    configuration.watch.render.map { $0.contains("/") ? path(of: $0) : $0 }
  }

  /// Where the lock is.
  public var lockFile: String { path(of: Lock.fileName) }

  /// What the lock remembers; `nil` when there is none.
  public func lock() throws -> Lock? {
    guard isFile(lockFile) else { return nil }
    return try LockFile.read(Input.read(lockFile), file: lockFile)
  }
}
