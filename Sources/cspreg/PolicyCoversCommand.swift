import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText

/// `cspreg policy covers`.
struct PolicyCoversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "covers",
    abstract: "Says whether a policy allows all that some sources stand for, and what to add.")

  @Option(help: "The policy, as one header value.")
  var policy: String?

  @Option(help: "The page's origin.")
  var origin: String?

  @Option(help: "The directive that the sources are needed under.")
  var directive: String?

  @Argument(help: "The sources.")
  var sources: [String] = []

  @Flag(help: "Read NDJSON from standard input, write one answer a line.")
  var batch = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    if batch {
      try PolicyBatch.run { (line) throws(JSONError) in
        .object(
          [.init("id", line.id)]
            + Self.members(
              PolicyList(parsing: try line.string("policy")), try line.string("directive"),
              try line.strings("sources"), try line.origin()))
      }
      return
    }
    guard let policy, let directive, !sources.isEmpty else {
      throw CommandError(
        "policy covers", "Give --policy, --directive and one or more sources.", exitCode: .usage)
    }
    for source in sources { try requireSource(source, of: try parseDirective(directive)) }
    let members = Self.members(
      try readPolicy(policy), directive, sources, try parseOrigin(origin))
    if output.format != .text {
      let head = JSON.Member("cspreg", ["report": "policy-covers", "version": 1])
      try printResult(JSON.object([head] + members).canonical())
      return
    }
    let value = JSON.object(members)
    var text = (value["covered"]?.string ?? "") + "\n"
    if case .array(let missing)? = value["missing"] {
      for source in missing { text += "missing: \(directive) \(source.string ?? "")\n" }
    }
    if case .array(let reasons)? = value["reasons"] {
      for reason in reasons { text += "reason: \(reason.string ?? "")\n" }
    }
    if case .array(let edits)? = value["edits"] {
      for edit in edits { text += "edit: \(edit.compact())\n" }
    }
    try printResult(text)
  }

  private static func members(
    _ list: PolicyList, _ directive: String, _ sources: [String], _ origin: Origin
  ) -> [JSON.Member] {
    var covered = Answer.yes
    var missing: [String] = []
    var reasons: [String] = []
    var edits: [(edit: Edit, sources: [String])] = []
    for source in sources {
      let answer = list.coverage(
        of: NeededSource(directive: directive, reading: source), origin: origin)
      if answer.answer == .no || answer.answer == .depends && covered == .yes {
        covered = answer.answer
      }
      if answer.answer == .no { missing.append(source) }
      if let reason = answer.reason, !reasons.contains(reason) { reasons.append(reason) }
      for edit in answer.edits {
        let same = edits.firstIndex {
          $0.edit.policy == edit.policy && $0.edit.addTo == edit.addTo
            && $0.edit.copyFrom == edit.copyFrom
        }
        if let same {
          edits[same].sources += edit.sources
        } else {
          edits.append((edit, edit.sources))
        }
      }
    }
    return [
      .init("covered", .string(covered.rawValue)), .init("missing", .strings(missing)),
      .init(
        "edits",
        .array(
          edits.map {
            [
              "policy": .int($0.edit.policy), "add_to": .string($0.edit.addTo),
              "copy_from": JSON($0.edit.copyFrom), "sources": .strings($0.sources),
            ]
          })),
      .init("reasons", .strings(reasons)),
    ]
  }
}
