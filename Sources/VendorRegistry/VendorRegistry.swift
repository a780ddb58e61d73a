public import VendorRequirements

/// A registry of vendors' requirements, as readers see it.
///
/// Making one reads the log and nothing else, and finds out when a line was removed from it; a record
/// takes its own file. Whatever is read is held against the log: a changed file is an error with the exit code for integrity failures. The value
/// shows the registry as it was when the value was made.
public struct VendorRegistry: Sendable {
  let contents: RegistryContents

  init(contents: RegistryContents) { self.contents = contents }

  /// Opens the registry in a folder.
  public init(directory: String) throws(RegistryError) {
    guard RegistryDirectory.isFolder(directory) else {
      throw RegistryError(
        .noRegistry, directory,
        "there is no such folder; name the folder of a registry with --registry")
    }
    try self.init(storage: RegistryDirectory(path: directory))
  }

  /// A registry in which nothing was published yet.
  public static func empty() throws(RegistryError) -> VendorRegistry {
    try VendorRegistry(storage: RegistrySnapshot(files: [RegistryPath.log: []]))
  }

  /// Whether a path is free for a new registry: nothing is there, or a folder without files, hidden
  /// ones aside.
  public static func isFree(directory: String) throws(RegistryError) -> Bool {
    let folder = RegistryDirectory(path: directory)
    guard RegistryDirectory.isFolder(directory) else {
      return try RegistryDirectory.bytes(ofFile: directory) == nil
    }
    let names = try folder.list("")
    guard !names.contains(RegistryPath.journal) else { return false }
    let others = names.filter { !$0.hasPrefix(".") && $0 != RegistryPath.vendors + "/" }
    guard others.isEmpty else { return false }
    return try folder.list(RegistryPath.vendors).isEmpty
  }

  /// Opens a registry that is stored anywhere.
  public init(storage: any RegistryStorage) throws(RegistryError) {
    contents = try RegistryContents(storage: storage)
    if !contents.hasLog {
      if try storage.list(RegistryPath.vendors).isEmpty {
        throw RegistryError(
          .noRegistry, storage.describe(""),
          "this is no registry: there is no \(RegistryPath.log) in it")
      }
      throw RegistryError(
        .tampered, storage.describe(RegistryPath.log), "the log is missing" + LogEntry.advice)
    }
    let isShort = contents.log.bytes.count < contents.journal?.size ?? 0
    if isShort || !contents.log.isTerminated {
      throw RegistryError(
        .tampered, contents.log.file, "the end of the log was cut off" + LogEntry.advice)
    }
    try contents.log.checkLinks()
  }

  /// Where the registry is.
  public var name: String { contents.describe("") }

  /// The ids of all vendors, sorted.
  public func vendors() -> [String] { contents.log.vendors() }

  /// What a vendor's `vendor.json` says.
  ///
  /// This is the one file that may change: when it was written anew since the log was read, the log
  /// is read again.
  public func vendor(_ id: String) throws(RegistryError) -> Vendor {
    var registry = self
    var attempt = 1
    while true {
      do throws(RegistryError) {
        return try registry.vendorOnce(id)
      } catch {
        guard error.code == .tampered, attempt < 5,
          let now = try? VendorRegistry(storage: contents.storage)
        else { throw error }
        registry = now
        attempt += 1
      }
    }
  }

  private func vendorOnce(_ id: String) throws(RegistryError) -> Vendor {
    let path = RegistryPath.vendor(id)
    guard let entry = try entries(of: id).last(where: { $0.event == .vendor }) else {
      throw RegistryError(
        .tampered, contents.describe(path),
        "no line of the log wrote this file" + IntegrityCheck.advice)
    }
    guard let bytes = try contents.read(path) else { throw missing(path, entry) }
    return try IntegrityCheck.vendor(bytes, entry: entry, file: contents.describe(path))
  }

  /// All published versions of a vendor in the order of their numbers, withdrawn ones included.
  public func versions(of id: String) throws(RegistryError) -> [PublishedVersion] {
    PublishedVersion.all(in: try entries(of: id))
  }

  /// The version that a reference stands for.
  public func version(_ reference: VendorReference) throws(RegistryError) -> PublishedVersion {
    try PublishedVersion.meant(by: reference, among: versions(of: reference.vendor))
  }

  /// The record that a reference stands for, checked against the log.
  public func record(_ reference: VendorReference) throws(RegistryError) -> VersionRecord {
    let version = try version(reference)
    let path = RegistryPath.record(version.vendor, version.number)
    guard let bytes = try contents.read(path) else { throw missing(path, version.entry) }
    return try IntegrityCheck.record(bytes, entry: version.entry, file: contents.describe(path))
  }

  /// The bytes of a document that is kept beside a vendor's records, compressed as they are stored.
  public func keptDocument(
    _ kept: VersionRecord.Kept, of vendor: String
  ) throws(RegistryError) -> [UInt8] {
    let path = RegistryPath.kept(vendor, kept.file)
    guard let bytes = try contents.read(path) else {
      throw RegistryError(
        .tampered, contents.describe(path),
        "the kept document is missing, a record names it" + IntegrityCheck.advice)
    }
    try IntegrityCheck.kept(bytes, kept, file: contents.describe(path))
    return bytes
  }

  /// The last line of the log; `nil` when nothing was ever published.
  public func head() throws(RegistryError) -> LogEntry? { try log().last }

  /// All lines of the log, checked as a chain.
  public func log() throws(RegistryError) -> [LogEntry] { try contents.log.entries() }

  private func entries(of id: String) throws(RegistryError) -> [LogEntry] {
    let entries = Grammar.isId(id) ? try contents.log.entries(of: id) : []
    if !entries.isEmpty { return entries }
    throw .unknownVendor(id, known: vendors(), in: name)
  }

  private func missing(_ path: String, _ entry: LogEntry) -> RegistryError {
    RegistryError(
      .tampered, contents.describe(path),
      "the file is missing, line \(entry.seq) of the log wrote it" + IntegrityCheck.advice)
  }
}
