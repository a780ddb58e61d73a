import Glibc

/// A registry in a folder on disk.
public struct RegistryDirectory: RegistryStorage, Hashable {
  /// The folder.
  public let path: String

  /// Names a folder; nothing is read yet.
  public init(path: String) {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path.isEmpty ? "." : String(path)
  }

  /// The path on disk.
  public func describe(_ path: String) -> String {
    path.isEmpty ? self.path : "\(self.path)/\(path)"
  }

  /// The bytes of a file; `nil` when there is none.
  public func read(_ path: String) throws(RegistryError) -> [UInt8]? {
    try RegistryDirectory.bytes(ofFile: describe(path))
  }

  /// The names in a folder, sorted; folders end with `/`; a missing folder is empty.
  public func list(_ path: String) throws(RegistryError) -> [String] {
    let folder = describe(path)
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw RegistryError(.unreadable, folder, "the folder cannot be read: \(lastSystemError())")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = Glibc.readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      names.append(RegistryDirectory.isFolder("\(folder)/\(name)") ? name + "/" : name)
    }
    return names.sorted()
  }

  /// Whether there is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The bytes of any file; `nil` when there is none.
  static func bytes(ofFile path: String) throws(RegistryError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw RegistryError(.unreadable, path, "the file cannot be read: \(lastSystemError())")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw RegistryError(.unreadable, path, "the file cannot be read: \(lastSystemError())")
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw RegistryError(.unreadable, path, "this is a folder; a file is needed here")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: min(max(Int(status.st_size) + 1, 4096), 1 << 20))
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw RegistryError(.unreadable, path, "the file cannot be read: \(lastSystemError())")
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}

/// What the last system call that failed says, such as `No space left on device`.
func lastSystemError() -> String {
  String(cString: strerror(errno))
}
