import Diagnostics
import Glibc

/// Puts a whole file in place: who reads it sees the old one or the new one.
///
/// - Parameters:
///   - bytes: What it holds then.
///   - path: The file, made when missing; a link stays a link.
/// - Throws: ``CommandError``; then the file is as it was.
public func replaceFile(_ bytes: [UInt8], at path: String) throws(CommandError) {
  try replaceFile(at: path) { write throws(CommandError) in try write(bytes) }
}

/// Puts a whole file in place that is written piece by piece.
///
/// - Parameters:
///   - path: The file, made when missing; a link stays a link. A device or a pipe is written as it is.
///   - body: Receives what writes the next bytes.
/// - Throws: ``CommandError``; then the file is as it was.
public func replaceFile(
  at path: String,
  _ body: (_ write: ([UInt8]) throws(CommandError) -> Void) throws(CommandError) -> Void
) throws(CommandError) {
  func failure() -> CommandError {
    CommandError(path, "cannot be written: \(systemMessage(errno)).", exitCode: .unfinished)
  }
  func put(_ bytes: [UInt8], _ descriptor: Int32) throws(CommandError) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { start += count } else if errno != EINTR { throw failure() }
    }
  }
  var status = stat()
  let isThere = stat(path, &status) == 0
  // What is no file cannot be replaced, nor what another program holds open under a name of /dev.
  if isThere, status.st_mode & S_IFMT != S_IFREG || path.hasPrefix("/dev/") {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    return try body { bytes throws(CommandError) in try put(bytes, descriptor) }
  }
  let target = absolutePath(path) ?? path
  let temporary = "\(target).\(getpid()).tmp"
  let mode = isThere ? status.st_mode & 0o7777 : 0o644
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
  guard descriptor >= 0 else { throw failure() }
  defer { close(descriptor) }
  do throws(CommandError) {
    try body { bytes throws(CommandError) in try put(bytes, descriptor) }
    // The mask of the process must not change a mode that was chosen; giving away may be forbidden.
    if status.st_mode != 0 {
      _ = fchown(descriptor, status.st_uid, status.st_gid)
      guard fchmod(descriptor, mode) == 0 else { throw failure() }
    }
    guard fsync(descriptor) == 0, rename(temporary, target) == 0 else { throw failure() }
  } catch {
    unlink(temporary)
    throw error
  }
}

/// A path with its links resolved; `nil` when nothing is there.
public func absolutePath(_ path: String) -> String? {
  guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// How a folder gets to a place: `../Registry`.
///
/// - Parameters:
///   - path: A file or folder.
///   - folder: Where the way starts; empty for the working directory.
/// - Returns: The way; the whole path when only the root is shared or something is missing.
public func relativePath(of path: String, from folder: String) -> String {
  guard let start = absolutePath(folder), let end = absolutePath(path) else { return path }
  let (from, to) = (start.split(separator: "/"), end.split(separator: "/"))
  let shared = zip(from, to).prefix { $0 == $1 }.count
  if shared == 0 { return end }
  let way = from.dropFirst(shared).map { _ in ".." } + to.dropFirst(shared)
  return way.isEmpty ? "." : way.joined(separator: "/")
}
