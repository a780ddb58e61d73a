import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
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
    guard let rule else { return try list(all) }
    guard let found = all.first(where: { $0.id == rule }) else {
      let near = NearestName.of(rule, in: all.map(\.id)).map { " Did you mean \($0)?" } ?? ""
      throw CommandError(
        rule, "there is no such rule.\(near) `cspreg explain` lists them.", exitCode: .usage)
    }
    let page = try Self.page(of: found.id)
    switch output.format {
    case .text: try printResult(page ?? "# \(found.id)\n\n\(found.summary)\n")
    case .json: try printResult(Self.json(found, page: page).canonical())
    case .ndjson:
      var lines = Output()
      try lines.write(line: Self.json(found, page: page))
      try lines.finish()
    }
  }

  private func list(_ rules: [(id: String, summary: String)]) throws {
    switch output.format {
    case .text:
      let width = rules.map(\.id.count).max() ?? 0
      let lines = rules.map { rule in
        let gap = String(repeating: " ", count: width - rule.id.count)
        return "\(rule.id)\(gap)   \(rule.summary)\n"
      }
      try printResult(lines.joined())
    case .json:
      let values = rules.map { ["rule": .string($0.id), "summary": .string($0.summary)] as JSON }
      try printResult(
        JSON.object([
          JSON.Member("cspreg", .head("explain")), JSON.Member("rules", .array(values)),
        ]).canonical())
    case .ndjson:
      var lines = Output()
      for rule in rules {
        try lines.write(line: ["rule": .string(rule.id), "summary": .string(rule.summary)])
      }
      try lines.finish()
    }
  }

  private static func json(_ rule: (id: String, summary: String), page: String?) -> JSON {
    [
      "cspreg": .head("explain"), "rule": .string(rule.id), "summary": .string(rule.summary),
      "page": JSON(page),
    ]
  }

  /// The rule's page, which stands beside the program or in the work tree around it.
  private static func page(of id: String) throws(CommandError) -> String? {
    guard let folder = executableDirectory(),
      let root = nearest(from: folder, { isFile("\($0)/docs/rules/\(id).md") })
    else { return nil }
    return String(decoding: try Input.read("\(root)/docs/rules/\(id).md"), as: UTF8.self)
  }
}
