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

  @OptionGroup var output: OutputOptions

  func run() throws {
    var finder = PolicyFinder(isQuiet: output.messages.quiet)
    var out = Output()
    var values: [JSON] = []
    try finder.find(in: paths) { (found, file) throws(CommandError) in
      guard let found else { return }
      let lines = PolicyLines(file)
      for policy in found.content.policies {
        let range = lines.lines(of: policy)
        switch output.format {
        case .text: try out.write(Self.text(policy, found, range, output.style))
        case .json: values.append(Self.value(policy, found, range))
        case .ndjson: try out.write(line: Self.value(policy, found, range))
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

  private static func value(
    _ policy: DeployedPolicy, _ found: PolicyFinder.Found, _ lines: ClosedRange<Int>
  ) -> JSON {
    [
      "path": .string(found.file.path), "platform": .string(found.content.platform),
      "line_start": .int(lines.lowerBound), "line_end": .int(lines.upperBound),
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

  private static func text(
    _ policy: DeployedPolicy, _ found: PolicyFinder.Found, _ lines: ClosedRange<Int>,
    _ style: Style
  ) -> String {
    var head = "\(found.file.path):\(lines.lowerBound)   \(found.content.platform)"
    if policy.delivery != .header { head += "   \(policy.delivery.rawValue)" }
    if let merge = policy.merge { head += "   merged with \(merge.note)" }
    if !policy.isStatic { head += "   known in part" }
    if let scope = policy.scope { head += "   \(scope)" }
    return head.printable + "\n    " + policy.text.collapsed.printable + "\n"
  }
}
