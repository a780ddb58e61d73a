import Diagnostics
import JSONText
import RequirementDiff
import Reporting
import VendorRequirements

/// The texts of alerts.
enum AlertMessage {
  /// What a change of a vendor's page is told with.
  struct Change {
    let vendor: Vendor
    let latest: VersionRecord
    let candidate: Candidate
    let report: DiffReport
    let confirm: Int
    /// Seconds between the first and the last look that saw it.
    let span: Int
  }

  /// A vendor asks for something else.
  static func changed(_ change: Change) -> String {
    let id = change.candidate.id
    var lines = [headline(change)]
    lines += impact(change.candidate.impact)
    let seen =
      change.confirm > 1
      ? "Seen \(times(change.confirm)), \(Moment.span(change.span)) apart." : "Seen once."
    lines.append("\(seen) \(domains(change)) Not yet published: candidate \(id).")
    let broken = places(change.candidate.impact, of: ["breaks", "incomplete"])
    if !broken.isEmpty {
      lines.append(
        "Fix:    cspreg fix \(broken.joined(separator: " ")) --for \(id) --only-new | git apply")
    }
    lines.append(
      "Accept: cspreg candidates accept \(id) --reason \"...\"      "
        + "\(question(change)) cspreg alerts ack \(id)")
    return lines.joined(separator: "\n")
  }

  /// A page that lost so much that it is more likely damaged.
  static func suspect(_ change: Change, doubt: String) -> String {
    """
    \(change.vendor.name.printable): its CSP page may be damaged: \(doubt)
    Nothing is taken as removed; \(change.latest.name) still holds.
    If the page is right: cspreg candidates show \(change.candidate.id), then cspreg candidates \
    accept \(change.candidate.id) --reason "..."
    """
  }

  private static func headline(_ change: Change) -> String {
    let name = change.vendor.name.printable
    let added = change.report.findings.filter { $0.change == .added && $0.level > .info }
    guard let first = lead(of: added) else {
      let removed = change.report.findings.count { $0.change == .removed }
      let other = change.report.findings.count - removed
      return "\(name): \(counted(removed, other)) on its CSP page; nothing breaks"
    }
    let group = added.filter { $0.rule == first.rule && $0.family == first.family }
    var head = ""
    if let family = first.family, ["region-added", "member-added"].contains(first.rule) {
      let parts = family.added.map { "\"\($0)\"" }.joined(separator: ", ")
      let noun = first.rule == "region-added" ? "region" : "member"
      head = "new \(stem(family)) \(noun)\(family.added.count > 1 ? "s" : "") \(parts)"
    } else {
      let sources = unique(group.compactMap(\.source))
      head =
        "\(first.rule.replacing("-", with: " ")): "
        + sources.prefix(3).joined(separator: ", ")
        + (sources.count > 3 ? " and \(sources.count - 3) more" : "")
    }
    var details: [String] = []
    let schemes = unique(
      group.compactMap { $0.source.map { source in scheme(of: source) } }.compactMap { $0 })
    if first.family != nil, !schemes.isEmpty {
      details.append(schemes.sorted().joined(separator: " + "))
    }
    details.append(unique(group.compactMap(\.directive)).joined(separator: ", "))
    details.append("profile \(first.profile)")
    var place = details.joined(separator: ", ")
    if let line = first.line { place += "; line \(line)" }
    let rest = added.count - group.count
    let more = rest > 0 ? ", and \(rest) more" : ""
    return "\(name): \(head.printable) on its CSP page (\(place.printable))\(more)"
  }

  /// The finding that says most: a known family's new member before all others of its level.
  private static func lead(of findings: [Finding]) -> Finding? {
    let worst = findings.map(\.level).max()
    let serious = findings.filter { $0.level == worst }
    return serious.first { AlertRouting.alwaysTold.contains($0.rule) }
      ?? serious.first { $0.rule == "region-added" } ?? serious.first
  }

  private static func stem(_ family: HostFamily) -> String {
    let head = family.pattern.prefix { $0 != "{" && $0 != "." }
    let trimmed = head.hasSuffix("-") ? head.dropLast() : head
    return trimmed.isEmpty ? family.pattern : String(trimmed)
  }

  private static func scheme(of source: String) -> String? {
    source.firstRange(of: "://").map { String(source[..<$0.lowerBound]) }
  }

  private static func impact(_ results: [JSON]?) -> [String] {
    guard let results, !results.isEmpty else { return [] }
    func count(_ verdict: String) -> Int { results.count { $0["result"]?.string == verdict } }
    var parts = ["\(count("breaks")) of \(results.count) policies break"]
    if count("incomplete") > 0 {
      parts.append(
        count("incomplete") == 1
          ? "1 incomplete one lacks it too" : "\(count("incomplete")) incomplete ones lack it too")
    }
    if count("depends") > 0 { parts.append("\(count("depends")) depend on the page") }
    let safe = count("safe")
    let unused = count("not-used") + count("report-only")
    if safe + unused > 0 {
      parts.append("\(safe + unused) safe" + (unused > 0 ? " (\(unused) not used)" : ""))
    }
    var lines = [parts.joined(separator: ", ")]
    let broken = results.filter { $0["result"]?.string == "breaks" }
    let names = broken.map { ($0["name"]?.string ?? "").printable }
    let places = broken.map { (place($0) ?? "").printable }
    for (index, result) in broken.enumerated() {
      let sources = unique(
        (result["missing"]?.elements ?? []).filter { $0["new"] != .bool(false) }
          .compactMap { $0["source"]?.string })
      let name = names[index].padding(to: min(names.map(\.count).max() ?? 0, 30))
      let place = places[index].padding(to: min(places.map(\.count).max() ?? 0, 50))
      lines.append("  \(name)  \(place)   + \(sources.joined(separator: " ").printable)")
    }
    return lines.count > 11 ? lines.prefix(11) + ["  and \(lines.count - 11) more"] : lines
  }

  private static func place(_ result: JSON) -> String? {
    guard let path = result["path"]?.string else { return nil }
    guard case .number(let line)? = result["line"] else { return path }
    return "\(path):\(line)"
  }

  private static func places(_ results: [JSON]?, of verdicts: [String]) -> [String] {
    unique(
      (results ?? []).filter { verdicts.contains($0["result"]?.string ?? "") }
        .compactMap { $0["path"]?.string }.filter { !$0.contains("://") })
  }

  private static func domains(_ change: Change) -> String {
    func sites(_ record: VersionRecord) -> [String] {
      unique(record.profiles.flatMap { $0.directives.flatMap(\.requirements) }.compactMap(\.site))
    }
    let known = Set(sites(change.latest) + change.vendor.domains)
    let foreign = sites(change.candidate.record).filter { !known.contains($0) }
    if !foreign.isEmpty {
      return "NEW domain \(foreign.map(\.printable).joined(separator: ", "))."
    }
    return "Known domain \(change.vendor.domains.first?.printable ?? "")."
  }

  private static func question(_ change: Change) -> String {
    let regions = unique(
      change.report.findings.filter { $0.rule == "region-added" }.flatMap { $0.family?.added ?? [] }
    )
    return regions.isEmpty
      ? "Not for you?" : "No users in \(regions.joined(separator: ", ").printable)?"
  }

  private static func counted(_ removed: Int, _ other: Int) -> String {
    var parts: [String] = []
    if removed > 0 { parts.append("\(removed.counted("source")) gone") }
    if other > 0 { parts.append("\(other.counted("other change"))") }
    return parts.isEmpty ? "changed" : parts.joined(separator: ", ")
  }

  private static func times(_ count: Int) -> String {
    count == 2 ? "twice" : "\(count) times"
  }

  private static func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
