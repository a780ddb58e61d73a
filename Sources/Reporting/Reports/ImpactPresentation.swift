import ContentSecurityPolicy
public import Diagnostics
public import Impact
public import JSONText
import RequirementDiff

/// Results of impact or check in all the shapes that formats take.
public struct ImpactPresentation: Report {
  let results: [PlacedResult]
  let checking: Bool

  /// Prepares results, one a policy and change.
  public init(_ results: [PlacedResult], checking: Bool) {
    self.results = results
    self.checking = checking
  }

  /// Rules that speak of policies, not of vendors.
  public static let rules: [(id: String, summary: String)] = [
    (
      id: "policy-breaks",
      summary: "A deployed policy met the old version and blocks something of the new one."
    ),
    (id: "policy-incomplete", summary: "A deployed policy blocks something that the vendor needs."),
    (
      id: "policy-depends",
      summary: "The policy alone does not tell whether what the vendor needs is allowed."
    ),
  ]

  /// The rules about policies.
  public var rules: [(id: String, summary: String)] { Self.rules }

  /// For people at a terminal.
  public func text(style: Style) -> String {
    ImpactText(results, checking: checking, style: style).text
  }

  /// The whole report.
  public var json: JSON { JSON(results, checking: checking) }

  /// A line a result.
  public var lines: [JSON] {
    results.map { JSON($0, checking: checking) }
  }

  /// Results are not ignored; the findings of `diff` are.
  public var ignoreLines: [String]? { nil }

  /// One a result.
  public var cases: [ReportCase] {
    if results.isEmpty {
      return [
        ReportCase(
          group: title, name: "no policy uses a vendor", rule: nil, level: .info,
          fingerprint: nil, message: "Nothing to report.")
      ]
    }
    return results.map { placed in
      let result = placed.result
      let rule: String? =
        switch result.verdict {
        case .breaks: "policy-breaks"
        case .incomplete: "policy-incomplete"
        case .depends: "policy-depends"
        case .reportOnly, .safe, .notUsed: nil
        }
      return ReportCase(
        group: result.vendor, name: "\(placed.place) \(Self.change(result))", rule: rule,
        level: result.level(checking: checking),
        fingerprint: rule.map {
          fingerprint(
            rule: $0, vendor: result.vendor, profile: result.profile, directive: nil,
            source: placed.path)
        },
        message: Self.message(result), path: placed.path, line: placed.line,
        isSkipped: [.reportOnly, .notUsed].contains(result.verdict))
    }
  }

  /// For people in a browser or at a pull request.
  public var page: ReportPage {
    let verdicts = ImpactResult.Verdict.allCases
    let counts = verdicts.compactMap { verdict -> String? in
      let count = results.count { $0.result.verdict == verdict }
      return count == 0 ? nil : "\(count) \(name(of: verdict))"
    }
    let total = results.count.counted("result")
    let summary = counts.isEmpty ? total : "\(total): \(counts.joined(separator: ", "))"
    let shown = results.filter { ![.safe, .notUsed, .reportOnly].contains($0.result.verdict) }
    var sections: [ReportPage.Section] = []
    if !results.isEmpty {
      sections.append(
        ReportPage.Section(
          heading: [.text("Policies")], blocks: [.table(table(of: results.map { $0 }))]))
    }
    for placed in shown {
      var items: [[ReportPage.Span]] = placed.result.missing.map { missing in
        let edits = missing.edits.map { edit in
          edit.copyFrom.map { "add to \(edit.addTo), a copy of \($0)" } ?? "add to \(edit.addTo)"
        }
        var places: [String] = []
        for edit in edits where !places.contains(edit) { places.append(edit) }
        return [
          .code(missing.directive), .text(" "), .code(missing.source),
          .text((missing.isNew ? " new" : "") + ": " + places.joined(separator: "; ")),
        ]
      }
      items += placed.result.undecided.map {
        [.code($0.directive), .text(" "), .code($0.source), .text(" undecided: \($0.reason)")]
      }
      items += placed.result.removable.map {
        [.code($0.directive), .text(" "), .code($0.source), .text(" needed no longer")]
      }
      if let fix = placed.fix { items.append([.text("fix: "), .code(fix)]) }
      sections.append(
        ReportPage.Section(
          heading: [
            .code(placed.place), .text(" "), .level(placed.result.level(checking: checking)),
            .text(" \(Self.change(placed.result)) \(placed.result.missing.count) missing"),
          ],
          isOpen: placed.result.verdict == .breaks, blocks: [.list(items)]))
    }
    return ReportPage(title: title, lead: [.paragraph([.text(summary)])], sections: sections)
  }

  private var title: String { checking ? "cspreg check" : "cspreg impact" }

  private func name(of verdict: ImpactResult.Verdict) -> String {
    checking && verdict == .safe ? "meets" : verdict.rawValue
  }

  private func table(of results: [PlacedResult]) -> ReportPage.Table {
    ReportPage.Table(
      columns: ["Level", "Policy", "Result", "Change", "Profile", "Missing", "Size"],
      rows: results.map { placed in
        let result = placed.result
        return [
          [.level(result.level(checking: checking))], [.code(placed.place)],
          [.text(name(of: result.verdict))], [.text(Self.change(result))],
          [.code(result.profile)], [.text(String(result.missing.count))],
          [.text("\(result.sizeBefore) -> \(result.sizeAfter) bytes")],
        ]
      })
  }

  /// `userpilot @1 -> @2`.
  private static func change(_ result: ImpactResult) -> String {
    let from = result.from.map { "@\($0) -> " } ?? ""
    return "\(result.vendor) \(from)\(result.to.map { "@\($0)" } ?? "candidate")"
  }

  private static func message(_ result: ImpactResult) -> String {
    var parts: [String] = []
    for directive in result.missing.map(\.directive).uniqued() {
      let sources = result.missing.filter { $0.directive == directive }.map(\.source)
      parts.append("\(directive) lacks \(sources.joined(separator: " "))")
    }
    for undecided in result.undecided {
      parts.append("\(undecided.directive) \(undecided.source): \(undecided.reason)")
    }
    let profile = result.profile.isEmpty ? "" : " (\(result.profile))"
    return "\(change(result))\(profile): "
      + (parts.isEmpty ? result.verdict.rawValue : parts.joined(separator: "; "))
  }
}

extension [String] {
  /// Each text once, in order.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
