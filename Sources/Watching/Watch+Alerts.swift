import Diagnostics
import JSONText
import ProjectConfiguration
import Reporting
import RequirementDiff
import VendorRequirements

extension Watch {
  /// What a confirmed change becomes: a candidate and the alert about it.
  func candidate(
    _ look: Look, _ sighting: Observation.Sighting, isSuspect: Bool, taken: [String], since: Int,
    now: Int
  ) -> (candidate: Candidate, alert: Alert) {
    let report = diff(
      look.latest, sighting.record, options: DiffOptions(ownDomains: look.vendor.domains))
    let impact = isSuspect ? nil : around.impact(look.latest, sighting.record)
    let worst = report.findings.map(\.level).max() ?? .info
    let from = look.latest.version ?? 0
    var doubt: String?
    if isSuspect {
      let count = Look.count(look.latest)
      doubt = "it asks for \(sighting.count) sources, \(look.latest.name) has \(count)."
    }
    let candidate = Candidate(
      id: Candidate.id(
        vendor: look.vendor.id, from: from, requirements: sighting.hash, taken: taken.contains),
      vendor: look.vendor.id, from: from, requirements: sighting.hash,
      status: isSuspect ? .suspect : .open, record: sighting.record,
      level: AlertRouting.level(
        worst: worst, rules: Set(report.findings.map(\.rule)),
        results: impact.map { $0.compactMap { $0["result"]?.string } },
        tellsCovered: settings.tellsCovered),
      findings: report.findings.map { JSON($0) }, impact: impact, firstSeen: since, lastSeen: now,
      doubt: doubt)
    let change = AlertMessage.Change(
      vendor: look.vendor, latest: look.latest, candidate: candidate, report: report,
      confirm: settings.confirm, span: now - since)
    let document = sighting.record.documents.first.map { (url: $0.url, sha256: $0.sha256) }
    if let doubt {
      return (
        candidate,
        Alert(
          kind: .failed, vendor: look.vendor.id, from: from, candidate: candidate.id,
          identity: sighting.hash, level: .warn, document: document,
          message: AlertMessage.suspect(change, doubt: doubt))
      )
    }
    return (
      candidate,
      Alert(
        kind: .changed, vendor: look.vendor.id, from: from, candidate: candidate.id,
        identity: sighting.hash, level: candidate.level, document: document,
        findings: candidate.findings, impact: impact, message: AlertMessage.changed(change))
    )
  }

  /// A vendor's page cannot be had or read.
  func failed(_ look: Look, _ state: VendorState, _ problem: Observation.Problem) -> Alert {
    Alert(
      kind: .failed, vendor: look.vendor.id, from: look.latest.version,
      identity: "\(problem.kind) \(state.failure?.since ?? 0)", level: .warn,
      document: look.parts.first.map { (url: $0.url, sha256: nil) },
      message: """
        \(look.vendor.name.printable): its CSP page cannot be watched: \(problem.message.printable)
        What is published, \(look.latest.name), still holds; changes would not be seen. You hear \
        again when the problem is another one, or over.
        """)
  }

  /// A failure that was told is over.
  func recovered(_ look: Look, _ before: VendorState) -> Alert {
    let since = before.failure?.since ?? before.succeededAt ?? before.since
    return Alert(
      kind: .recovered, vendor: look.vendor.id, from: look.latest.version,
      identity: "recovered \(before.failure?.told ?? "stale") \(since)", level: .warn,
      document: look.parts.first.map { (url: $0.url, sha256: nil) },
      message: "\(look.vendor.name.printable): its CSP page can be watched again, after "
        + "\(Moment.span(around.now() - since)).")
  }

  /// Nothing was learnt for too long.
  func stale(_ look: Look, _ state: VendorState) -> Alert {
    let last = state.succeededAt ?? state.since
    return Alert(
      kind: .stale, vendor: look.vendor.id, from: look.latest.version, identity: "stale \(last)",
      level: .warn, document: look.parts.first.map { (url: $0.url, sha256: nil) },
      message: "\(look.vendor.name.printable): nothing is known of its CSP page since "
        + "\(Moment.text(last)).")
  }
}
