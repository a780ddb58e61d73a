/// What readers see of a registry: the state before an unfinished publication.
struct RegistryContents: Sendable {
  let storage: any RegistryStorage
  let journal: PublishingJournal?
  let log: RegistryLog
  /// Whether there is a log at all.
  let hasLog: Bool

  /// Takes the log; an unfinished publication's part of it is left out.
  ///
  /// A publication that goes on meanwhile is either seen whole or not at all: the journal is read
  /// before the log, and once more when the log ends within a line.
  init(
    storage: any RegistryStorage, ignoringJournal: Bool = false
  ) throws(RegistryError) {
    self.storage = storage
    var attempt = 1
    while true {
      var journal: PublishingJournal?
      if !ignoringJournal, let bytes = try storage.read(RegistryPath.journal) {
        journal = try PublishingJournal(
          parsing: bytes, file: storage.describe(RegistryPath.journal))
      }
      let bytes = try storage.read(RegistryPath.log)
      var seen = bytes ?? []
      if let journal, seen.count > journal.size, journal.size >= 0 {
        seen.removeSubrange(journal.size...)
      }
      let log = RegistryLog(bytes: seen, file: storage.describe(RegistryPath.log))
      if log.isTerminated || attempt == 3 {
        self.journal = journal
        self.log = log
        // The first publication of all writes the log last.
        hasLog = bytes != nil || journal?.size == 0
        return
      }
      attempt += 1
    }
  }

  /// The bytes of a file as they were before an unfinished publication.
  func read(_ path: String) throws(RegistryError) -> [UInt8]? {
    if let file = journal?.files.first(where: { $0.path == path }) { return file.before }
    return try storage.read(path)
  }

  func describe(_ path: String) -> String { storage.describe(path) }
}
