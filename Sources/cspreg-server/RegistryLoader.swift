import Diagnostics
import Glibc
import VendorRegistry
import WebService
import Website

/// Reads the registry that is served.
struct RegistryLoader: Sendable {
  /// Its folder.
  let directory: String
  /// Where the website is.
  let address: String?
  /// The rules' pages.
  let rules: [RulePage]

  /// What tells one state of the log from another without reading it.
  struct Stamp: Sendable, Hashable {
    var inode: UInt
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  /// The log as it is now; `nil` when there is none.
  var stamp: Stamp? {
    var status = stat()
    guard stat("\(directory)/log.jsonl", &status) == 0 else { return nil }
    return Stamp(
      inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
  }

  /// Reads all of it, checked against its log.
  ///
  /// - Parameters:
  ///   - previous: What was read before, of which much may be taken over.
  ///   - jobs: Threads to work on.
  /// - Returns: The registry.
  /// - Throws: What is wrong with it.
  func load(after previous: ServedRegistry?, jobs: Int) throws -> ServedRegistry {
    var attempt = 1
    while true {
      do {
        return try ServedRegistry(
          RegistrySnapshot(directory: directory, withDocuments: false), address: address,
          rules: rules, previous: previous, jobs: jobs)
      } catch let error as RegistryError where error.code == .tampered && attempt < 4 {
        // Somebody may be publishing: files and log were not read in one moment.
        usleep(200_000)
        attempt += 1
      }
    }
  }
}
