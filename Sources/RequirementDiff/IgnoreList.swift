public import Diagnostics
import VendorRequirements

/// A `cspreg.ignore` file: findings that somebody looked at and accepts.
///
/// One finding a line: `RULE VENDOR DIRECTIVE SOURCE [profile=NAME] [until=DATE] reason="..."`; `-` stands
/// for no directive or source, `#` begins a comment.
public struct IgnoreList: Sendable, Hashable {
  /// The lines.
  public var entries: [IgnoreEntry]
  /// Name of the file, for messages.
  public var file: String

  /// Reads a file.
  ///
  /// - Throws: ``IgnoreError`` for the first line that cannot be read.
  public init(parsing bytes: [UInt8], file: String) throws(IgnoreError) {
    self.file = file
    entries = []
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      var scanner = IgnoreLine(line, file: file, number: index + 1)
      if let entry = try scanner.entry() { entries.append(entry) }
    }
  }

  /// Takes out of a report what the list accepts.
  ///
  /// - Parameters:
  ///   - report: What changed.
  ///   - today: The present date, `2026-11-21`.
  /// - Returns: The report with the accepted findings under ``DiffReport/ignored``, and a warning for each
  ///   line about the report's vendor that is expired or fits nothing.
  public func apply(
    to report: DiffReport, today: String
  ) -> (report: DiffReport, warnings: [Diagnostic]) {
    var warnings: [Diagnostic] = []
    var used: Set<Int> = []
    let own = entries.indices.filter { entries[$0].vendor == report.to.vendor }
    let valid = own.filter { index in
      guard let until = entries[index].until, until < today else { return true }
      warnings.append(
        warning(
          "expired-ignore", entries[index],
          "this line was good until \(until); look at the finding again, then remove the line or move "
            + "its date."))
      return false
    }
    var report = report
    func isKept(_ finding: Finding) -> Bool {
      guard let index = valid.first(where: { entries[$0].fits(finding) }) else { return true }
      used.insert(index)
      report.ignored.append(
        DiffReport.Ignored(finding: finding, reason: entries[index].reason))
      return false
    }
    for index in report.pairs.indices {
      report.pairs[index].findings = report.pairs[index].findings.filter(isKept)
    }
    report.remarks = report.remarks.filter(isKept)
    for index in valid where !used.contains(index) {
      warnings.append(
        warning("unused-ignore", entries[index], "no finding fits this line; remove it."))
    }
    return (report, warnings)
  }

  private func warning(_ rule: String, _ entry: IgnoreEntry, _ message: String) -> Diagnostic {
    Diagnostic(rule: rule, level: .warn, file: file, line: entry.line, message: message)
  }
}
