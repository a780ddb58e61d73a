public import ArgumentParser
import Diagnostics
import Reporting
public import RequirementDiff
public import VendorRequirements

/// The options of `diff`, for records and for documents alike.
public struct DiffArguments: ParsableArguments {
  /// The profile to show.
  @Option(help: "Show this profile of the new version only.")
  public var profile: String?

  /// Regions that count.
  @Option(
    help: ArgumentHelp("Count sources of these regions only.", valueName: "eu,us"))
  public var region: String?

  /// Narrows the findings.
  @Option(help: "Show only what was added, or only what was removed.")
  public var only: DiffOptions.Only?

  /// The revision that the old side is read from.
  @Option(
    help: ArgumentHelp(
      "Read A from the registry as it is in this git revision.", valueName: "rev"))
  public var registryAt: String?

  /// The level from which the command fails.
  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  public var failOn: FailLevel = .none

  /// Accepted findings.
  @OptionGroup public var ignore: IgnoreOptions

  /// Made by the argument parser.
  public init() {}

  /// Compares two records and prints the report.
  ///
  /// - Parameters:
  ///   - old: The old record, with the name that the user gave it.
  ///   - new: The new record.
  ///   - vendor: The vendor's own domains come from here, when known.
  ///   - output: How to print.
  /// - Throws: ``CommandError``, or ``Finished`` when findings reach `--fail-on`.
  public func run(
    old: (name: String, record: VersionRecord), new: (name: String, record: VersionRecord),
    vendor: Vendor?, output: ReportOptions
  ) throws {
    if let profile, !new.record.profiles.contains(where: { $0.name == profile }) {
      let names = new.record.profiles.map(\.name).joined(separator: ", ")
      throw CommandError(
        "--profile \(profile)", "\(new.name) has no such profile; it has \(names).",
        exitCode: .usage)
    }
    let all = diff(
      old.record, new.record,
      options: DiffOptions(
        profile: profile, regions: regionSet(region), only: only,
        ownDomains: vendor?.domains ?? []))
    let report = try ignore.apply(to: all, say: output.say)
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

extension DiffOptions.Only: ExpressibleByArgument {}

extension Vendor.Page.Role: ExpressibleByArgument {}

/// The regions of a comma-separated option.
public func regionSet(_ text: String?) -> Set<String> {
  Set((text ?? "").split(separator: ",").map { $0.lowercased() })
}
