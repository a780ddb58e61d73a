import MessageDigest
import VendorRequirements

/// What one publication adds to a registry, before anything is written.
struct Publication {
  let storage: RegistryDirectory
  private let size: Int
  private let at: String
  private(set) var entries: [LogEntry]
  private let known: Int
  private(set) var files: [PublishingJournal.File] = []

  init(storage: RegistryDirectory, at: String) throws(RegistryError) {
    self.storage = storage
    self.at = at
    let stored = try storage.read(RegistryPath.log)
    if stored == nil, try !storage.list(RegistryPath.vendors).isEmpty {
      throw RegistryError(
        .tampered, storage.describe(RegistryPath.log), "the log is missing" + LogEntry.advice)
    }
    let bytes = stored ?? []
    let log = RegistryLog(bytes: bytes, file: storage.describe(RegistryPath.log))
    guard log.isTerminated else {
      throw RegistryError(.tampered, log.file, "the last line was cut off" + LogEntry.advice)
    }
    size = bytes.count
    entries = try log.entries()
    known = entries.count
  }

  /// What to write; `nil` when there is nothing to do.
  var journal: PublishingJournal? {
    if entries.count == known { return nil }
    return PublishingJournal(
      size: size, files: files, lines: entries[known...].flatMap(\.bytes))
  }

  /// Refuses to go on when a vendor is not what somebody thinks it is.
  func require(_ vendor: Vendor) throws(RegistryError) {
    let path = RegistryPath.vendor(vendor.id)
    guard try storage.read(path) == VendorFile.bytes(vendor) else {
      throw RegistryError(
        .busy, storage.describe(path),
        "somebody else has just written it; look at it and try again")
    }
  }

  /// Adds a `vendor.json`.
  mutating func put(_ vendor: Vendor, onlyIfChanged: Bool) throws(RegistryError) {
    let bytes = VendorFile.bytes(vendor)
    guard Grammar.isId(vendor.id) else {
      throw RegistryError(.malformed, vendor.id, "a vendor id has only a-z, 0-9 and hyphens")
    }
    let path = RegistryPath.vendor(vendor.id)
    _ = try VendorFile.read(bytes, file: "the new \(path)")
    let staged = files.lastIndex { $0.path == path }
    let before: [UInt8]?
    if let staged { before = files[staged].after } else { before = try storage.read(path) }
    let last = entries.last { $0.vendor == vendor.id && $0.event == .vendor }
    if let last {
      guard let before else {
        throw RegistryError(
          .tampered, storage.describe(path), "the file is missing" + IntegrityCheck.advice)
      }
      _ = try IntegrityCheck.vendor(before, entry: last, file: storage.describe(path))
    } else if before != nil {
      throw unlogged(path)
    }
    if onlyIfChanged, before == bytes { return }
    if let staged {
      // One publication copies a vendor and changes it: the file is written once.
      files[staged] = .init(path: path, before: files[staged].before, after: bytes)
    } else {
      files.append(.init(path: path, before: before, after: bytes))
    }
    append(.vendor, vendor.id, sha256: SHA256.hex(of: bytes))
  }

  /// Adds a record and the copies of its documents and gives it its number.
  mutating func put(
    _ record: VersionRecord, copies: [DocumentCopy]
  ) throws(RegistryError) -> VersionRecord {
    let numbers = entries.filter { $0.vendor == record.vendor && $0.event == .published }
      .compactMap(\.version)
    let number = (numbers.max() ?? 0) + 1
    if let wanted = record.version, wanted != number {
      if wanted < number {
        throw RegistryError(
          .busy, record.name,
          "this version is there already, perhaps since a moment ago; compare with the latest one "
            + "and try again")
      }
      throw RegistryError(
        .malformed, record.name,
        "the next version is \(number); numbers are never reused and have no gaps")
    }
    guard entries.contains(where: { $0.vendor == record.vendor && $0.event == .vendor }) else {
      throw RegistryError(
        .malformed, record.vendor,
        "this vendor is new; give its name, homepage, domains and documents with it")
    }
    var record = record
    record.version = number
    for copy in copies { try put(copy, of: &record, number) }
    let bytes = RecordWriter.bytes(record)
    let path = RegistryPath.record(record.vendor, number)
    let read = try RecordReader.read(bytes, file: "the new \(path)")
    guard read.accepted != nil else {
      throw RegistryError(
        .malformed, record.name, "nobody has accepted it; say who accepts it and why")
    }
    if try storage.read(path) != nil { throw unlogged(path) }
    files.append(.init(path: path, before: nil, after: bytes))
    append(
      .published, record.vendor, version: number, sha256: SHA256.hex(of: bytes),
      requirements: RequirementHash.of(record))
    return record
  }

  /// Adds the copy of a document and names it in the record.
  private mutating func put(
    _ copy: DocumentCopy, of record: inout VersionRecord, _ number: Int
  ) throws(RegistryError) {
    guard record.documents.indices.contains(copy.document) else {
      throw RegistryError(
        .malformed, record.name, "it has no document \(copy.document) to keep a copy of")
    }
    let name = RegistryPath.keptName(
      number, document: copy.document, fileExtension: copy.fileExtension)
    let path = RegistryPath.kept(record.vendor, name)
    guard RegistryPath.isKept(path) else {
      throw RegistryError(.malformed, path, "a kept document is one of html, md and txt")
    }
    if try storage.read(path) != nil { throw unlogged(path) }
    record.documents[copy.document].kept = VersionRecord.Kept(
      file: name, sha256: SHA256.hex(of: copy.compressed))
    files.append(.init(path: path, before: nil, after: copy.compressed))
  }

  /// Adds a withdrawal.
  mutating func withdraw(
    _ reference: VendorReference, reason: String
  ) throws(RegistryError) {
    let version = try VendorRegistry(storage: storage).version(reference)
    if let withdrawal = version.withdrawal {
      throw RegistryError(
        .malformed, reference.description,
        "it was withdrawn already, at \(withdrawal.at): \(withdrawal.reason)")
    }
    try withdraw(version.vendor, version.number, reason: reason)
  }

  /// Adds a withdrawal of a version that stands, perhaps since this publication only.
  mutating func withdraw(_ vendor: String, _ number: Int, reason: String) throws(RegistryError) {
    let published = entries.first {
      $0.event == .published && $0.vendor == vendor && $0.version == number
    }
    guard let published else {
      throw RegistryError(.unknownVersion, "\(vendor)@\(number)", "there is no such version")
    }
    append(.withdrawn, vendor, version: number, sha256: published.sha256, reason: reason)
  }

  private mutating func append(
    _ event: LogEntry.Event, _ vendor: String, version: Int? = nil, sha256: String,
    requirements: String? = nil, reason: String? = nil
  ) {
    entries.append(
      LogEntry(
        seq: entries.count + 1, event: event, vendor: vendor, version: version, sha256: sha256,
        requirements: requirements, reason: reason, at: at,
        prev: entries.last?.line ?? LogEntry.start))
  }

  private func unlogged(_ path: String) -> RegistryError {
    RegistryError(
      .tampered, storage.describe(path),
      "the file is there, and no line of the log wrote it; move it away")
  }
}
