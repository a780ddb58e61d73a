import CommandOptions
import Diagnostics
import Glibc

/// Folders with all that is in them.
enum FolderTree {
  /// Names in a folder, and whether each is a folder itself; `nil` when it cannot be read.
  static func names(in path: String) -> [(name: String, isFolder: Bool)]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    var names: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      names.append((name, isFolder("\(path)/\(name)", entry.pointee.d_type)))
    }
    return names
  }

  /// Whether an entry is a folder; a link counts as what it is, so that nothing behind it is touched.
  private static func isFolder(_ path: @autoclosure () -> String, _ type: UInt8) -> Bool {
    guard type == UInt8(DT_UNKNOWN) else { return type == UInt8(DT_DIR) }
    var status = stat()
    return lstat(path(), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Moves what is in a folder into another, over what has the same name there; the folder is gone then.
  ///
  /// A folder that is not there, or empty, takes one step however much is in it.
  static func move(_ path: String, onto target: String) throws(CommandError) {
    for entry in (names(in: path) ?? []).sorted(by: { $0.name < $1.name }) {
      let (inner, place) = ("\(path)/\(entry.name)", "\(target)/\(entry.name)")
      if rename(inner, place) == 0 { continue }
      guard entry.isFolder, [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) else {
        throw failure(place, "be put in place", "Run it again to finish.")
      }
      try move(inner, onto: place)
    }
    guard rmdir(path) == 0 || errno == ENOENT else { throw failure(path) }
  }

  /// Removes a folder with all that is in it, if it is there.
  static func remove(_ path: String) throws(CommandError) {
    guard let names = names(in: path) else { return }
    for entry in names {
      let inner = "\(path)/\(entry.name)"
      if entry.isFolder { try remove(inner) } else { try removeFile(inner) }
    }
    guard rmdir(path) == 0 else { throw failure(path) }
  }

  /// Removes the files of a folder that are not wanted, and the folders that are empty then.
  ///
  /// - Parameters:
  ///   - path: The folder; one that is missing holds nothing.
  ///   - prefix: How the paths of its files begin.
  ///   - paths: The files to keep.
  /// - Returns: The number of files that were removed.
  /// - Throws: ``CommandError`` for a file that cannot be removed.
  static func prune(
    _ path: String, prefix: String, keeping paths: Set<String>
  ) throws(CommandError) -> Int {
    guard let names = names(in: path) else { return 0 }
    var removed = 0
    for entry in names {
      let inner = "\(path)/\(entry.name)"
      if entry.isFolder {
        removed += try prune(inner, prefix: "\(prefix)\(entry.name)/", keeping: paths)
      } else if !paths.contains(prefix + entry.name) {
        try removeFile(inner)
        removed += 1
      }
    }
    // It stays when something is left in it.
    rmdir(path)
    return removed
  }

  /// Whether a file has exactly these bytes.
  static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size == bytes.count,
      status.st_mode & S_IFMT == S_IFREG, let old = try? Input.read(path, limit: bytes.count + 1)
    else { return false }
    return old == bytes
  }

  private static func removeFile(_ path: String) throws(CommandError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(path) }
  }

  private static func failure(
    _ path: String, _ verb: String = "be removed", _ advice: String = ""
  ) -> CommandError {
    let reason = String(cString: strerror(errno))
    return CommandError(
      path, "cannot \(verb): \(reason).\(advice.isEmpty ? "" : " \(advice)")",
      exitCode: .unfinished)
  }
}
