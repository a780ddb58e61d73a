import Diagnostics
import VendorRequirements

/// Recomputes everything in a registry and collects what is wrong.
struct RegistryVerifier {
  private let contents: RegistryContents
  private let damagedJournal: RegistryError?
  private var report = VerifyReport()
  private var published: [String: [Int: LogEntry]] = [:]
  private var vendors: [String: LogEntry] = [:]
  private var withdrawn: Set<String> = []
  /// Paths of the kept documents that a record names.
  private var keptPaths: Set<String> = []

  init(storage: any RegistryStorage) throws(RegistryError) {
    do throws(RegistryError) {
      contents = try RegistryContents(storage: storage)
      damagedJournal = nil
    } catch {
      if error.code != .tampered { throw error }
      contents = try RegistryContents(storage: storage, ignoringJournal: true)
      damagedJournal = error
    }
  }

  mutating func verify() throws(RegistryError) -> VerifyReport {
    let folders = try contents.storage.list(RegistryPath.vendors)
    if !contents.hasLog {
      if folders.isEmpty {
        throw RegistryError(
          .noRegistry, contents.describe(""),
          "this is no registry: there is no \(RegistryPath.log) in it")
      }
      add("log-missing", RegistryPath.log, "the log is missing" + LogEntry.advice)
    }
    try checkJournal()
    checkLog()
    for vendor in vendors.keys.sorted() { try checkVendor(vendor) }
    for vendor in published.keys.sorted() {
      for entry in published[vendor, default: [:]].values.sorted(by: { $0.seq < $1.seq }) {
        try checkRecord(entry)
      }
    }
    try checkFiles(folders)
    report.vendors = Set(vendors.keys).union(published.keys).count
    report.versions = published.values.reduce(0) { $0 + $1.count }
    report.withdrawn = withdrawn.count
    return report
  }

  /// Whether something was published since the log was read, or is being published.
  func isOutdated() -> Bool {
    guard let now = try? RegistryContents(storage: contents.storage) else { return false }
    return now.journal != contents.journal || now.log.bytes.count != contents.log.bytes.count
  }

  // MARK: Log

  private mutating func checkJournal() throws(RegistryError) {
    if let damagedJournal { add("publishing-damaged", damagedJournal) }
    guard let journal = contents.journal else { return }
    if let conflict = try journal.conflict(in: contents.storage) {
      return add("publishing-damaged", conflict)
    }
    let paths = journal.files.map(\.path).joined(separator: ", ")
    add(
      "publishing-unfinished", RegistryPath.journal,
      "a publication\(paths.isEmpty ? "" : " of \(paths)") goes on or was stopped; until the next "
        + "one finishes it, everybody reads the registry as it was before", level: .info)
  }

  private mutating func checkLog() {
    let log = contents.log
    if !log.isTerminated {
      add("log-cut-off", RegistryPath.log, "the last line was cut off" + LogEntry.advice)
    }
    var prev: String? = LogEntry.start
    var expected = 1
    log.forEachLine { line, number in
      report.lines = number
      guard let entry = read(line, number) else {
        prev = nil
        expected += 1
        return
      }
      if entry.seq != expected {
        add(
          entry.seq < expected ? "log-number-reused" : "log-number-gap", RegistryPath.log,
          line: number,
          entry.seq < expected
            ? "the number \(entry.seq) was used before; \(expected) comes here" + LogEntry.advice
            : "the numbers jump from \(expected - 1) to \(entry.seq): lines before this one are "
              + "missing" + LogEntry.advice)
      } else if let prev, entry.prev != prev {
        add(
          "log-chain-broken", RegistryPath.log, line: number,
          "\"prev\" is not the hash of the line before: that line was changed or exchanged"
            + LogEntry.advice)
      }
      expected = entry.seq + 1
      prev = entry.line
      report.head = entry
      note(entry, number)
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, _ number: Int) -> LogEntry? {
    do throws(RegistryError) {
      return try LogEntry(parsing: line, file: contents.log.file, number: number)
    } catch {
      add("log-line-changed", error)
      return nil
    }
  }

  /// Takes up what a line says and holds it against the lines before.
  private mutating func note(_ entry: LogEntry, _ number: Int) {
    let name = "\(entry.vendor)@\(entry.version ?? 0)"
    func wrong(_ rule: String, _ message: String) {
      add(rule, RegistryPath.log, line: number, message)
    }
    switch entry.event {
    case .vendor: vendors[entry.vendor] = entry
    case .published:
      let versions = published[entry.vendor, default: [:]]
      let next = (versions.keys.max() ?? 0) + 1
      let version = entry.version ?? 0
      if versions[version] != nil {
        wrong("version-reused", "\(name) was published before; numbers are never reused")
      } else if version != next {
        wrong("version-gap", "\(name) is published here, \(entry.vendor)@\(next) comes next")
      }
      if vendors[entry.vendor] == nil {
        wrong("vendor-missing", "\(name) is published before its vendor.json was written")
      }
      if versions[version] == nil { published[entry.vendor, default: [:]][version] = entry }
    case .withdrawn:
      guard let version = published[entry.vendor]?[entry.version ?? 0] else {
        return wrong("withdrawn-unknown", "\(name) is withdrawn, but was never published")
      }
      if version.sha256 != entry.sha256 {
        wrong("withdrawn-other", "\(name) is withdrawn with another SHA-256 than it was published")
      }
      if !withdrawn.insert(name).inserted {
        wrong("withdrawn-twice", "\(name) was withdrawn before")
      }
    }
  }

  // MARK: Files

  private mutating func checkVendor(_ vendor: String) throws(RegistryError) {
    guard let entry = vendors[vendor] else { return }
    let path = RegistryPath.vendor(vendor)
    guard let bytes = try contents.read(path) else { return addMissing(path, entry) }
    do throws(RegistryError) {
      _ = try IntegrityCheck.vendor(bytes, entry: entry, file: contents.describe(path))
    } catch {
      add("vendor-changed", error)
    }
  }

  private mutating func checkRecord(_ entry: LogEntry) throws(RegistryError) {
    let path = RegistryPath.record(entry.vendor, entry.version ?? 0)
    guard let bytes = try contents.read(path) else { return addMissing(path, entry) }
    let record: VersionRecord
    do throws(RegistryError) {
      record = try IntegrityCheck.record(bytes, entry: entry, file: contents.describe(path))
    } catch {
      return add("record-changed", error)
    }
    let hash = RequirementHash.of(record)
    if hash != entry.requirements {
      add(
        "requirements-differ", path,
        "its requirement hash is \(hash.prefix(12))…, line \(entry.seq) of the log says "
          + "\(entry.requirements?.prefix(12) ?? "")…" + IntegrityCheck.advice)
    }
    // The documents of a copy stay in the registry that it came from.
    for document in record.documents where record.origin == nil {
      if let kept = document.kept { try checkKept(kept, of: entry) }
    }
  }

  /// A copy that several versions name is checked once.
  private mutating func checkKept(
    _ kept: VersionRecord.Kept, of entry: LogEntry
  ) throws(RegistryError) {
    let path = RegistryPath.kept(entry.vendor, kept.file)
    guard keptPaths.insert(path).inserted else { return }
    guard let bytes = try contents.read(path) else { return addMissing(path, entry) }
    do throws(RegistryError) {
      try IntegrityCheck.kept(bytes, kept, file: contents.describe(path))
    } catch {
      add("document-changed", error)
    }
  }

  /// Finds files that no line of the log wrote.
  private mutating func checkFiles(_ folders: [String]) throws(RegistryError) {
    let pending = Set((contents.journal?.files ?? []).map(\.path))
    for folder in folders {
      guard folder.hasSuffix("/") else {
        addUnlogged("\(RegistryPath.vendors)/\(folder)", pending)
        continue
      }
      let vendor = String(folder.dropLast())
      for name in try contents.storage.list(RegistryPath.folder(vendor)) {
        let path = "\(RegistryPath.folder(vendor))/\(name)"
        if name == "vendor.json", vendors[vendor] != nil { continue }
        if name == "documents/" {
          for file in try contents.storage.list(RegistryPath.documents(vendor))
          where !keptPaths.contains(path + file) {
            addUnlogged(path + file, pending)
          }
          continue
        }
        if let version = RegistryPath.version(ofFile: name), published[vendor]?[version] != nil {
          continue
        }
        addUnlogged(path, pending)
      }
    }
  }

  private mutating func addUnlogged(_ path: String, _ pending: Set<String>) {
    let name = path.split(separator: "/").last ?? ""
    if pending.contains(path) { return }
    if name.hasPrefix(".") || name.hasSuffix(".tmp") {
      add("left-over", path, "this file is not a part of the registry; remove it", level: .info)
    } else {
      let unread = report.findings.contains { $0.rule.hasPrefix("log-") }
      add(
        "file-unlogged", path,
        unread
          ? "no line of the log that could be read wrote this; mend the log first"
          : "no line of the log wrote this; move it away")
    }
  }

  // MARK: Findings

  private mutating func addMissing(_ path: String, _ entry: LogEntry) {
    add(
      "file-missing", path,
      "the file is missing, line \(entry.seq) of the log wrote it" + IntegrityCheck.advice)
  }

  private mutating func add(_ rule: String, _ error: RegistryError) {
    report.findings.append(
      Diagnostic(
        rule: rule, level: .break, file: error.place, line: error.line, column: error.column,
        message: error.message))
  }

  private mutating func add(
    _ rule: String, _ path: String, line: Int? = nil, _ message: String, level: Level = .break
  ) {
    report.findings.append(
      Diagnostic(
        rule: rule, level: level, file: contents.describe(path), line: line, message: message))
  }
}
