import Diagnostics

extension PolicyList {
  /// Says in plain words what a browser ignores and what a policy allows that it hardly means to.
  ///
  /// Level `break` = the browser does not do what the text plainly means.
  public func lint() -> [PolicyDiagnostic] {
    policies.enumerated().flatMap { index, policy in
      PolicyLint(policy: policy, index: index).findings()
    }
  }
}

/// The checks of one policy.
struct PolicyLint {
  let policy: Policy
  let index: Int

  func findings() -> [PolicyDiagnostic] {
    var result = policy.diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.policy = index
      return diagnostic
    }
    for (position, directive) in zip(policy.writtenPositions, policy.directives) {
      result += check(directive, position)
      guard directive.hasSourceList else { continue }
      let lint = SourceListLint(directive: directive, policy: index, position: position)
      result += lint.findings()
    }
    let size = policy.textLength
    if size > 8_000, policy.delivery != .meta {
      result.append(
        PolicyDiagnostic(
          rule: "header-size", level: .warn, policy: index,
          message: "The policy is \(size) bytes long; many servers refuse headers over 8 KB."))
    }
    return result.sorted { ($0.offset, $0.rule) < ($1.offset, $1.rule) }
  }

  private static let directiveNames = DirectiveName.allCases.filter { !$0.isRemoved }.map(\.string)

  private func check(_ directive: Directive, _ position: Int) -> [PolicyDiagnostic] {
    func finding(_ rule: String, _ level: Level, _ message: String, _ suggestion: String? = nil)
      -> PolicyDiagnostic
    {
      PolicyDiagnostic(
        rule: rule, level: level, policy: index, directive: position, offset: directive.offset,
        message: message, suggestion: suggestion)
    }
    guard let known = directive.known else {
      if directive.hasRunTimePart { return [] }
      if let nearest = NearestName.of(directive.name, in: Self.directiveNames, within: 2) {
        return [
          finding(
            "misspelt-directive", .break,
            "Browsers do not know \(directive.name) and skip it; \(nearest) may be meant.",
            nearest)
        ]
      }
      return [
        finding("unknown-directive", .warn, "Browsers do not know \(directive.name) and skip it.")
      ]
    }
    if known.isRemoved {
      return [
        finding("removed-directive", .info, "Browsers no longer know \(known.string).")
      ]
    }
    if policy.delivery == .meta, known.isIgnoredInMeta {
      return [
        finding(
          "ignored-in-meta", .break,
          "\(known.string) has no effect in <meta>; send it in a header.")
      ]
    }
    if policy.delivery == .reportOnly, known == .sandbox || known == .upgradeInsecureRequests {
      return [
        finding(
          "ignored-in-report-only", .break, "\(known.string) has no effect in a report-only header."
        )
      ]
    }
    return []
  }
}
