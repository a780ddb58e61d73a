import ArgumentParser
import CommandOptions
import Diagnostics
import Impact
import ProjectConfiguration
import Reporting
import VendorRequirements

/// Which policies, and what of a version counts for them.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files and folders with policies, or - for standard input.", valueName: "path"))
  var policies: [String] = []

  @Flag(help: "The input is NDJSON, one policy a line; write one result a line.")
  var batch = false

  @Flag(help: "With --batch: write also the policies that are safe or do not use the vendor.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "How many threads read files, or with --batch decide; the order stays.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "With --batch: read only the i-th of n equal parts of the file.", valueName: "i/n"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "With --batch: hand these members of a line on with its results.", valueName: "a,b"),
    transform: { $0.split(separator: ",").map(String.init) })
  var carry: [String] = []

  @Option(help: ArgumentHelp("With --batch: write the counts to this file.", valueName: "file"))
  var summary: String?

  @Option(
    help: """
      Hold policies against this profile (repeatable); without a vendor, against the vendors that have it.
      """)
  var profile: [String] = []

  @Option(help: ArgumentHelp("Count sources of these regions only.", valueName: "eu,us"))
  var region: String?

  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  var failOn: FailLevel = .break

  @OptionGroup var fetching: FetchOptions

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs takes 1 to 1024.") }
  }

  /// Checks what belongs to a stream of lines.
  ///
  /// - Parameter index: The index of the lines, which names them too.
  /// - Throws: What does not go together.
  func validateStream(index: String? = nil) throws {
    if index != nil {
      if policies.count > 1 || policies == ["-"] {
        throw ValidationError("--index is of one file: give --policies FILE, or leave it out.")
      }
      if shard != nil {
        throw ValidationError("--shard divides a file that is read whole; --index reads little.")
      }
      return
    }
    if batch, policies.isEmpty {
      throw ValidationError("--batch needs --policies PATH, or --policies - for standard input.")
    }
    if !isStream, shard != nil || !carry.isEmpty || summary != nil {
      throw ValidationError("--shard, --carry and --summary belong to --batch.")
    }
  }

  /// Whether the input is lines of NDJSON.
  var isStream: Bool {
    batch || !policies.isEmpty && policies.allSatisfy { $0.hasSuffix(".ndjson") }
  }

  /// The regions that the user named; `nil` when none.
  var regions: Set<String>? { region.map { regionSet($0) } }

  /// The policies that `cspreg.json` lists, when the user named none.
  func inventory(of project: Project?) throws -> Inventory? {
    if !policies.isEmpty { return nil }
    guard let project else {
      throw CommandError(
        "no policies",
        "Name them with --policies PATH (- for standard input), or list them in cspreg.json: "
          + "cspreg init", exitCode: .usage)
    }
    return try Inventory(project, allowsPrivate: fetching.allowsPrivate())
  }

  /// Works out changes for the profiles and regions that the user or the project named.
  ///
  /// - Parameters:
  ///   - changes: What to ask about.
  ///   - project: The project around, whose regions count when the user named none.
  ///   - say: Tells the user of a region that no version has.
  ///   - vendor: The vendor of a version, when it is known.
  /// - Returns: One for each change.
  /// - Throws: A profile that the user named and a version lacks.
  func decisions(
    of changes: [InventoryRun.Question], in project: Project?, say: (String) -> Void,
    vendor: (VersionRecord) -> Vendor?
  ) throws(CommandError) -> [Decision] {
    for change in changes { for name in profile { try change.new.requireProfile(name) } }
    let records = changes.flatMap { [$0.old, $0.new].compactMap(\.self) }
    if let remark = records.remark(onRegions: regions ?? []) { say(remark) }
    let counted = regions ?? Set(project?.configuration.defaults.regions ?? [])
    return changes.map { change in
      Decision(
        from: change.old, to: change.new,
        options: Decision.Options(
          profiles: profile, regions: counted, ownDomains: vendor(change.new)?.domains ?? []))
    }
  }

  /// How a run with these results ends.
  func exit(of results: [PlacedResult], checking: Bool) -> Diagnostics.ExitCode {
    results.contains { failOn.counts($0.result.level(checking: checking)) } ? .findings : .done
  }
}
