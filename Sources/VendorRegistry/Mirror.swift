import VendorRequirements

/// A registry whose log begins like that of another one: it follows the other line by line.
struct Mirror {
  let storage: RegistryDirectory
  let upstream: VendorRegistry
  private let own: RegistryLog

  /// Prepares a mirror; `nil` when this registry's history begins with another line.
  ///
  /// A registry in which nothing was published yet mirrors any.
  init?(_ storage: RegistryDirectory, of upstream: VendorRegistry) throws(RegistryError) {
    self.storage = storage
    self.upstream = upstream
    own = RegistryLog(
      bytes: try storage.read(RegistryPath.log) ?? [], file: storage.describe(RegistryPath.log))
    if let first = own.line(1), upstream.contents.log.line(1).map(Array.init) != Array(first) {
      return nil
    }
  }

  /// Lines that this registry lacks.
  func newEntries() throws(RegistryError) -> [LogEntry] {
    if let error = try parting() { throw error }
    return Array(try upstream.log().dropFirst(own.count))
  }

  /// What to write so that this registry is as far as the other one; `nil` when it is.
  func journal() throws(RegistryError) -> PublishingJournal? {
    let entries = try newEntries()
    if entries.isEmpty { return nil }
    var files: [PublishingJournal.File] = []
    for entry in entries where entry.event != .withdrawn {
      let path =
        entry.version.map { RegistryPath.record(entry.vendor, $0) }
        ?? RegistryPath.vendor(entry.vendor)
      if files.contains(where: { $0.path == path }) { continue }
      let contents = upstream.contents
      guard let bytes = try contents.read(path) else {
        throw RegistryError(
          .tampered, contents.describe(path),
          "the file is missing, line \(entry.seq) of the log wrote it")
      }
      // The last of several lines about one vendor.json is the one that its bytes must fit.
      let last = entries.last {
        $0.vendor == entry.vendor && $0.event == entry.event && $0.version == entry.version
      }
      let kept = try check(bytes, last ?? entry, contents.describe(path))
      for copy in kept where !files.contains(where: { $0.path == copy.path }) {
        if try storage.read(copy.path) != copy.after { files.append(copy) }
      }
      files.append(.init(path: path, before: try storage.read(path), after: bytes))
    }
    return PublishingJournal(
      size: own.bytes.count, files: files, lines: entries.flatMap(\.bytes))
  }

  /// Holds a file against its line; gives the documents that are kept beside it.
  private func check(
    _ bytes: [UInt8], _ entry: LogEntry, _ file: String
  ) throws(RegistryError) -> [PublishingJournal.File] {
    if entry.event == .vendor {
      _ = try IntegrityCheck.vendor(bytes, entry: entry, file: file)
      return []
    }
    let record = try IntegrityCheck.record(bytes, entry: entry, file: file)
    var files: [PublishingJournal.File] = []
    for kept in record.documents.compactMap(\.kept) {
      files.append(
        .init(
          path: RegistryPath.kept(record.vendor, kept.file), before: nil,
          after: try upstream.keptDocument(kept, of: record.vendor)))
    }
    return files
  }

  /// Says where the histories part; `nil` when the other one goes on from this one.
  private func parting() throws(RegistryError) -> RegistryError? {
    let theirs = upstream.contents.log
    var number = 1
    while let line = own.line(number) {
      guard let other = theirs.line(number) else {
        return RegistryError(
          .tampered, theirs.file, line: number - 1,
          "the log ends with line \(number - 1), \(own.file) goes on from there to line "
            + "\(own.count): this is an older copy, its last lines were removed, or something was "
            + "published here meanwhile")
      }
      if !line.elementsEqual(other) {
        return RegistryError(
          .tampered, theirs.file, line: number,
          "the histories part here: up to line \(number - 1) both logs are the same, line \(number) "
            + "is another one than in \(own.file); one of them was rewritten or went its own way")
      }
      number += 1
    }
    return nil
  }
}
