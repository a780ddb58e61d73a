import ContentSecurityPolicy
import Diagnostics
import Impact
import ProjectConfiguration

/// Results of impact or check for people.
public struct ImpactText {
  private let results: [PlacedResult]
  private let checking: Bool
  private let style: Style

  /// Prepares results for printing.
  public init(_ results: [PlacedResult], checking: Bool, style: Style) {
    self.results = results
    self.checking = checking
    self.style = style
  }

  /// The whole text, with a final newline.
  public var text: String {
    let lines = results.flatMap(Self.block(checking, style))
    return (lines + [summary]).joined(separator: "\n") + "\n"
  }

  private var summary: String {
    let counts = ImpactResult.Verdict.allCases.compactMap { verdict -> String? in
      let count = results.count { $0.result.verdict == verdict }
      return count == 0 ? nil : "\(count) \(name(of: verdict))"
    }
    let total = results.count.counted("result")
    return counts.isEmpty ? total : "\(total): \(counts.joined(separator: ", "))"
  }

  private func name(of verdict: ImpactResult.Verdict) -> String {
    checking && verdict == .safe ? "meets" : verdict.rawValue
  }

  private static func block(
    _ checking: Bool, _ style: Style
  ) -> (PlacedResult) -> [String] {
    { placed in
      let result = placed.result
      let name = checking && result.verdict == .safe ? "meets" : result.verdict.rawValue
      let dressed =
        switch result.level(checking: checking) {
        case .break: style.red(name)
        case .warn: style.yellow(name)
        case .info: style.green(name)
        }
      let change =
        result.from.map { "@\($0) -> " } ?? ""
      let to = result.to.map { "@\($0)" } ?? " candidate"
      var head = "\(placed.place)   \(dressed)   \(result.vendor.printable) \(change)\(to)"
      if !result.profile.isEmpty { head += "   \(result.profile.printable)" }
      if let owner = placed.entry?.owner { head += "   for \(owner.printable)" }
      if !result.missing.isEmpty, result.verdict != .notUsed {
        head += "   \(result.missing.count) missing"
        head += ", \(result.sizeBefore) -> \(result.sizeAfter) bytes"
      }
      var lines = [head]
      if result.verdict == .notUsed { return lines }
      lines += Self.additions(result)
      for undecided in result.undecided {
        lines.append(
          "    ? \(undecided.directive.printable) \(undecided.source.printable)   \(undecided.reason)"
        )
      }
      for removable in result.removable {
        lines.append(
          "    - \(removable.directive.printable) \(removable.source.printable)   needed no longer")
      }
      if let fix = placed.fix { lines.append("    fix: \(fix.printable)") }
      if let note = result.note { lines.append("    note: \(note.printable)") }
      return lines
    }
  }

  /// One line a policy and directive that must receive sources.
  private static func additions(_ result: ImpactResult) -> [String] {
    var keys: [[String]] = []
    var sources: [[String]: [String]] = [:]
    for edit in result.missing.flatMap(\.edits) {
      let key = [String(edit.policy), edit.addTo, edit.copyFrom ?? ""]
      if sources[key] == nil { keys.append(key) }
      for source in edit.sources where !(sources[key]?.contains(source) ?? false) {
        sources[key, default: []].append(source)
      }
    }
    let several = Set(keys.map { $0[0] }).count > 1
    return keys.map { key in
      let policy = several ? "policy \(key[0]): " : ""
      let copy = key[2].isEmpty ? "" : " (copy the list of \(key[2]) first)"
      let list = (sources[key] ?? []).map(\.printable).joined(separator: " ")
      return "    + \(policy)\(key[1].printable)\(copy)  \(list)"
    }
  }
}
