import Impact
import JSONText
import Reporting

/// The step of one vendor.
struct UpgradeMove {
  let vendor: String
  /// The versions that policies are bound to, ascending; those that the lock lacks are left out.
  var from: Set<Int> = []
  /// Whether the lock lacks the vendor for a policy that needs it there.
  var isUnlocked = false
  let to: Int
  var results: [PlacedResult] = []
  var isMoved = false

  var breaks: Int { results.count { $0.result.verdict == .breaks } }
  var isDone: Bool { from == [to] && !isUnlocked }
}

/// What moving pins breaks, and what was moved.
struct UpgradeReport: PlainReport {
  let moves: [UpgradeMove]
  /// The files that were written.
  let written: [String]
  let isDry: Bool
  /// Whether every policy could be read.
  let isComplete: Bool

  var lines: [JSON] { moves.map(value) }

  var json: JSON {
    [
      "cspreg": .head("upgrade"), "moves": .array(lines),
      "results": .array(moves.flatMap(\.results).map { JSON($0, checking: false) }),
      "written": .strings(written),
    ]
  }

  func text(style: Style) -> String {
    let last =
      written.isEmpty
      ? "Nothing written\(isDry ? " (--dry-run)" : "").\n"
      : "Wrote \(written.joined(separator: " and ")).\n"
    return moves.map { text($0, style) }.joined() + last
  }

  private func value(_ move: UpgradeMove) -> JSON {
    [
      "vendor": .string(move.vendor), "from": .array(move.from.sorted().map { .int($0) }),
      "to": .int(move.to), "breaks": .int(move.breaks), "moved": .bool(move.isMoved && !isDry),
    ]
  }

  private func text(_ move: UpgradeMove, _ style: Style) -> String {
    let from = move.from.sorted().map { "@\($0)" }.joined(separator: ", ")
    if move.isDone { return "\(move.vendor) is at @\(move.to).\n" }
    let head = "\(move.vendor) \(from.isEmpty ? "not locked" : from) -> @\(move.to)\n"
    let impact =
      move.results.isEmpty ? "" : ImpactText(move.results, checking: false, style: style).text
    if move.isMoved { return head + impact }
    let reason =
      move.breaks > 0
      ? "\(move.breaks) \(move.breaks == 1 ? "policy breaks" : "policies break"). "
        + "Mend that first, or say --accept-breaks."
      : "not every policy could be read. Mend that first, or say --accept-breaks."
    return head + impact + "\(move.vendor) stays where it is: \(reason)\n"
  }
}
