import ArgumentParser
import CommandOptions
import Diagnostics
import Reporting
import RequirementDiff

/// `cspreg explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what a rule reports, why it matters and what to do.",
    discussion: """
      Without a rule, all rules are listed.

      Examples:
        cspreg explain region-added
        cspreg explain -f json
      """)

  @Argument(help: "Id of the rule, as findings have it.")
  var rule: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let all = Rules.all + ImpactPresentation.rules
    guard let rule else { return try output.print(RuleList(all)) }
    guard let found = all.first(where: { $0.id == rule }) else {
      let near = NearestName.of(rule, in: all.map(\.id)).map { " Did you mean \($0)?" } ?? ""
      throw CommandError(
        rule, "there is no such rule.\(near) `cspreg explain` lists them.", exitCode: .usage)
    }
    let page = try RuleFile.bytes(of: found.id).map { String(decoding: $0, as: UTF8.self) }
    try output.print(RuleExplanation(found, page: page))
  }
}
