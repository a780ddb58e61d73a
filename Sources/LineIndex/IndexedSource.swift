import Glibc

/// A text file, and how it was told from another when it was indexed.
public struct IndexedSource: Sendable, Hashable {
  /// Its whole path.
  public let path: String
  /// Its size in bytes.
  public let size: Int
  /// When it was changed last, in nanoseconds since 1970.
  public let changed: Int

  /// Describes a file; `nil` when it is no regular file.
  ///
  /// - Parameters:
  ///   - path: Its whole path.
  ///   - descriptor: The same file, open.
  public init?(path: String, descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.path = path
    size = Int(status.st_size)
    changed = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }

  init?(_ numbers: inout NumberReader) {
    guard let size: UInt64 = numbers.next(), let changed: UInt64 = numbers.next(),
      let count: UInt32 = numbers.next(),
      let path = numbers.next(count: Int(count))
    else { return nil }
    self.path = String(decoding: path, as: UTF8.self)
    self.size = Int(truncatingIfNeeded: size)
    self.changed = Int(truncatingIfNeeded: changed)
  }

  func write(to bytes: inout [UInt8]) {
    bytes.append(number: UInt64(size))
    bytes.append(number: UInt64(changed))
    bytes.append(number: UInt32(path.utf8.count))
    bytes.append(contentsOf: path.utf8)
  }
}
