import Glibc

/// Writes files of a registry so that a crash or a full disk leaves nothing half-written.
struct DurableFiles: Sendable {
  let directory: String
  /// The system's `write`; tests put a failing one here.
  var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int = { descriptor, bytes in
    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
  }
  /// Asked between any two steps; `false` stops at once and cleans up nothing, as a crash would.
  var goesOn: @Sendable () -> Bool = { true }

  /// Makes the directory and those above it.
  func makeDirectory() throws(RegistryError) {
    var folder = directory.hasPrefix("/") ? "" : "."
    for part in directory.split(separator: "/") {
      let parent = folder.isEmpty ? "/" : folder
      folder += "/\(part)"
      if RegistryDirectory.isFolder(folder) { continue }
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure(folder, "made") }
      try sync(parent)
    }
  }

  /// Puts a whole file in the place of another one, or where there was none.
  func replace(_ path: String, with bytes: [UInt8]) throws(RegistryError) {
    let target = "\(directory)/\(path)"
    let temporary = target + ".tmp"
    try makeFolder(of: path)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(temporary, "made") }
    do throws(RegistryError) {
      defer { close(descriptor) }
      try checkpoint()
      try writeAll(bytes, to: descriptor, file: target)
    } catch {
      if error.code != .interrupted { unlink(temporary) }
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let error = failure(target, "put in place")
      unlink(temporary)
      throw error
    }
    try checkpoint()
    try syncFolder(of: path)
  }

  /// Cuts a file to a length, made when missing, and appends bytes.
  func append(_ bytes: [UInt8], to path: String, at length: Int) throws(RegistryError) {
    let target = "\(directory)/\(path)"
    let descriptor = open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(target, "opened") }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) == length
    else { throw failure(target, "cut to its length") }
    try checkpoint()
    try writeAll(bytes, to: descriptor, file: target)
    try syncFolder(of: path)
  }

  /// Removes a file that may be missing.
  func remove(_ path: String) throws(RegistryError) {
    let target = "\(directory)/\(path)"
    guard unlink(target) == 0 || errno == ENOENT else { throw failure(target, "removed") }
    try checkpoint()
    try syncFolder(of: path)
  }

  /// Removes the folder of a file when nothing is in it.
  func removeEmptyFolder(of path: String) {
    rmdir(folder(of: path))
  }

  private func folder(of path: String) -> String {
    let parts = path.split(separator: "/").dropLast()
    return ([directory] + parts.map(String.init)).joined(separator: "/")
  }

  private func makeFolder(of path: String) throws(RegistryError) {
    var folder = directory
    for part in path.split(separator: "/").dropLast() {
      let parent = folder
      folder += "/\(part)"
      if RegistryDirectory.isFolder(folder) { continue }
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure(folder, "made") }
      try checkpoint()
      try sync(parent)
    }
  }

  private func syncFolder(of path: String) throws(RegistryError) {
    try sync(folder(of: path))
    try checkpoint()
  }

  private func sync(_ folder: String) throws(RegistryError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder, "opened") }
    defer { close(descriptor) }
    // Some file systems cannot sync folders; they say so with EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(folder, "synced") }
  }

  private func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, file: String
  ) throws(RegistryError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(file, "written") }
      written += count
      try checkpoint()
    }
    guard fsync(descriptor) == 0 else { throw failure(file, "synced") }
    try checkpoint()
  }

  private func checkpoint() throws(RegistryError) {
    if !goesOn() {
      throw RegistryError(
        .interrupted, directory, "the publication was stopped; the next one finishes it")
    }
  }

  private func failure(_ path: String, _ verb: String) -> RegistryError {
    RegistryError(.notWritten, path, "it could not be \(verb): \(lastSystemError())")
  }
}
