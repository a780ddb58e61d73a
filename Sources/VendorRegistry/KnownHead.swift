public import Diagnostics

/// How far a registry's log had come when somebody noted it.
public struct KnownHead: Sendable, Hashable {
  /// Hash of the log's first line; `nil` when nobody noted it.
  public var first: String?
  /// Number of the last line.
  public var seq: Int
  /// Hash of the last line.
  public var line: String

  /// Notes a head.
  public init(first: String?, seq: Int, line: String) {
    self.first = first
    self.seq = seq
    self.line = line
  }
}

extension VendorRegistry {
  /// How far the log has come; `nil` when nothing was ever published.
  ///
  /// Reads the first and the last line only.
  public func knownHead() throws(RegistryError) -> KnownHead? {
    let count = contents.log.count
    guard let first = try entry(1), let last = try entry(count) else { return nil }
    return KnownHead(first: first.line, seq: count, line: last.line)
  }

  /// Hash of the log's first line, by which copies of a registry are known; `nil` without lines.
  public func firstLine() throws(RegistryError) -> String? { try entry(1)?.line }

  /// Says how the log fails to go on from a head that was noted; `nil` when it goes on from it.
  ///
  /// Reads two lines; `verify` says whether those between are a chain.
  ///
  /// - Parameters:
  ///   - known: What was noted.
  ///   - notedBy: Who noted it, such as `cspreg.lock:4`.
  /// - Returns: A finding of rule `log-older` or `log-rewritten` with its line.
  /// - Throws: When one of the two lines is not what was written.
  public func parting(
    from known: KnownHead, notedBy: String
  ) throws(RegistryError) -> Diagnostic? {
    let log = contents.log
    func finding(_ rule: String, _ line: Int?, _ message: String) -> Diagnostic {
      Diagnostic(rule: rule, level: .break, file: log.file, line: line, message: message)
    }
    let remembered = "\(notedBy) remembers line \(known.seq) as \(known.line.prefix(12))…"
    if let wanted = known.first, let first = try entry(1), first.line != wanted {
      return finding(
        "log-rewritten", 1,
        "the history was rewritten from the first line on, or is that of another registry: line 1 "
          + "is \(first.line.prefix(12))…, \(notedBy) remembers \(wanted.prefix(12))…"
          + LogEntry.advice)
    }
    guard let entry = try entry(known.seq) else {
      return finding(
        "log-older", log.count,
        "the log ends with line \(log.count), \(remembered): "
          + "\(known.seq - log.count) of its last lines were removed, or this is an older copy"
          + LogEntry.advice)
    }
    if entry.line == known.line { return nil }
    let moved = try log.number(ofLineWithHash: known.line)
    let reason =
      switch moved {
      case let number? where number < known.seq:
        "that line is number \(number) now: lines before it were removed, or the note was changed"
      case let number?:
        "that line is number \(number) now: lines were put in before it, or the note was changed"
      case nil:
        "the history was rewritten somewhere between line 2 and line \(known.seq), or the note changed"
      }
    return finding(
      "log-rewritten", known.seq,
      "line \(known.seq) is \(entry.line.prefix(12))…, but \(remembered); \(reason)"
        + LogEntry.advice)
  }

  private func entry(_ number: Int) throws(RegistryError) -> LogEntry? {
    guard let line = contents.log.line(number) else { return nil }
    return try LogEntry(parsing: line, file: contents.log.file, number: number)
  }
}
