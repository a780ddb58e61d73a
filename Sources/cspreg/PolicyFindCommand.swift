import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import JSONText
import Reporting

/// `cspreg policy find`.
struct PolicyFindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Finds deployed policies in files and folders.",
    discussion: """
      Folders are searched without what .gitignore leaves out, .git and node_modules.

      Examples:
        cspreg policy find .
        cspreg policy find nginx.conf public/_headers -f json
      """)

  @Argument(help: "Files and folders; - for standard input.")
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "How many threads read (default: one a processor); the order stays.", valueName: "n"))
  var jobs: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs takes 1 to 1024.") }
  }

  func run() throws {
    var finder = PolicyFinder(isQuiet: output.messages.quiet, jobs: jobs ?? processorCount())
    var out = Output()
    var values: [JSON] = []
    try finder.find(in: paths) { (found, file) throws(CommandError) in
      guard let found else { return }
      let lines = PolicyLines(file)
      for (index, policy) in found.content.policies.enumerated()
      where !found.repeated.contains(index) {
        let path = lines.path(of: policy)
        let place = Place(
          path: path, includedBy: path == file.path ? nil : file.path,
          lines: lines.lines(of: policy),
          platform: found.content.platform)
        switch output.format {
        case .text: try out.write(Self.text(policy, place))
        case .json: values.append(Self.value(policy, place))
        case .ndjson: try out.write(line: Self.value(policy, place))
        }
      }
    }
    if output.format == .json {
      let report: JSON = [
        "cspreg": .head("policy-find"), "policies": .array(values),
        "diagnostics": .array(finder.diagnostics.map(Self.value)),
      ]
      try out.write(report.canonical())
    } else {
      for diagnostic in finder.diagnostics { output.say(diagnostic.placedLine.printable) }
    }
    try out.finish()
    try Finished.with(finder.exit)
  }

  /// Where a policy stands.
  private struct Place {
    let path: String
    /// The file that is read for it, when that is another one.
    let includedBy: String?
    let lines: ClosedRange<Int>
    let platform: String
  }

  private static func value(_ policy: DeployedPolicy, _ place: Place) -> JSON {
    [
      "path": .string(place.path), "included_by": JSON(place.includedBy),
      "platform": .string(place.platform),
      "line_start": .int(place.lines.lowerBound), "line_end": .int(place.lines.upperBound),
      "delivery": .string(policy.delivery.rawValue), "policy": .string(policy.text.collapsed),
      "static": .bool(policy.isStatic), "fragment": .bool(policy.isFragment),
      "merged_with": JSON(policy.merge?.note),
      "unresolved": .strings(policy.unresolved), "scope": JSON(policy.scope),
    ]
  }

  private static func value(_ diagnostic: Diagnostic) -> JSON {
    [
      "rule": .string(diagnostic.rule), "level": .string(diagnostic.level.rawValue),
      "path": JSON(diagnostic.file), "line": JSON(diagnostic.line),
      "message": .string(diagnostic.message),
    ]
  }

  private static func text(_ policy: DeployedPolicy, _ place: Place) -> String {
    var head = "\(place.path):\(place.lines.lowerBound)   \(place.platform)"
    if policy.delivery != .header { head += "   \(policy.delivery.rawValue)" }
    if let merge = policy.merge { head += "   merged with \(merge.note)" }
    if !policy.isStatic { head += "   known in part" }
    if let scope = policy.scope { head += "   \(scope)" }
    return head.printable + "\n    " + policy.text.collapsed.printable + "\n"
  }
}
