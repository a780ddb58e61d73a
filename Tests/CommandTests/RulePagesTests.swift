import Foundation
import Reporting
import RequirementDiff
import Testing
import VendorRegistry
import VendorRequirements

/// Every rule has a page in docs/rules, and the example on it is what `diff` really says.
@Suite struct RulePagesTests {
  static let folder = Program.root.appendingPathComponent("docs/rules")

  @Test func everyRuleHasItsPage() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let pages = files.filter { $0.hasSuffix(".md") && $0 != "README.md" }
    let all = Rules.all + ImpactPresentation.rules
    #expect(Set(pages) == Set(all.map { "\($0.id).md" }))
    let index = try Self.text("README")
    for (id, summary) in all {
      let first = try Self.text(id).components(separatedBy: "\n\n")[1]
      #expect(first.replacing("\n", with: " ") == summary, "\(id)")
      #expect(index.contains("| [\(id)](\(id).md) | "), "docs/rules/README.md lacks \(id)")
    }
  }

  @Test(arguments: Rules.ids)
  func pageHasTheUsualHeadings(_ id: String) throws {
    let lines = try Self.text(id).split(separator: "\n").map(String.init)
    #expect(lines.first == "# \(id)")
    let headings = lines.filter { $0.hasPrefix("## ") }
    #expect(headings == ["## When it fires", "## Level", "## Example", "## What to do"])
  }

  @Test(arguments: Rules.ids)
  func exampleIsTrue(_ id: String) throws {
    let blocks = try Self.text(id).components(separatedBy: "```text\n").dropFirst()
      .map { $0.components(separatedBy: "\n```").first ?? "" }
    try #require(blocks.count == 2, "a page shows the two versions, then the finding")
    if id == "documents-disagree" { return try mirrorExampleIsTrue(blocks) }
    let scratch = try TemporaryFolder()
    for (number, side) in ["old", "new"].enumerated() {
      let profiles = try Self.profiles(blocks[0], side: side)
      try Self.record(version: number + 1, profiles: profiles)
        .write(to: scratch.url.appendingPathComponent("\(side).json"))
    }
    let result = try ProcessRun("cspreg diff old.json new.json -f ndjson", in: scratch.url)
    #expect(result.exit == 0, "\(result.errorText)")
    let found = try result.outputText.split(separator: "\n").map { line in
      let finding = try SharedCorpusTests.object(Data(line.utf8))
      func word(_ key: String) -> String { finding[key] as? String ?? "-" }
      return ["level", "rule", "directive", "source"].map(word).joined(separator: "  ")
        + "\n" + word("message")
    }
    #expect(found.contains(blocks[1]), "diff says: \(found.joined(separator: "\n"))")
  }

  /// A mirror is no later version: it is held against the record that holds.
  private func mirrorExampleIsTrue(_ blocks: [String]) throws {
    func record(_ side: String) throws -> VersionRecord {
      let json = try Self.record(version: 1, profiles: Self.profiles(blocks[0], side: side))
      return try RecordReader.read(Array(json), file: side)
    }
    let found = try mirrorDiff(record("record"), record("mirror")).findings.map {
      "\($0.level)  \($0.rule)  \($0.directive ?? "-")  \($0.source ?? "-")\n\($0.message)"
    }
    #expect(found.contains(blocks[1]), "diff says: \(found.joined(separator: "\n"))")
  }

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("\(page).md"), encoding: .utf8)
  }

  /// Reads `old  NAME (MODE): DIRECTIVE SOURCE...; ...` lines; lines of one profile are one list.
  private static func profiles(_ text: String, side: String) throws -> [[String: Any]] {
    var names: [String] = []
    var modes: [String: String] = [:]
    var lists: [String: [String: [String]]] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix(side + "  ") {
      var rest = String(line.dropFirst(side.count + 2))
      var (name, mode) = ("default", "required")
      if let match = rest.prefixMatch(of: #/(\w+) \((\w+)\): /#) {
        (name, mode) = (String(match.1), String(match.2))
        rest = String(rest[match.range.upperBound...])
      }
      if !names.contains(name) { names.append(name) }
      modes[name] = mode
      for directive in rest.split(separator: ";") {
        let words = directive.split(separator: " ").map(String.init)
        guard let first = words.first else { continue }
        lists[name, default: [:]][first, default: []] += words.dropFirst()
      }
    }
    return names.map { name in
      [
        "name": name, "mode": modes[name] ?? "",
        "directives": (lists[name] ?? [:]).mapValues { $0.map(Self.requirement) },
      ]
    }
  }

  /// A source with its registrable domain, as an import writes it.
  private static func requirement(_ source: String) -> [String: Any] {
    let host = source.split(separator: "/").dropFirst(source.contains("://") ? 1 : 0).first ?? ""
    let labels = host.prefix { $0 != ":" }.split(separator: ".").suffix(2).joined(separator: ".")
    guard host.contains("."), labels != "github.io", !labels.contains("*") else {
      return ["source": source]
    }
    return ["source": source, "site": labels]
  }

  private static func record(version: Int, profiles: [[String: Any]]) throws -> Data {
    try JSONSerialization.data(withJSONObject: [
      "vendor": "lumen", "version": version, "recorded": "2025-03-01",
      "documents": [
        [
          "url": "https://docs.lumenwidget.dev/csp", "origin": "transcribed",
          "retrieved": NSNull(), "media_type": "text/html", "sha256": NSNull(),
        ]
      ],
      "accepted": ["by": "tester", "reason": "example", "at": "2025-03-01T00:00:00Z"],
      "profiles": profiles,
    ])
  }
}
