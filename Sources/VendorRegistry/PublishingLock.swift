import Glibc

/// The right to publish: an exclusive lock on the file `.lock`, until it is released.
struct PublishingLock {
  private let descriptor: Int32

  init(directory: String) throws(RegistryError) {
    let path = "\(directory)/\(RegistryPath.lock)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RegistryError(
        .notWritten, path, "the registry cannot be written: \(lastSystemError())")
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let error: RegistryError
      if errno == EWOULDBLOCK {
        let bytes = (try? RegistryDirectory.bytes(ofFile: path)) ?? []
        let holder = String(decoding: bytes.prefix(200), as: UTF8.self)
        error = RegistryError(
          .busy, directory,
          "\(Grammar.isText(holder) ? holder : "another process") is publishing to this registry; "
            + "try again when it is done")
      } else {
        error = RegistryError(.notWritten, path, "it could not be locked: \(lastSystemError())")
      }
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    // For the message of those who come meanwhile; a full disk only makes it less exact.
    let holder = Array("process \(getpid())\(PublishingLock.host())".utf8)
    ftruncate(descriptor, 0)
    _ = holder.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Gives the right back.
  func release() {
    ftruncate(descriptor, 0)
    // A process that is just being started may hold a copy of the descriptor; closing ours is not enough.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func host() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return " on "
      + String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
