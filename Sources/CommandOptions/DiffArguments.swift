public import ArgumentParser
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

  /// The comparison that the options ask for.
  public func run(_ output: ReportOutput) -> DiffRun {
    DiffRun(
      options: DiffOptions(profile: profile, regions: regionSet(region), only: only),
      failOn: failOn, accepted: ignore.accepted, output: output)
  }
}

extension DiffOptions.Only: ExpressibleByArgument {}

extension Vendor.Page.Role: ExpressibleByArgument {}
