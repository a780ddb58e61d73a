import Diagnostics
import Reporting
public import RequirementDiff
public import VendorRequirements

/// A comparison of two records, and what becomes of its report.
public struct DiffRun: Sendable {
  private var options: DiffOptions
  private let failOn: FailLevel
  private let accepted: AcceptedFindings
  private let output: ReportOutput

  /// Makes a run; without arguments what `diff` does without options.
  ///
  /// - Parameters:
  ///   - options: What to look at; the vendor's own domains are filled in.
  ///   - failOn: The level from which the command fails.
  ///   - accepted: Findings that are left out.
  ///   - output: How to print.
  public init(
    options: DiffOptions = DiffOptions(), failOn: FailLevel = .none,
    accepted: AcceptedFindings = AcceptedFindings(), output: ReportOutput = ReportOutput()
  ) {
    self.options = options
    self.failOn = failOn
    self.accepted = accepted
    self.output = output
  }

  /// Compares two records and prints the report.
  ///
  /// - Parameters:
  ///   - old: The old record, with the name that the user gave it.
  ///   - new: The new record.
  ///   - vendor: The vendor's own domains come from here, when known.
  /// - Throws: ``CommandError``, or ``Finished`` when findings reach `--fail-on`.
  public func callAsFunction(
    old: (name: String, record: VersionRecord), new: (name: String, record: VersionRecord),
    vendor: Vendor?
  ) throws {
    if let profile = options.profile { try new.record.requireProfile(profile) }
    if let remark = [old.record, new.record].remark(onRegions: options.regions) {
      output.say(remark)
    }
    var options = options
    options.ownDomains = vendor?.domains ?? []
    let report = try accepted.apply(
      to: diff(old.record, new.record, options: options), say: output.say)
    try output.print(DiffPresentation(report, names: vendorNames(old.name, new.name)))
    if report.findings.contains(where: { failOn.counts($0.level) }) {
      try Finished.with(.findings)
    }
  }
}

/// Both names, unless one is a document, which `impact` does not take.
private func vendorNames(_ old: String, _ new: String) -> (old: String, new: String)? {
  let areTaken = [old, new].allSatisfy {
    RecordSource.isReference($0) || !isFile($0) || RecordSource.isRecordFile($0)
  }
  return areTaken ? (old, new) : nil
}
