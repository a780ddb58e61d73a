import ContentSecurityPolicy
import Diagnostics
public import JSONText
public import RequirementDiff
import VendorRequirements

extension JSON {
  /// The head of every JSON report.
  public static func head(_ report: String) -> JSON {
    ["report": .string(report), "version": 1]
  }

  /// A diff report, as docs/json/diff.md describes it.
  public init(_ report: DiffReport) {
    self = [
      "cspreg": .head("diff"),
      "from": JSON(head: report.from),
      "to": JSON(head: report.to),
      "profiles": .array(
        report.pairs.map { pair in
          [
            "from": .string(pair.from), "to": .string(pair.to), "summary": JSON(pair.summary),
          ]
        }),
      "findings": .array(report.findings.map(JSON.init)),
      "summary": report.pairs.first.map { JSON($0.summary) } ?? JSON(DiffReport.Summary()),
      "notes": .strings(report.notes),
      "ignored": .array(
        report.ignored.map { ["finding": JSON($0.finding), "reason": .string($0.reason)] }),
    ]
  }

  /// A record without its profiles.
  init(head record: VersionRecord) {
    self = [
      "vendor": .string(record.vendor),
      "version": JSON(record.version),
      "recorded": .string(record.recorded),
      "documents": .array(
        record.documents.map { document in
          [
            "url": .string(document.url), "origin": .string(document.origin.rawValue),
            "retrieved": JSON(document.retrieved), "media_type": .string(document.mediaType),
            "sha256": JSON(document.sha256),
          ]
        }),
    ]
  }

  /// The counts of a pair.
  init(_ summary: DiffReport.Summary) {
    self = [
      "added": .int(summary.added), "removed": .int(summary.removed),
      "respelled": .int(summary.respelled), "moved": .int(summary.moved),
      "unchanged": .int(summary.unchanged), "breaking": .int(summary.breaking),
    ]
  }

  /// A host family.
  init(_ family: HostFamily) {
    self = [
      "pattern": .string(family.pattern), "varies": .string(family.varies.rawValue),
      "known": .strings(family.known), "added": .strings(family.added),
    ]
  }

  /// One finding.
  public init(_ finding: Finding) {
    self = [
      "rule": .string(finding.rule),
      "level": .string(finding.level.rawValue),
      "fingerprint": .string(finding.fingerprint),
      "profile": .string(finding.profile),
      "directive": JSON(finding.directive),
      "source": JSON(finding.source),
      "previous": JSON(finding.previous),
      "moved_from": JSON(finding.movedFrom),
      "moved_to": JSON(finding.movedTo),
      "line": JSON(finding.line),
      "family": finding.family.map(JSON.init) ?? .null,
      "witness": finding.witness.map {
        ["directive": .string($0.directive), "url": .string($0.url)]
      } ?? .null,
      "message": .string(finding.message.printable),
      "help": .string(finding.help.printable),
    ]
  }
}
