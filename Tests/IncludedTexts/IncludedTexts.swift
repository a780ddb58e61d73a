public import Deployments
import Glibc

/// Files that tests include, by their paths.
public struct IncludedTexts: IncludableFiles {
  private let files: [String: [UInt8]]
  /// Which of them cannot be read.
  private let unreadable: Set<String>

  /// Makes a folder of files; what a path leads to above it is outside.
  public init(_ files: [String: [UInt8]], unreadable: Set<String> = []) {
    self.files = files
    self.unreadable = unreadable
  }

  /// The same of texts.
  public init(_ texts: [String: String], unreadable: Set<String> = []) {
    self.init(texts.mapValues { Array($0.utf8) }, unreadable: unreadable)
  }

  /// Those that fit; folders stand for all that is in them if they may.
  public func files(matching pattern: String, entersFolders: Bool) -> [String]? {
    if pattern.hasPrefix("/") { return nil }
    var names: [Substring] = []
    for name in pattern.split(separator: "/") where name != "." {
      if name != ".." { names.append(name) } else if names.popLast() == nil { return nil }
    }
    let path = names.joined(separator: "/")
    let folder = path.isEmpty ? "" : path + "/"
    return files.keys.filter { name in
      fnmatch(path, name, FNM_PATHNAME | FNM_PERIOD) == 0
        || entersFolders && name.hasPrefix(folder)
    }.sorted()
  }

  /// The bytes of one of them.
  public func bytes(of path: String) throws(UnreadableFile) -> [UInt8] {
    guard let bytes = files[path], !unreadable.contains(path) else {
      throw UnreadableFile("cannot be read: Permission denied")
    }
    return bytes
  }
}
