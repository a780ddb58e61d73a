import Reporting
import RequirementDiff

/// Versions and what they changed, a row each.
struct ChangeRows {
  let writer: PageWriter

  /// A row as it stands on a page.
  ///
  /// - Parameters:
  ///   - change: The version.
  ///   - path: The page.
  /// - Returns: HTML.
  func row(_ change: VendorSummary.Change, on path: SitePath) -> String {
    let summary = change.summary
    var fields: Fields = [
      "name": change.name, "at": change.at, "date": change.at.prefix(10),
      "path": path.link(to: .version(change.vendor, change.version)),
    ]
    if let previous = change.previous {
      fields.set("previous", previous)
      fields.set(
        "changePath",
        path.link(to: .change(of: change.vendor, from: previous, to: change.version)))
      let counts = summary.added + summary.removed + summary.respelled
      fields.set(
        "what",
        change.findings == 0
          ? "no change of requirements"
          : counts == 0 ? "profiles or the page as a whole" : "compare")
    } else {
      fields.set("first", "first version, " + change.sources.counted("source"))
    }
    let counts = [
      ("added", summary.added), ("removed", summary.removed), ("respelled", summary.respelled),
      ("breaking", summary.breaking),
    ]
    for (name, count) in counts where count > 0 { fields.set(name, count) }
    if let reason = change.withdrawn { fields.set("withdrawn", reason) }
    return writer.fill("change", fields)
  }

  /// A table of rows.
  func table(_ rows: some Sequence<String>, caption: String) -> String {
    let text = rows.joined()
    return text.isEmpty ? "" : writer.fill("changes", ["caption": caption, "rows": text])
  }
}
