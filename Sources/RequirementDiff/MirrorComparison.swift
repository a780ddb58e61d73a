import Diagnostics
public import VendorRequirements

/// Holds a document that repeats others against the record that was read from those.
///
/// - Parameters:
///   - record: The version that holds.
///   - mirror: What the repeating document asks for.
///   - options: What to look at.
/// - Returns: A report whose findings are all `documents-disagree`, one for each source or profile
///   in which the two differ, each `warn`: which of them is right is for a person to find out. There
///   are none exactly when both ask for the same.
public func mirrorDiff(
  _ record: VersionRecord, _ mirror: VersionRecord, options: DiffOptions = DiffOptions()
) -> DiffReport {
  var report = diff(record, mirror, options: options)
  for index in report.pairs.indices {
    report.pairs[index].summary.breaking = 0
    report.pairs[index].findings = report.pairs[index].findings.map {
      disagreement($0, vendor: record.vendor)
    }
  }
  // Two pages have two addresses.
  report.notes = []
  report.remarks = report.remarks.filter { Rules.pairing.map(\.id).contains($0.rule) }
    .map { disagreement($0, vendor: record.vendor) }
  return report
}

/// What a finding about a later version says when both documents hold at once.
private func disagreement(_ finding: Finding, vendor: String) -> Finding {
  var finding = finding
  let message =
    switch finding.change {
    case .added: "the mirror lists \(finding.source ?? "it"), the record does not"
    case .removed: "the record lists \(finding.source ?? "it"), the mirror does not"
    case .respelled:
      "the mirror writes \(finding.source ?? "it"), the record \(finding.previous ?? "otherwise")"
    case .remark:
      switch finding.rule {
      case "profile-added": "the mirror has the profile \(finding.profile), the record has not"
      case "profile-removed": "the record has the profile \(finding.profile), the mirror has not"
      default: "the profile \(finding.profile) counts otherwise in the mirror"
      }
    }
  finding.rule = Rules.mirror.id
  finding.vendor = vendor
  finding.level = .warn
  finding.witness = nil
  finding.movedFrom = nil
  finding.movedTo = nil
  finding.family = nil
  finding.message = message
  finding.help =
    "Read both pages. If the mirror is newer, import the page that it repeats once that has "
    + "changed, or tell the vendor."
  return finding
}
