import MessageDigest
public import VendorRequirements

/// Adds versions to a registry; the only one who writes there.
///
/// A publication happens whole or not at all, whatever breaks in between: under a lock it writes
/// down what it is about to do (`.publishing`), does it, and removes that note. The next publication
/// finishes one that was stopped.
public struct Publisher: Sendable {
  /// The registry's folder, which must exist; see ``makeDirectory()``.
  public let directory: String
  var files: DurableFiles

  /// Names the folder of a registry, which may be empty.
  public init(directory: String) {
    let path = RegistryDirectory(path: directory).path
    self.directory = path
    files = DurableFiles(directory: path)
  }

  /// Makes the folder, and those above it, unless it is there; tells whether it was made.
  @discardableResult
  public func makeDirectory() throws(RegistryError) -> Bool {
    if RegistryDirectory.isFolder(directory) { return false }
    try files.makeDirectory()
    return true
  }

  /// Publishes a record as the next version of its vendor.
  ///
  /// - Parameters:
  ///   - record: What to publish. Its acceptance must be there; its number must be `nil` or the
  ///     next one.
  ///   - vendor: Needed with a vendor's first version; later it replaces `vendor.json` if it differs.
  ///   - copies: Documents to keep; the record then names each with its hash.
  ///   - at: The time, ISO 8601 in UTC, such as `2026-11-21T09:30:00Z`.
  /// - Returns: The record with its number.
  /// - Throws: ``RegistryError``; then nothing was published.
  @discardableResult
  public func publish(
    _ record: VersionRecord, vendor: Vendor? = nil, copies: [DocumentCopy] = [], at: String
  ) throws(RegistryError) -> VersionRecord {
    var record = record
    try write(at: at) { (publication) throws(RegistryError) in
      if let vendor { try publication.put(vendor, onlyIfChanged: true) }
      record = try publication.put(record, copies: copies)
    }
    return record
  }

  /// Replaces a vendor's `vendor.json`, or makes it; an equal one is left as it is.
  ///
  /// - Parameters:
  ///   - vendor: What to write.
  ///   - old: What it was made from; when something else is there by now, nothing is written. `nil`
  ///     replaces whatever is there.
  ///   - at: The time, ISO 8601 in UTC.
  /// - Throws: ``RegistryError``; then nothing was written.
  public func update(
    _ vendor: Vendor, replacing old: Vendor? = nil, at: String
  ) throws(RegistryError) {
    try write(at: at) { (publication) throws(RegistryError) in
      if let old { try publication.require(old) }
      try publication.put(vendor, onlyIfChanged: true)
    }
  }

  /// Withdraws a version: it is kept, warned about and never the latest.
  ///
  /// - Parameters:
  ///   - reference: The version, by its number.
  ///   - reason: Why, in one line.
  ///   - at: The time, ISO 8601 in UTC.
  /// - Throws: ``RegistryError``; then nothing was withdrawn.
  public func withdraw(
    _ reference: VendorReference, reason: String, at: String
  ) throws(RegistryError) {
    guard case .number = reference.version else {
      throw RegistryError(
        .badReference, reference.description, "name the version to withdraw by its number")
    }
    guard Grammar.isText(reason) else {
      throw RegistryError(
        .malformed, reference.description, "the reason must be one line of text, and not empty")
    }
    try write(at: at) { (publication) throws(RegistryError) in
      try publication.withdraw(reference, reason: reason)
    }
  }

  /// Finishes a publication that was stopped, if there is one, and tells whether there was.
  @discardableResult
  public func recover() throws(RegistryError) -> Bool {
    let lock = try lock()
    defer { lock.release() }
    return try finishPending()
  }

  // MARK: Steps

  func lock() throws(RegistryError) -> PublishingLock {
    guard RegistryDirectory.isFolder(directory) else {
      throw RegistryError(
        .noRegistry, directory, "there is no such folder; make it before publishing into it")
    }
    return try PublishingLock(directory: directory)
  }

  func write(
    at: String, _ fill: (inout Publication) throws(RegistryError) -> Void
  ) throws(RegistryError) {
    guard Grammar.isTime(at) else {
      throw RegistryError(.malformed, at, "the time must be like 2026-11-21T09:30:00Z")
    }
    let lock = try lock()
    defer { lock.release() }
    try finishPending()
    var publication = try Publication(storage: RegistryDirectory(path: directory), at: at)
    try fill(&publication)
    guard let journal = publication.journal else { return }
    try perform(journal)
  }

  /// Writes down what is about to be done, and does it.
  func perform(_ journal: PublishingJournal) throws(RegistryError) {
    try files.replace(RegistryPath.journal, with: journal.bytes)
    try finishOrUndo(journal)
  }

  /// Does what a stopped publication had begun.
  @discardableResult
  func finishPending() throws(RegistryError) -> Bool {
    let storage = RegistryDirectory(path: directory)
    guard let bytes = try storage.read(RegistryPath.journal) else { return false }
    let journal = try PublishingJournal(
      parsing: bytes, file: storage.describe(RegistryPath.journal))
    if let conflict = try journal.conflict(in: storage) { throw conflict }
    try finishOrUndo(journal)
    return true
  }

  private func finishOrUndo(_ journal: PublishingJournal) throws(RegistryError) {
    do throws(RegistryError) {
      for file in journal.files { try files.replace(file.path, with: file.after) }
      try files.append(journal.lines, to: RegistryPath.log, at: journal.size)
    } catch {
      if error.code == .interrupted { throw error }
      var failure = error
      do throws(RegistryError) {
        try undo(journal)
        failure.message += "; nothing was published"
      } catch {
        failure.message += "; the publication is unfinished, the next one finishes it"
      }
      throw failure
    }
    try files.remove(RegistryPath.journal)
  }

  private func undo(_ journal: PublishingJournal) throws(RegistryError) {
    if journal.size > 0 {
      try files.append([], to: RegistryPath.log, at: journal.size)
    } else {
      try files.remove(RegistryPath.log)
    }
    for file in journal.files {
      if let before = file.before {
        try files.replace(file.path, with: before)
      } else {
        try files.remove(file.path)
      }
    }
    try files.remove(RegistryPath.journal)
    // The folder of kept documents stands within the vendor's, whose vendor.json came first.
    for file in journal.files.reversed() where file.before == nil {
      files.removeEmptyFolder(of: file.path)
    }
  }
}
