import Reporting

/// A picture of what changed over time: added sources up, removed ones down, breaks hatched.
///
/// What it shows does not depend on colours, and every number stands in it.
struct TimelineChart {
  /// One step in time.
  struct Bar {
    /// What stands below it.
    var label: String
    var added: Int
    var breaking: Int
    var removed: Int
  }

  /// What it is about.
  var title: String
  /// The bars from the oldest on.
  var bars: [Bar]
  /// Where the numbers stand that it shows.
  var note = "The table below says the same in numbers."

  /// The most bars that are shown; the newest are.
  static let limit = 24

  private static let width = 56
  private static let height = 72
  private static let top = 20

  /// The picture; empty when there is nothing to compare.
  func html(_ writer: PageWriter) -> String {
    let bars = bars.suffix(Self.limit)
    let most = bars.map { max($0.added, $0.removed) }.max() ?? 0
    guard most > 0 else { return "" }
    let down = bars.map(\.removed).max() ?? 0
    let axis = Self.top + Self.height
    let below = down == 0 ? 0 : max(14, Self.scaled(down, most)) + 16
    let shapes = bars.enumerated().map { index, bar in
      shape(bar, x: index * Self.width + (Self.width - 28) / 2, axis: axis, below: below, most)
    }
    let words = bars.map { bar in
      "\(bar.label): \(bar.added) added, \(bar.breaking) of them break, \(bar.removed) removed."
    }
    return writer.fill(
      "chart",
      [
        "title": title, "description": words.joined(separator: " "), "bars": shapes, "note": note,
        "axis": axis,
        "width": bars.count * Self.width, "height": axis + below + 24,
      ])
  }

  private static func scaled(_ count: Int, _ most: Int) -> Int {
    count == 0 ? 0 : max(2, count * height / most)
  }

  private func shape(_ bar: Bar, x: Int, axis: Int, below: Int, _ most: Int) -> Fields {
    let (added, breaking) = (Self.scaled(bar.added, most), Self.scaled(bar.breaking, most))
    let removed = Self.scaled(bar.removed, most)
    var fields: Fields = [
      "name": "\(bar.label): \(bar.added) added, \(bar.breaking) break, \(bar.removed) removed",
      "label": bar.label, "x": x, "middle": x + 14, "labelY": axis + below + 16,
    ]
    if added > 0 {
      fields.set("added", added)
      fields.set("addedTop", axis - added)
      fields.set("addedLabel", axis - added - 5)
      fields.set("addedCount", bar.added)
    }
    if breaking > 0 {
      fields.set("breaking", min(added, breaking))
      fields.set("breakingTop", axis - min(added, breaking))
    }
    if removed > 0 {
      fields.set("removed", removed)
      fields.set("removedLabel", axis + removed + 13)
      fields.set("removedCount", bar.removed)
    }
    return fields
  }
}
