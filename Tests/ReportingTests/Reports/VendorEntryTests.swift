import JSONText
import Reporting
import Testing
import VendorRequirements

@Suite struct VendorEntryTests {
  static func entry(_ id: String, _ withdrawn: [String?]) -> VendorEntry {
    VendorEntry(
      vendor: Vendor(
        id: id, name: "The \(id)", homepage: "https://\(id).test", domains: ["\(id).test"],
        documents: []),
      versions: withdrawn.enumerated().map {
        VendorEntry.Version(number: $0.offset + 1, recorded: "2026-11-21", withdrawn: $0.element)
      })
  }

  @Test func theLatestIsTheLastThatHolds() {
    #expect(Self.entry("acorn", [nil, nil]).json["latest"] == .int(2))
    #expect(Self.entry("acorn", [nil, "wrong page"]).json["latest"] == .int(1))
    #expect(Self.entry("acorn", ["wrong page"]).json["latest"] == .null)
  }

  @Test func jsonNamesEverything() {
    let json = Self.entry("acorn", [nil, "wrong page"]).json
    #expect(
      DiffJSONTests.keys(json) == ["id", "name", "homepage", "domains", "latest", "versions"])
    #expect(json["domains"] == ["acorn.test"])
    #expect(
      json["versions"]?[1]
        == ["version": 2, "published": "2026-11-21", "withdrawn": "wrong page"])
  }
}
