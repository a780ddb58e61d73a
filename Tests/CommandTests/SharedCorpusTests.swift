import Foundation
import Testing

/// Real documents and policies, where the folder `../shared` has them.
@Suite struct SharedCorpusTests {
  static let documents: [String] = ["userpilot", "vektis"].flatMap { vendor -> [String] in
    let folder = Program.shared.appendingPathComponent("corpus/documents/\(vendor)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { !$0.hasSuffix(".json") }.map { "\(vendor)/\($0)" }
  }
  static let hasDocuments = Program.hasShared("corpus/documents/userpilot")
  static let hasPolicies = Program.hasShared("corpus/policies.jsonl")
  static let bundled = ["CSPREG_REGISTRY": Program.bundledRegistry.path]
  static let folder = Program.shared.appendingPathComponent("corpus/documents")

  /// A directive and a source.
  struct Pair: Hashable {
    var directive: String
    var source: String
  }

  @Test(.enabled(if: hasDocuments, "../shared is not there"), arguments: documents)
  func extractEqualsTruth(_ document: String) throws {
    let vendor = document.prefix { $0 != "/" }
    let result = try ProcessRun(
      "cspreg extract \(document) --vendor \(vendor) -f json", in: Self.folder,
      environment: Self.bundled)
    #expect(result.exit == 0, "\(result.errorText)")
    let name = document.prefix { $0 != "." }
    let truth = try Data(
      contentsOf: Self.folder.appendingPathComponent("\(name).truth.json"))
    let expected = try Self.pairs(truth) { $0 as? String }
    let read = try Self.pairs(Data(result.output)) { ($0 as? [String: Any])?["source"] as? String }
    #expect(!expected.isEmpty)
    #expect(read.subtracting(expected).isEmpty)
    #expect(expected.subtracting(read).isEmpty)
  }

  @Test(.enabled(if: hasDocuments, "../shared is not there"))
  func importOfAPublishedPageSaysEqual() throws {
    let result = try ProcessRun(
      "cspreg import userpilot/2.html --vendor userpilot", in: Self.folder,
      environment: Self.bundled)
    #expect(result.exit == 0, "\(result.errorText)")
    #expect(result.outputText == "The requirements equal userpilot@2. Nothing to publish.\n")
  }

  @Test(.enabled(if: hasDocuments, "../shared is not there"))
  func importOfANewRegionFindsItAndNothingElse() throws {
    let result = try ProcessRun(
      "cspreg import userpilot/ap.html --vendor userpilot -f json", in: Self.folder,
      environment: Self.bundled)
    #expect(result.exit == 0, "\(result.errorText)")
    let report = try Self.object(Data(result.output))
    let findings = report["findings"] as? [[String: Any]] ?? []
    #expect(findings.compactMap { $0["rule"] as? String } == ["region-added", "region-added"])
    #expect(
      Set(findings.compactMap { $0["source"] as? String }) == [
        "https://analytex-ap.userpilot.io", "wss://analytex-ap.userpilot.io",
      ])
    #expect(
      findings.allSatisfy { ($0["message"] as? String)?.contains("region: ap") ?? false })
  }

  @Test(.enabled(if: hasPolicies, "../shared is not there"))
  func policiesThatNameNoOwnHostAreNotUsedOrSafe() throws {
    let result = try ProcessRun(
      "cspreg impact userpilot@1 userpilot@2 --batch --all --fail-on none "
        + "--policies policies.jsonl",
      in: Program.shared.appendingPathComponent("corpus"), environment: Self.bundled)
    #expect(result.exit == 0, "\(result.errorText)")
    let policies = try String(
      contentsOf: Program.shared.appendingPathComponent("corpus/policies.jsonl"), encoding: .utf8
    ).split(separator: "\n")
    let results = result.outputText.split(separator: "\n")
    try #require(results.count == policies.count)
    for (number, (policy, line)) in zip(policies, results).enumerated() {
      let verdict = try Self.object(Data(line.utf8))["result"] as? String ?? ""
      // Report-only policies enforce nothing, whoever they name.
      if !policy.lowercased().contains("userpilot.") {
        #expect(["not-used", "safe", "report-only"].contains(verdict), "line \(number + 1)")
      }
    }
  }

  static func object(_ data: Data) throws -> [String: Any] {
    guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw CommandFailure("the JSON is no object")
    }
    return object
  }

  /// What the profiles that are not informational ask for.
  static func pairs(_ data: Data, source: (Any) -> String?) throws -> Set<Pair> {
    let report = try object(data)
    var pairs: Set<Pair> = []
    for profile in report["profiles"] as? [[String: Any]] ?? [] {
      if profile["mode"] as? String == "informational" { continue }
      for (directive, sources) in profile["directives"] as? [String: [Any]] ?? [:] {
        for value in sources.compactMap(source) {
          pairs.insert(Pair(directive: directive, source: value))
        }
      }
    }
    return pairs
  }
}
