import Diagnostics
public import ProjectConfiguration
import VendorRegistry

/// Makes the lock of a project from the registries as they are.
public struct LockBuilder {
  private let folder: String
  private let found: [RegistrySearch.Found]
  private let registries: Registries
  private var versions: [Lock.Version] = []

  /// Prepares a lock.
  ///
  /// - Parameters:
  ///   - folder: The folder that it will stand in; empty for the working directory.
  ///   - found: The registries that are searched.
  /// - Throws: When one of them cannot be opened.
  public init(folder: String, _ found: [RegistrySearch.Found]) throws {
    self.folder = folder
    self.found = found
    registries = try Registries(directories: found.map(\.directory))
  }

  /// Binds a version.
  ///
  /// - Parameters:
  ///   - vendor: Vendor id.
  ///   - number: The version's number.
  ///   - isAuto: Whether it is the one that `auto` means from now on.
  /// - Throws: When there is no such version.
  public mutating func bind(_ vendor: String, _ number: Int, isAuto: Bool) throws {
    if isAuto {
      for index in versions.indices where versions[index].vendor == vendor {
        versions[index].isAuto = false
      }
    }
    let known = versions.firstIndex { $0.vendor == vendor && $0.number == number }
    if let known {
      versions[known].isAuto = versions[known].isAuto || isAuto
      return
    }
    let version = try registries.version(
      VendorReference(vendor: vendor, version: .number(number)))
    versions.append(
      Lock.Version(
        vendor: vendor, number: number, sha256: version.sha256,
        requirements: version.requirements, isAuto: isAuto))
  }

  /// The lock of what was bound and of the registries' heads.
  public func lock() throws -> Lock {
    var lock = Lock(versions: versions)
    for (place, registry) in zip(found, registries.all) {
      guard let head = try registry.knownHead(), let first = head.first else { continue }
      lock.registries.append(
        Lock.Registry(
          path: place.origin == .installed
            ? nil : relativePath(of: place.directory, from: folder),
          first: first, seq: head.seq, head: head.line))
    }
    return lock
  }
}
