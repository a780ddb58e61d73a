import JSONText
import Reporting

/// Versions held against what their kept documents say today.
struct RecheckReport: PlainReport {
  let rechecks: [Recheck]

  /// For people, with the counts at the end.
  func text(style: Style) -> String {
    var text = rechecks.map { $0.text(style) }.joined()
    func count(_ status: Recheck.Status) -> Int { rechecks.count { $0.status == status } }
    var parts = ["\(count(.same)) as then", "\(count(.differs)) otherwise"]
    for (status, words) in [
      (Recheck.Status.notKept, "without a kept document"), (.unreadable, "not readable today"),
      (.damaged, "damaged"),
    ] where count(status) > 0 {
      parts.append("\(count(status)) \(words)")
    }
    text += "\(rechecks.count.counted("version")) read again: \(parts.joined(separator: ", "))\n"
    return text
  }

  /// The whole report, as docs/json/recheck.md describes it.
  var json: JSON { ["cspreg": .head("recheck"), "versions": .array(lines)] }

  /// A line a version.
  var lines: [JSON] { rechecks.map(\.json) }
}
