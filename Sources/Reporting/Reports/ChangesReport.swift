import Diagnostics
public import JSONText
public import RequirementHistory
import RequirementDiff
import VendorRequirements

/// What the registry's log says since a line, for programs that follow it.
public struct ChangesReport: PlainReport {
  /// One line of the log.
  public struct Entry: Sendable {
    /// Number of the line.
    public var seq: Int
    /// `published`, `withdrawn` or `vendor`.
    public var event: String
    /// Vendor id.
    public var vendor: String
    /// Version, unless the event is about the vendor.
    public var version: Int?
    /// When.
    public var at: String
    /// Why a version was withdrawn.
    public var reason: String?
    /// What a published version changed.
    public var change: VersionChange?

    /// Makes an entry.
    public init(
      seq: Int, event: String, vendor: String, version: Int?, at: String, reason: String?,
      change: VersionChange?
    ) {
      self.seq = seq
      self.event = event
      self.vendor = vendor
      self.version = version
      self.at = at
      self.reason = reason
      self.change = change
    }
  }

  private let since: Int
  private let head: Int
  private let next: Int?
  private let entries: [Entry]

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - since: Number of the last line that the reader knows.
  ///   - head: Number of the log's last line.
  ///   - next: What to ask for next, when these are not all lines; `nil` for ``head``.
  ///   - entries: The lines between them, in order.
  public init(since: Int, head: Int, next: Int? = nil, entries: [Entry]) {
    self.since = since
    self.head = head
    self.next = next
    self.entries = entries
  }

  /// For people.
  public func text(style: Style) -> String {
    let width = String(head).count
    let lines = entries.map { entry in
      let name = entry.version.map { "\(entry.vendor)@\($0)" } ?? entry.vendor
      var line = "\(String(entry.seq).leftPadded(width))   \(entry.at.printable)   "
      line += style.bold(name.printable) + "   \(entry.event.printable)"
      if let change = entry.change {
        line +=
          "   "
          + (change.report == nil
            ? change.sources.counted("source") : VersionLog.counts(change))
      }
      if let reason = entry.reason { line += "   \(reason.printable)" }
      return line + "\n"
    }
    return lines.joined() + "\(entries.count.counted("change")) since \(since); head \(head)\n"
  }

  /// The whole feed; `head` is the next `--since`.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("cspreg", .head("changes")), .init("since", .int(since)), .init("head", .int(head)),
    ]
    if let next { members.append(.init("next", .int(next))) }
    return .object(members + [.init("changes", .array(lines))])
  }

  /// A line a change.
  public var lines: [JSON] { entries.map { .object($0.members) } }
}

extension ChangesReport.Entry {
  /// The line as a report of its own.
  public var json: JSON { .object([JSON.Member("cspreg", .head("change"))] + members) }

  /// What a line says.
  fileprivate var members: [JSON.Member] {
    [
      .init("seq", .int(seq)), .init("event", .string(event)), .init("vendor", .string(vendor)),
      .init("version", JSON(version)), .init("at", .string(at)), .init("reason", JSON(reason)),
      .init("previous", JSON(change?.previous?.version)),
      .init("summary", change.map { JSON($0.summary) } ?? .null),
      .init("findings", .array((change?.report?.findings ?? []).map(JSON.init))),
    ]
  }
}
