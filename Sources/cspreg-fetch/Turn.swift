import Fetching
import Glibc

/// The right to ask some addresses, held by one process of a group at a time.
///
/// A lock on a file for each address; the kernel gives it up however the process ends.
struct Turn: ~Copyable {
  private var locks: [Int32] = []

  /// Waits for the turn.
  ///
  /// - Parameters:
  ///   - addresses: Who is asked; `name` when they are not known.
  ///   - name: The host.
  ///   - folder: The folder that the group shares; `nil` for a request that belongs to none.
  init(at addresses: [NetworkAddress], name: String, folder: String?) {
    guard let folder else { return }
    // All take several locks in the same order, so that none waits for another for ever.
    let keys = addresses.isEmpty ? [name] : addresses.map(\.description).sorted()
    for key in keys {
      let descriptor = open("\(folder)/\(key)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { continue }
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      locks.append(descriptor)
    }
  }

  deinit { for lock in locks { close(lock) } }
}
