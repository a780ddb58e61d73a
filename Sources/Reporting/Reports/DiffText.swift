import Diagnostics
public import RequirementDiff
import VendorRequirements

/// A diff for people.
public struct DiffText {
  private let report: DiffReport
  private let style: Style
  private let reference: (old: String, new: String)?

  /// Prepares a report for printing.
  ///
  /// - Parameters:
  ///   - report: What changed.
  ///   - names: How the sides are named on the command line, for the hint of what to do next;
  ///     `nil` when another command could not take them.
  ///   - style: Colours or none.
  public init(_ report: DiffReport, names: (old: String, new: String)?, style: Style) {
    self.report = report
    self.style = style
    reference = names.map { ($0.old.printable, $0.new.printable) }
  }

  /// The whole text, with a final newline.
  public var text: String {
    var lines = [header]
    guard let first = report.pairs.first else {
      return (lines + remarks + closing(nil)).joined(separator: "\n") + "\n"
    }
    if report.isEqual {
      lines.append("No change: both versions ask for the same.")
      lines += report.notes.map { "note: \($0.printable)" }
      return lines.joined(separator: "\n") + "\n"
    }
    lines += profileTable
    lines.append("")
    lines += body(of: first)
    lines += report.pairs.dropFirst().map(shortLine)
    lines += remarks
    lines += report.notes.map { "note       \($0.printable)" }
    if lines.last != "" { lines.append("") }
    lines += closing(first)
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: String {
    let from = report.from.version.map { "@\($0)" } ?? "candidate"
    let to = report.to.version.map { "@\($0)" } ?? "candidate"
    let page = report.to.documents.first.map { "   " + $0.url.withoutScheme.printable } ?? ""
    return style.bold("\(report.to.vendor.printable) \(from) -> \(to)")
      + "   recorded \(report.to.recorded.printable)" + page
  }

  /// The profiles that a policy may follow, when there is a choice.
  private var profileTable: [String] {
    let units = report.to.profiles.filter { [.required, .alternative].contains($0.mode) }
    guard units.count > 1 else { return [] }
    let before = report.from.profiles.count { [.required, .alternative].contains($0.mode) }
    let alternatives = units.count { $0.mode == .alternative }
    let old = report.from.version.map { "@\($0)" } ?? "The old version"
    let new = report.to.version.map { "@\($0)" } ?? "The new one"
    let need =
      alternatives == units.count ? "a policy needs ONE of them" : "each is marked with its mode"
    let had =
      before == units.count
      ? "Both have \(units.count.spelled) profiles;"
      : "\(old) had \(before.spelled) \(before == 1 ? "profile" : "profiles"). \(new) offers "
        + "\(units.count.spelled);"
    let width = units.map(\.name.count).max() ?? 0
    var lines = ["\(had) \(need):"]
    for pair in report.pairs {
      guard let profile = units.first(where: { $0.name == pair.to }) else { continue }
      let count = pair.summary.added + pair.summary.respelled + pair.summary.unchanged
      var line = "  \(profile.name.printable.padded(width))   "
      line += "\(String(count).leftPadded(3)) \(count == 1 ? "source" : "sources")   "
      line += "\(String(pair.summary.breaking).leftPadded(3)) break"
      if alternatives < units.count { line += "   \(profile.mode.rawValue)" }
      if let environment = profile.environment { line += "   \(environment.printable)" }
      let risks = report.remarks.filter {
        $0.profile == pair.to && $0.rule == "scheme-only-source"
      }
      if !risks.isEmpty {
        line +=
          "   "
          + style.yellow(
            "risk: " + risks.map(\.message.printable).joined(separator: "; "))
      }
      lines.append(line)
    }
    return lines
  }

  private func body(of pair: DiffReport.Pair) -> [String] {
    var lines: [String] = []
    let title = pair.from == pair.to ? pair.to : "\(pair.from) -> \(pair.to)"
    lines.append(style.bold(title.printable))
    let width = pair.counts.map(\.directive.count).max() ?? 0
    let groups = pair.counts.map { count in
      FindingGroup.groups(pair.findings.filter { $0.directive == count.directive })
    }
    let spellingWidth = groups.joined().flatMap(\.spellings).map(\.count).max() ?? 0
    for (count, groups) in zip(pair.counts, groups) {
      let moves = pair.moves.filter { $0.from == count.directive }
      guard !groups.isEmpty || !moves.isEmpty else { continue }
      lines.append(
        "  \(style.bold(count.directive.printable.padded(width)))   "
          + "\(count.old) -> \(count.new)")
      lines += groups.flatMap { self.lines(of: $0, width: spellingWidth) }
      var places: [String] = []
      for move in moves where !places.contains(move.to) { places.append(move.to) }
      for place in places {
        let sources = moves.filter { $0.to == place }.map(\.source.printable)
        lines.append("    > \(sources.joined(separator: ", "))   moved to \(place.printable)")
      }
    }
    if pair.findings.isEmpty { lines.append("  nothing to show") }
    lines.append("")
    return lines
  }

  private func lines(of group: FindingGroup, width: Int) -> [String] {
    let level: (String) -> String =
      switch group.level {
      case .break: style.red
      case .warn: style.yellow
      case .info: style.dim
      }
    let mark =
      switch group.change {
      case .added: style.green("+")
      case .removed: "-"
      case .respelled, .remark: "~"
      }
    return group.spellings.map { spelling in
      let line =
        "    \(mark) \(spelling.printable.padded(min(width, 60))) \(level(group.level.rawValue.padded(5)))  "
        + "\(group.rule.padded(16)) \(group.remark.printable)"
      return line.trimmingEnd
    }
  }

  private func shortLine(_ pair: DiffReport.Pair) -> String {
    let name = pair.to.printable.padded(10)
    let what = Self.counts(pair.summary)
    return "\(style.bold(name)) \(what)   \(style.dim("--profile \(pair.to.printable)"))"
  }

  private var remarks: [String] {
    let rules = report.remarks.filter { $0.rule != "scheme-only-source" }
    var seen: [String] = []
    for finding in rules where !seen.contains(finding.rule + finding.profile) {
      seen.append(finding.rule + finding.profile)
    }
    return seen.flatMap { key in
      let group = rules.filter { $0.rule + $0.profile == key }
      guard let first = group.first else { return [String]() }
      let text =
        group.count == 1 || first.rule != "profiles-disagree"
        ? group.map(\.message) : [Self.joined(group)]
      return text.map {
        "page       \(first.level.rawValue)  \(first.rule)   \($0.printable)"
      }
    }
  }

  /// One sentence for several directives that a profile does not name.
  private static func joined(_ group: [Finding]) -> String {
    let directives = group.compactMap(\.directive)
    return "\(group[0].profile) does not name \(directives.joined(separator: ", ")), "
      + "which another profile needs"
  }

  private func closing(_ pair: DiffReport.Pair?) -> [String] {
    var lines: [String] = []
    if !report.ignored.isEmpty {
      lines.append("ignored: \(report.ignored.count.counted("finding")) that cspreg.ignore accepts")
    }
    if let pair { lines.append("\(pair.to.printable): \(Self.counts(pair.summary))") }
    if let reference {
      lines.append(
        "Next: cspreg impact \(reference.old) \(reference.new) --policies PATH"
          + "     which of your policies break")
    }
    return lines
  }

  /// `28 added (28 break), 3 removed (2 moved), 2 re-spelled`.
  static func counts(_ summary: DiffReport.Summary) -> String {
    var parts: [String] = []
    if summary.added > 0 { parts.append("\(summary.added) added (\(summary.breaking) break)") }
    if summary.removed > 0 {
      parts.append(
        "\(summary.removed) removed" + (summary.moved > 0 ? " (\(summary.moved) moved)" : ""))
    }
    if summary.respelled > 0 { parts.append("\(summary.respelled) re-spelled") }
    return parts.isEmpty ? "unchanged" : parts.joined(separator: ", ")
  }
}

/// Findings that share a line: same directive, rule, level and remark.
private struct FindingGroup {
  let rule: String
  let level: Level
  let change: Finding.Change
  let remark: String
  let spellings: [String]

  static func groups(_ findings: [Finding]) -> [FindingGroup] {
    var groups: [(remark: String, findings: [Finding])] = []
    for finding in findings {
      let remark = remark(of: finding)
      // A re-spelled source shares its line with no other.
      let place = groups.firstIndex {
        $0.findings[0].rule == finding.rule && $0.findings[0].level == finding.level
          && $0.findings[0].change == finding.change && $0.remark == remark
          && finding.change != .respelled
      }
      if let place {
        groups[place].findings.append(finding)
      } else {
        groups.append((remark, [finding]))
      }
    }
    return groups.map { remark, findings in
      let first = findings[0]
      let spellings =
        first.change == .respelled
        ? ["\(first.previous ?? "") -> \(first.source ?? "")"]
        : BraceText.collapse(findings.compactMap(\.source))
      return FindingGroup(
        rule: first.rule, level: first.level, change: first.change, remark: remark,
        spellings: spellings)
    }
  }

  /// What the message adds to the source, directive and rule that the line shows anyway.
  private static func remark(of finding: Finding) -> String {
    if finding.change == .respelled { return "" }
    let message = finding.message.utf8
    if let mark = message.firstIndex(of: UInt8(ascii: ";")) {
      return String(finding.message[mark...].dropFirst().drop { $0 == " " })
    }
    let isShown = finding.source.map { message.contains($0.utf8) } ?? false
    return isShown ? "" : finding.message
  }
}

extension String.UTF8View {
  /// Whether a text stands in this one; bytes are compared, for sources are ASCII.
  fileprivate func contains(_ text: String.UTF8View) -> Bool {
    guard let first = text.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: text) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}

extension DiffReport {
  /// Whether nothing changed, not only nothing that is shown.
  fileprivate var isEqual: Bool {
    findings.isEmpty && ignored.isEmpty
      && pairs.allSatisfy {
        $0.summary.added == 0 && $0.summary.removed == 0 && $0.summary.respelled == 0
      }
  }
}

extension Int {
  /// Small numbers as words.
  fileprivate var spelled: String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(self) ? words[self] : String(self)
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  fileprivate var withoutScheme: String {
    for scheme in ["https://", "http://"] where hasPrefix(scheme) {
      return String(dropFirst(scheme.count))
    }
    return self
  }
}
