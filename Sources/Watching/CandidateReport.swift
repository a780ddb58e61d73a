import Diagnostics
public import JSONText
public import Reporting
import VendorRegistry
import VendorRequirements

/// Candidates in a list.
public struct CandidateList: PlainReport {
  /// The candidates, the newest first.
  public var candidates: [Candidate]

  /// Makes a list.
  public init(_ candidates: [Candidate]) { self.candidates = candidates }

  /// A line a candidate.
  public func text(style: Style) -> String {
    if candidates.isEmpty { return "No candidates.\n" }
    return candidates.map { candidate in
      "\(candidate.id)  \(candidate.vendor.padding(to: 16)) @\(candidate.from)  "
        + "\(candidate.status.rawValue.padding(to: 9)) \(candidate.level.rawValue.padding(to: 5))  "
        + "\(Moment.text(candidate.firstSeen))  \(candidate.summary.printable)\n"
    }.joined()
  }

  /// The whole report, as docs/json/candidates.md describes it.
  public var json: JSON { ["cspreg": .head("candidates"), "candidates": .array(lines)] }

  /// One a candidate.
  public var lines: [JSON] { candidates.map { .object($0.members) } }
}

/// One candidate with all that is known of it.
public struct CandidateReport: PlainReport {
  /// The candidate.
  public var candidate: Candidate

  /// Makes a report.
  public init(_ candidate: Candidate) { self.candidate = candidate }

  /// For people: what it is, what changed, and what to do.
  public func text(style: Style) -> String {
    var lines = [
      style.bold("candidate \(candidate.id)")
        + "   \(candidate.vendor) after @\(candidate.from)   \(candidate.status.rawValue)",
      "seen \(Moment.text(candidate.firstSeen)), last \(Moment.text(candidate.lastSeen))",
    ]
    lines += candidate.record.documents.map { "page \($0.url.printable)" }
    if let doubt = candidate.doubt { lines.append("doubt: \(doubt.printable)") }
    if let decision = candidate.decision {
      lines.append(
        "\(candidate.status.rawValue) by \(decision.by.printable), \(Moment.text(decision.at)): "
          + decision.reason.printable)
    }
    for finding in candidate.findings {
      func text(_ key: String) -> String { finding[key]?.string?.printable ?? "" }
      lines.append(
        "  \(text("level").padding(to: 5)) \(text("rule").padding(to: 16)) "
          + "\(text("directive")) \(text("source"))")
    }
    lines.append("See also: cspreg diff \(candidate.vendor)@\(candidate.from) \(candidate.id)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The whole report, as docs/json/candidates.md describes it.
  public var json: JSON {
    var members = [JSON.Member("cspreg", .head("candidate"))] + candidate.members
    members += [
      JSON.Member("findings", .array(candidate.findings)),
      JSON.Member("impact", candidate.impact.map { .array($0) } ?? .null),
      JSON.Member("record", RecordWriter.json(candidate.record)),
    ]
    return .object(members)
  }

  /// The same on one line.
  public var lines: [JSON] { [json] }
}

extension Candidate {
  /// What changed, in a few words.
  var summary: String {
    if let doubt { return doubt }
    let breaking = findings.count { $0["level"]?.string == "break" }
    return "\(findings.count.counted("finding")), \(breaking) break"
  }

  fileprivate var members: [JSON.Member] {
    let decided: JSON =
      decision.map {
        [
          "by": .string($0.by), "reason": .string($0.reason), "at": .string(Moment.text($0.at)),
          "version": JSON($0.version),
        ]
      } ?? .null
    return [
      .init("id", .string(id)), .init("vendor", .string(vendor)), .init("from", .int(from)),
      .init("status", .string(status.rawValue)), .init("level", .string(level.rawValue)),
      .init("requirements", .string(requirements)),
      .init("first_seen", .string(Moment.text(firstSeen))),
      .init("last_seen", .string(Moment.text(lastSeen))), .init("doubt", JSON(doubt)),
      .init("acknowledged", .bool(quietUntil == .max)),
      .init(
        "snoozed_until",
        JSON(quietUntil.flatMap { $0 == .max ? nil : Moment.text($0) })),
      .init("decision", decided),
    ]
  }
}
