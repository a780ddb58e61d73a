import Reporting
import RequirementDiff

/// The pages of all changes, the newest first, with a picture of the months.
struct ChangePages {
  let writer: PageWriter
  /// All versions in the order of the log.
  let changes: [VendorSummary.Change]

  /// The pages.
  var files: [SiteFile] {
    let rows = ChangeRows(writer: writer)
    let first = SitePath.list("changes")
    let chunks = Pager.chunks(changes.reversed().map { rows.row($0, on: first) })
    return chunks.enumerated().map { number, chunk in
      writer.file(
        PageWriter.Page(
          path: .list("changes", page: number), title: "Changes",
          description: "What vendors changed, the newest first.",
          main: writer.fill(
            "list",
            [
              "title": "Changes", "lead": "What vendors changed, the newest first.",
              "isCode": false, "hasLetters": false, "letters": [Fields](),
              "chart": number == 0 ? chart.html(writer) : "",
              "body": rows.table(chunk, caption: "Changes, the newest first"),
              "pager": writer.pager(number, of: chunks.count) { .list("changes", page: $0) },
            ])))
    }
  }

  /// Sums by month; first versions change nothing.
  private var chart: TimelineChart {
    var bars: [String: TimelineChart.Bar] = [:]
    for change in changes {
      let month = String(change.at.prefix(7))
      var bar = bars[month] ?? TimelineChart.Bar(label: month, added: 0, breaking: 0, removed: 0)
      bar.added += change.summary.added
      bar.breaking += change.summary.breaking
      bar.removed += change.summary.removed
      bars[month] = bar
    }
    // One month alone is no course of time.
    return TimelineChart(
      title: "Changes by month",
      bars: bars.count > 1 ? bars.keys.sorted().compactMap { bars[$0] } : [],
      note: "Every change of a month stands in the table below.")
  }
}
