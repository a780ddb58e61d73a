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
    try output.print(RuleExplanation(found, page: Self.page(of: found.id)))
  }

  /// The rule's page, which stands beside the program or in the work tree around it.
  private static func page(of id: String) throws(CommandError) -> String? {
    guard let folder = executableDirectory(),
      let root = nearest(from: folder, { isFile("\($0)/docs/rules/\(id).md") })
    else { return nil }
    return String(decoding: try Input.read("\(root)/docs/rules/\(id).md"), as: UTF8.self)
  }
}
