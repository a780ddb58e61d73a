import ArgumentParser
import CommandOptions
import Diagnostics
import VendorRequirements

/// `cspreg diff`.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says what changed between two versions of a vendor's requirements.",
    discussion: """
      A and B are versions (userpilot@1, userpilot@latest), record files, or documents (HTML,
      Markdown, text) with --vendor.

      Examples:
        cspreg diff userpilot@1 userpilot@2
        cspreg diff userpilot@1 userpilot@2 --profile wildcard -f json
        cspreg diff userpilot@latest userpilot@latest --registry-at origin/main
        cspreg diff userpilot@latest saved-page.html --vendor userpilot
      """)

  @Argument(help: "The version that policies were made for.")
  var old: String

  @Argument(help: "The version that holds now.")
  var new: String

  @Option(help: "The vendor, when A or B is a document.")
  var vendor: String?

  @OptionGroup var arguments: DiffArguments
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func run() throws {
    if vendor != nil || isDocument(old) || isDocument(new) {
      // Documents need an HTML parser, which this executable does without.
      replaceProcess(
        by: "cspreg-import", arguments: Array(CommandLine.arguments.dropFirst()))
      throw CommandError(
        "diff", "documents need the executable cspreg-import beside cspreg. Install it too.",
        exitCode: .usage)
    }
    try Self.compare(
      old, new, run: arguments.run(output.output), search: registry.search,
      registryAt: arguments.registryAt)
  }

  /// Runs `diff A B` without options, for two published versions.
  ///
  /// It is run a hundred times a day, and the parser of arguments takes longer to start than the
  /// comparison.
  ///
  /// - Returns: `false`, with nothing done, for any other arguments.
  static func runPlainly(_ arguments: [String]) throws -> Bool {
    guard arguments.count == 3, arguments[0] == configuration.commandName,
      arguments.dropFirst().allSatisfy({ !$0.hasPrefix("-") && RecordSource.isReference($0) })
    else { return false }
    try compare(arguments[1], arguments[2], run: DiffRun(), search: RegistrySearch())
    return true
  }

  private static func compare(
    _ old: String, _ new: String, run: DiffRun, search: RegistrySearch, registryAt: String? = nil
  ) throws {
    var source = RecordSource(search)
    let before: VersionRecord
    if let registryAt {
      var revision = RecordSource(search, at: registryAt)
      before = try revision.record(old)
    } else {
      before = try source.record(old)
    }
    let after = try source.record(new)
    try run(old: (old, before), new: (new, after), vendor: source.vendor(of: after))
  }

  /// Whether an operand is a file that is no record.
  private func isDocument(_ operand: String) -> Bool {
    !RecordSource.isReference(operand) && isFile(operand) && !RecordSource.isRecordFile(operand)
  }
}
