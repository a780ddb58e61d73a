import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText

/// `cspreg policy lint`.
struct PolicyLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Says what browsers ignore in a policy, and what is too broad.")

  @Argument(help: "Policies; - for standard input, or the name of a file that holds one.")
  var policies: [String] = []

  @Option(help: "How the policy is delivered: header, meta or report-only.")
  var delivery: String = "header"

  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  var failOn: FailLevel = .break

  @Flag(help: "Read NDJSON from standard input, write one answer a line.")
  var batch = false

  @OptionGroup var output: OutputOptions

  /// Whether an argument is the name of a file: one that is there, or a word with a dot or slash, which no policy
  /// of one word has.
  private static func isPath(_ text: String) -> Bool {
    if isFile(text) { return true }
    return !text.contains { " \t;,'".contains($0) } && text.contains { "./".contains($0) }
  }

  func run() throws {
    if batch {
      try PolicyBatch.run { (line) throws(JSONError) in
        let list = PolicyList(parsing: try line.string("policy"))
        return ["id": line.id, "diagnostics": .array(list.lint().map(\.json))]
      }
      return
    }
    guard !policies.isEmpty, let delivery = Delivery(rawValue: delivery) else {
      throw CommandError(
        "policy lint", "Give a policy or a file, and --delivery header, meta or report-only.",
        exitCode: .usage)
    }
    var found: [(policy: String, diagnostics: [PolicyDiagnostic])] = []
    for text in policies {
      let list =
        text == "-" || Self.isPath(text)
        ? PolicyList(parsing: try Input.read(text), delivery: delivery)
        : PolicyList(parsing: text, delivery: delivery)
      found.append((text, list.lint()))
    }
    let all = found.flatMap(\.diagnostics)
    if output.format == .text {
      try printResult(all.map(\.line).joined())
    } else {
      try printResult(
        JSON.object([
          .init("cspreg", ["report": "policy-lint", "version": 1]),
          .init(
            "policies",
            .array(
              found.map {
                ["policy": .string($0.policy), "diagnostics": .array($0.diagnostics.map(\.json))]
              })),
        ]).canonical())
    }
    if all.contains(where: { failOn.counts($0.level) }) { try Finished.with(.findings) }
  }
}
