public import JSONText
import RequirementDiff
public import RequirementHistory
import VendorRequirements

/// The versions of a vendor, the newest first, a line each.
public struct VersionLog: PlainReport {
  /// One version with what the registry says of it.
  public struct Entry: Sendable {
    /// What it changed.
    public var change: VersionChange
    /// Why it was withdrawn; `nil` when it holds.
    public var withdrawn: String?

    /// Makes an entry.
    public init(change: VersionChange, withdrawn: String?) {
      self.change = change
      self.withdrawn = withdrawn
    }
  }

  private let vendor: String
  private let entries: [Entry]

  /// Prepares a log.
  ///
  /// - Parameters:
  ///   - vendor: Vendor id.
  ///   - entries: The versions in the order of their numbers.
  public init(vendor: String, entries: [Entry]) {
    self.vendor = vendor
    self.entries = entries.reversed()
  }

  /// For people.
  public func text(style: Style) -> String {
    entries.map { entry in
      let record = entry.change.record
      var line = style.bold(record.name.printable) + "   \(record.recorded.printable)   "
      if entry.change.report == nil {
        line +=
          entry.change.sources.counted("source") + " in "
          + record.profiles.count.counted("profile")
      } else {
        line += Self.counts(entry.change)
      }
      if let reason = entry.withdrawn {
        line += "   " + style.yellow("withdrawn: \(reason.printable)")
      } else if let reason = record.accepted?.reason {
        line += "   " + style.dim(reason.printable)
      }
      return line + "\n"
    }.joined()
  }

  /// The counts of the first pair that changed, or of the findings about profiles and the page.
  static func counts(_ change: VersionChange) -> String {
    let summary = change.summary
    let isChanged = summary.added + summary.removed + summary.respelled > 0
    let findings = change.report?.findings.count ?? 0
    return isChanged || findings == 0 ? DiffText.counts(summary) : findings.counted("finding")
  }

  /// The whole log.
  public var json: JSON {
    ["cspreg": .head("log"), "vendor": .string(vendor), "versions": .array(lines)]
  }

  /// A line a version.
  public var lines: [JSON] {
    entries.map { entry in
      let record = entry.change.record
      return [
        "vendor": .string(vendor), "version": JSON(record.version),
        "recorded": .string(record.recorded),
        "previous": JSON(entry.change.previous?.version),
        "sources": .int(entry.change.sources), "profiles": .int(record.profiles.count),
        "summary": JSON(entry.change.summary),
        "accepted": record.accepted.map {
          ["by": .string($0.by), "reason": .string($0.reason), "at": .string($0.at)]
        } ?? .null,
        "withdrawn": JSON(entry.withdrawn),
      ]
    }
  }
}
