import Glibc

/// A folder for what a process writes for a while.
///
/// The process holds a lock on it, which the kernel gives up however the process ends; whoever makes the
/// next folder of the name removes those that nobody holds.
public struct ScratchFolder: Sendable {
  /// Where it is.
  public let path: String
  private let lock: Int32

  /// Makes a folder that only this user can open, and removes what dead processes left;
  /// `nil` when it cannot be made, `errno` says why.
  ///
  /// - Parameters:
  ///   - name: What its name begins with.
  ///   - base: The folder around it; `nil` for `TMPDIR`, or else `/tmp`.
  public init?(_ name: String, in base: String? = nil) {
    let variable = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let base = base ?? (variable.isEmpty ? "/tmp" : variable)
    Self.sweep(base, name)
    // Another process that begins just now may take a folder without its lock for a left-over.
    for _ in 0..<8 {
      guard let made = Self.make("\(base)/\(name)-") else { return nil }
      let descriptor = open(made, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0,
        Self.isThere(made, descriptor)
      {
        path = made
        lock = descriptor
        return
      }
      if descriptor >= 0 { close(descriptor) }
    }
    return nil
  }

  /// Removes it with all that is in it.
  public func remove() {
    Self.empty(dup(lock))
    rmdir(path)
    close(lock)
  }

  /// Makes a folder whose path begins so.
  private static func make(_ start: String) -> String? {
    // mkdtemp(3) puts a name of its own in the place of these.
    guard let text = strdup(start + String(repeating: "X", count: 6)) else { return nil }
    defer { free(text) }
    return mkdtemp(text).map { String(cString: $0) }
  }

  private static func isThere(_ path: String, _ descriptor: Int32) -> Bool {
    var (named, held) = (stat(), stat())
    return lstat(path, &named) == 0 && fstat(descriptor, &held) == 0
      && named.st_ino == held.st_ino && named.st_dev == held.st_dev
  }

  private static func sweep(_ base: String, _ name: String) {
    for entry in names(open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    where entry.hasPrefix(name + "-") {
      let path = "\(base)/\(entry)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      empty(dup(descriptor))
      rmdir(path)
    }
  }

  /// Removes all that is in a folder, follows no link, and closes the descriptor.
  private static func empty(_ folder: Int32) {
    let again = dup(folder)
    for entry in names(folder) where unlinkat(again, entry, 0) != 0 {
      let inner = openat(again, entry, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard inner >= 0 else { continue }
      empty(inner)
      unlinkat(again, entry, AT_REMOVEDIR)
    }
    close(again)
  }

  /// The names in a folder; closes the descriptor.
  private static func names(_ folder: Int32) -> [String] {
    guard folder >= 0 else { return [] }
    guard let stream = fdopendir(folder) else {
      close(folder)
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    rewinddir(stream)
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
