import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText

/// `cspreg policy compare`.
struct PolicyCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Says whether one policy allows all that another allows.")

  @Argument(help: "The first policy.")
  var first: String?

  @Argument(help: "The second policy.")
  var second: String?

  @Option(help: "The page's origin.")
  var origin: String?

  @Flag(help: "Read NDJSON from standard input, write one answer a line.")
  var batch = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    if batch {
      try PolicyBatch.run { (line) throws(JSONError) in
        .object(
          [.init("id", line.id)]
            + Self.members(
              PolicyList(parsing: try line.string("a")), PolicyList(parsing: try line.string("b")),
              try line.origin()))
      }
      return
    }
    guard let first, let second else {
      throw CommandError("policy compare", "Give two policies.", exitCode: .usage)
    }
    let members = Self.members(
      try readPolicy(first), try readPolicy(second), try parseOrigin(origin))
    if output.format == .text {
      let value = JSON.object(members)
      let forward = value["a_subsumes_b"] == .bool(true)
      let backward = value["b_subsumes_a"] == .bool(true)
      let text =
        switch (forward, backward) {
        case (true, true): "Both allow the same."
        case (true, false): "The first allows all that the second allows, and more."
        case (false, true): "The second allows all that the first allows, and more."
        case (false, false): "Each allows something that the other blocks."
        }
      try printResult(text + "\n")
    } else {
      let head = JSON.Member("cspreg", ["report": "policy-compare", "version": 1])
      try printResult(JSON.object([head] + members).canonical())
    }
  }

  private static func members(
    _ first: PolicyList, _ second: PolicyList, _ origin: Origin
  ) -> [JSON.Member] {
    [
      .init("a_subsumes_b", .bool(first.subsumes(second, origin: origin))),
      .init("b_subsumes_a", .bool(second.subsumes(first, origin: origin))),
    ]
  }
}
