import Diagnostics
import Impact
public import JSONText

/// Which policies were made for versions that are not the latest.
public struct OutdatedReport: PlainReport {
  private let pins: [OutdatedPin]
  private let total: Int
  private let outdated: Int

  /// Prepares pins for printing.
  ///
  /// - Parameters:
  ///   - pins: All of them.
  ///   - showsAll: Whether those that are up to date are shown too.
  public init(_ pins: [OutdatedPin], showsAll: Bool) {
    self.pins = showsAll ? pins : pins.filter(\.isOutdated)
    total = pins.count
    outdated = pins.count(where: \.isOutdated)
  }

  /// A line a pin.
  public var lines: [JSON] { pins.map(JSON.init) }

  /// The whole report, as docs/json/outdated.md describes it.
  public var json: JSON {
    [
      "cspreg": .head("outdated"), "pins": .array(lines), "total": .int(total),
      "outdated": .int(outdated),
    ]
  }

  /// A table, with a final newline.
  public func text(style: Style) -> String {
    if pins.isEmpty { return "Every policy is bound to the latest versions.\n" }
    let rows = [["policy", "vendor", "pinned", "latest", "breaking", "age", ""]] + pins.map(cells)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.enumerated().map { index, row in
      let plain = zip(row, widths).map { $0.padded($1) }.joined(separator: "   ")
      let line = String(plain.reversed().drop { $0 == " " }.reversed())
      guard index > 0 else { return style.bold(line) }
      switch pins[index - 1].level {
      case .break: return style.red(line)
      case .warn: return style.yellow(line)
      case .info: return line
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func cells(_ pin: OutdatedPin) -> [String] {
    var remarks: [String] = []
    if let verdict = pin.verdict, pin.isOutdated { remarks.append(verdict.rawValue) }
    if pin.isAuto, pin.pinned == nil { remarks.append("not in cspreg.lock") }
    if let reason = pin.withdrawn { remarks.append("withdrawn: \(reason.printable)") }
    return [
      pin.policy.printable, pin.vendor.printable,
      pin.pinned.map { "@\($0)" } ?? "-", pin.latest.map { "@\($0)" } ?? "-",
      pin.breaking == 0 ? "-" : "\(pin.breaking)",
      pin.days.map { $0.counted("day") } ?? "-", remarks.joined(separator: ", "),
    ]
  }
}
