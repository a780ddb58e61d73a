import Testing

/// One case is one file in its folder, one line in the folder's list and one test of its name.
@Suite struct ExtensionPointsTests {
  struct Point: Sendable, CustomTestStringConvertible {
    let folder: String
    let list: String
    /// How the list names a case, `#` standing for it.
    let entry: String
    /// Where the tests are; `nil` where the cases are tested together.
    let tests: String?

    var testDescription: String { folder }

    /// The files that hold a case each; `Type+Topic` goes on with a type of another file.
    func cases() throws -> [SourceTree.File] {
      try SourceTree.files(in: folder).filter { "\($0.path)" != list && !$0.stem.contains("+") }
    }
  }

  static let points = [
    Point(
      folder: "Sources/RequirementDiff/Rules", list: "Sources/RequirementDiff/Rules/Rules.swift",
      entry: "#.self,", tests: "Tests/RequirementDiffTests/Rules"),
    Point(
      folder: "Sources/Reporting/Formats", list: "Sources/Reporting/Formats/ReportFormats.swift",
      entry: "#.self,", tests: "Tests/ReportingTests/Formats"),
    Point(
      folder: "Sources/Extraction/Shapes", list: "Sources/Extraction/DocumentShape.swift",
      entry: "#(),", tests: nil),
    Point(
      folder: "Sources/Watching/Channels", list: "Sources/Watching/Channels/AlertChannels.swift",
      entry: "#.self,", tests: "Tests/WatchingTests/Channels"),
    Point(
      folder: "Sources/Deployments/Platforms", list: "Sources/Deployments/Platforms.swift",
      entry: "#.self,", tests: "Tests/DeploymentsTests/Platforms"),
  ]

  @Test(arguments: points) func everyFileIsInTheList(point: Point) throws {
    let list = try SourceTree.text(point.list).split(separator: "\n")
      .map { $0.drop { $0 == " " } }
    let cases = try point.cases()
    #expect(cases.count >= 2)
    for file in cases {
      let entry = point.entry.split(separator: "#", omittingEmptySubsequences: false)
        .joined(separator: file.stem)
      #expect(list.contains { $0 == entry }, "\(point.list) lacks \(file.stem)")
    }
  }

  @Test(arguments: points) func everyFileHasItsTest(point: Point) throws {
    guard let tests = point.tests else { return }
    for file in try point.cases() {
      #expect(SourceTree.exists("\(tests)/\(file.stem)Tests.swift"), "\(file.stem) has no test")
    }
  }

  /// Ids of rules as the sources spell them.
  static func ruleIds() throws -> [String] {
    let point = points[0]
    var ids: [String] = []
    for file in try point.cases() {
      let line = try #require(
        file.lines.first { $0.contains("static let id = \"") }, "\(file.path) has no id")
      ids.append(String(line.split(separator: "\"")[1]))
    }
    // Rules without a file of their own stand in lists of (id, summary).
    for list in [point.list, "Sources/Reporting/Reports/ImpactPresentation.swift"] {
      let text = try SourceTree.text(list).filter { !$0.isWhitespace }
      for part in text.split(separator: "(id:\"").dropFirst() {
        ids.append(String(part.prefix { $0 != "\"" }))
      }
    }
    return ids
  }

  @Test func everyRuleHasItsPageAndEveryPageItsRule() throws {
    let ids = try Self.ruleIds()
    #expect(ids.count >= 20)
    for id in ids {
      #expect(SourceTree.exists("docs/rules/\(id).md"), "write docs/rules/\(id).md")
    }
    for page in try SourceTree.names(in: "docs/rules") where page != "README.md" {
      #expect(ids.contains(String(page.dropLast(3))), "no rule is called \(page)")
    }
  }
}
