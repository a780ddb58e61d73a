import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText

/// `cspreg policy parse`.
struct PolicyParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Shows what browsers read in a policy, and what they ignore.")

  @Argument(help: "The policy, or - for standard input.")
  var policy: String?

  @Flag(help: "Read NDJSON from standard input, write one answer a line.")
  var batch = false

  @Option(help: "How the policy is delivered: header, meta or report-only.")
  var delivery: String = "header"

  @OptionGroup var output: OutputOptions

  func run() throws {
    if batch {
      try PolicyBatch.run { (line) throws(JSONError) in
        let name = try line.optionalString("delivery") ?? "header"
        guard let delivery = Delivery(rawValue: name) else {
          throw line.node.error("\"delivery\" must be header, meta or report-only")
        }
        let list = PolicyList(parsing: try line.string("input"), delivery: delivery)
        return .object([.init("id", line.id)] + Self.members(list))
      }
      return
    }
    guard let policy, let delivery = Delivery(rawValue: delivery) else {
      throw CommandError(
        "policy parse", "Give a policy, and --delivery header, meta or report-only.",
        exitCode: .usage)
    }
    let list = try readPolicy(policy, delivery: delivery)
    if output.format == .text {
      try printResult(Self.text(list))
    } else {
      let head = JSON.Member("cspreg", ["report": "policy-parse", "version": 1])
      try printResult(JSON.object([head] + Self.members(list)).canonical())
    }
  }

  private static func members(_ list: PolicyList) -> [JSON.Member] {
    [
      .init("policies", .array(list.policies.map(value))),
      .init("diagnostics", .array(diagnostics(list).map(\.json))),
    ]
  }

  private static func value(_ policy: Policy) -> JSON {
    let lists = policy.directives.compactMap { directive in
      directive.effective.map { (directive.name, $0) }
    }
    return [
      "directives": .array(
        policy.directives.map { .array([.string($0.name), .strings($0.tokens)]) }),
      "effective": .object(lists.map { .init($0.0, .strings($0.1.kept)) }),
      "ignored": .object(
        lists.filter { !$0.1.dropped.isEmpty }.map {
          .init($0.0, .strings($0.1.dropped.map(\.token)))
        }),
    ]
  }

  /// What parsing skipped and what engines drop.
  private static func diagnostics(_ list: PolicyList) -> [PolicyDiagnostic] {
    list.policies.enumerated().flatMap { index, policy in
      policy.diagnostics
        + zip(policy.writtenPositions, policy.directives).flatMap { position, directive in
          (directive.effective?.dropped ?? []).map { dropped in
            PolicyDiagnostic(
              rule: dropped.reason, level: dropped.engines.count == 3 ? .break : .warn,
              policy: index, directive: position, source: dropped.index,
              offset: directive.sources[dropped.index].offset,
              message: "\(dropped.token) is dropped by \(dropped.engines.joined(separator: ", ")).")
          }
        }
    }
  }

  private static func text(_ list: PolicyList) -> String {
    var text = ""
    for (index, policy) in list.policies.enumerated() {
      text += "policy \(index) (\(policy.delivery.rawValue))\n"
      for directive in policy.directives { text += "  \(directive.text)\n" }
    }
    for diagnostic in diagnostics(list) { text += diagnostic.line }
    return text
  }
}

extension PolicyDiagnostic {
  /// The diagnostic in the form of the batch answers.
  var json: JSON {
    .object([
      .init("rule", .string(rule)), .init("level", .string(level.rawValue)),
      .init("policy", .int(policy)), .init("directive", JSON(directive)),
      .init("source", JSON(source)), .init("offset", .int(offset)),
      .init("message", .string(message)), .init("suggestion", JSON(suggestion)),
    ])
  }

  /// The diagnostic for people, one line.
  var line: String {
    let hint = suggestion.map { " Write: \($0)" } ?? ""
    return "\(offset): \(level.rawValue) \(rule): \(message)\(hint)\n"
  }
}
