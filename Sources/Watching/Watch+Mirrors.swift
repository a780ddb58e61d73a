import Diagnostics
import Fetching
import JSONText
import ProjectConfiguration
import RequirementDiff
import Reporting
import VendorRegistry
import VendorRequirements

extension Watch {
  /// Holds the mirrors of a look against what its parts say; a mirror never makes a version.
  ///
  /// - Parameters:
  ///   - seen: The look.
  ///   - stated: What the parts ask for.
  ///   - look: Takes what is to be remembered of the pages.
  ///   - states: What is remembered of the vendor's mirrors.
  ///   - now: Seconds since 1970.
  ///   - line: Stays open while a mirror's trouble waits for another look.
  ///   - alerts: Takes what is to be told.
  /// - Returns: What is to be remembered of the mirrors.
  func judgeMirrors(
    _ seen: SeenLook, _ stated: VersionRecord, _ look: inout Look, states: [String: MirrorState],
    now: Int, line: inout Line, alerts: inout [Alert]
  ) -> [MirrorState] {
    var changed: [MirrorState] = []
    for (place, page) in look.documents.enumerated() where page.role == .mirror {
      var state = states[page.url] ?? MirrorState(url: page.url)
      let since = state.pending?.since ?? now
      let trouble = trouble(page, at: place, seen, stated, &look, since: since, now: now)
      let change = state.take(
        trouble?.identity, now: now, confirm: settings.confirm,
        confirmAfter: settings.confirmAfter.inSeconds)
      switch change {
      case .none: break
      case .unconfirmed: line.isOpen = true
      case .tell: if let trouble { alerts.append(trouble.alert) }
      case .over(let told): alerts.append(agreed(look, page, told))
      }
      changed.append(state)
    }
    return changed
  }

  /// What is wrong with a mirror, as a stable text and as an alert; `nil` when it says the same.
  private func trouble(
    _ page: Vendor.Page, at place: Int, _ seen: SeenLook, _ stated: VersionRecord,
    _ look: inout Look, since: Int, now: Int
  ) -> (identity: String, alert: Alert)? {
    let answer = seen.answers[place]
    var problem = Look.problem(answer.response)
    if problem == nil, let text = seen.readings[place]?.problem {
      problem = Observation.Problem(kind: "unreadable", message: "\(page.url): \(text)")
    }
    if let problem {
      return (problem.kind, failed(look, page, problem, since: since))
    }
    guard let reading = seen.readings[place] else { return nil }
    let record = look.observe(mirror: page, reading, answer, now: now)
    let report = mirrorDiff(
      stated, record, options: DiffOptions(ownDomains: look.vendor.domains))
    let hash = RequirementHash.of(record)
    guard !report.findings.isEmpty, hash != RequirementHash.of(stated) else { return nil }
    let identity = "\(hash) \(RequirementHash.of(stated))"
    return (identity, disagreed(look, page, report, identity, answer.response.sha256))
  }

  // MARK: Alerts

  private func disagreed(
    _ look: Look, _ page: Vendor.Page, _ report: DiffReport, _ identity: String, _ sha256: String?
  ) -> Alert {
    let findings = report.findings
    var places: [String] = []
    for finding in findings {
      let place = finding.directive.map { "\($0): " } ?? ""
      let line = "  \(place)\(finding.message)".printable
      if !places.contains(line) { places.append(line) }
    }
    let rest = places.count > 10 ? ["  and \(places.count - 10) more"] : []
    let lines =
      [
        "\(look.vendor.name.printable): its pages disagree in "
          + "\(places.count.counted("place")): \(page.url.printable) does not repeat "
          + "\((look.parts.first?.url ?? look.latest.name).printable)"
      ] + places.prefix(10) + rest + [
        "Nothing is published from a mirror. Read both pages: if the mirror is newer, the other one "
          + "may follow; if not, tell the vendor."
      ]
    return Alert(
      kind: .disagreed, vendor: look.vendor.id, from: look.latest.version,
      identity: "\(page.url) \(identity)", level: .warn, document: (url: page.url, sha256: sha256),
      findings: findings.map { JSON($0) }, message: lines.joined(separator: "\n"))
  }

  private func failed(
    _ look: Look, _ page: Vendor.Page, _ problem: Observation.Problem, since: Int
  ) -> Alert {
    Alert(
      kind: .failed, vendor: look.vendor.id, from: look.latest.version,
      identity: "\(page.url) \(problem.kind) \(since)", level: .warn,
      document: (url: page.url, sha256: nil),
      message: """
        \(look.vendor.name.printable): a page that repeats its CSP page cannot be watched: \
        \(problem.message.printable)
        The page itself is watched as before; you hear again when this is over.
        """)
  }

  private func agreed(_ look: Look, _ page: Vendor.Page, _ told: String) -> Alert {
    Alert(
      kind: .recovered, vendor: look.vendor.id, from: look.latest.version,
      identity: "agreed \(page.url) \(told)", level: .warn, document: (url: page.url, sha256: nil),
      message: "\(look.vendor.name.printable): \(page.url.printable) can be read and repeats "
        + "\((look.parts.first?.url ?? look.latest.name).printable) again.")
  }
}
