import JSONText
import Testing
import VendorRequirements

@testable import Watching

@Suite struct ExtractedPageTests {
  static func line(_ rest: String, profiles: String = "[]") -> ArraySlice<UInt8> {
    Array(
      """
      {"id": "7", "document": {"media_type": "text/html", "sha256": "x", "title": null},
       "profiles": \(profiles), "rejected": [], \(rest)}
      """.utf8)[...]
  }

  static let profile = """
    [{"name": "default", "mode": "required", "environment": null, "condition": null, "directives":
      {"connect-src": [{"source": "https://a.acorn.test", "line": 4, "evidence": "table",
        "confidence": "stated", "region": "eu", "site": "acorn.test"}]}}]
    """

  @Test func readsAPage() throws {
    let (id, reading) = try ExtractedPage.reading(
      Self.line(#""diagnostics": [], "readable": true, "cut_after": null"#, profiles: Self.profile))
    #expect(id == "7" && reading.problem == nil && reading.mediaType == "text/html")
    let requirement = reading.profiles[0].requirements(of: "connect-src")[0]
    #expect(requirement.line == 4 && requirement.region == "eu" && requirement.evidence == .table)
  }

  @Test(arguments: [
    (#""diagnostics": [{"level": "break", "message": "Empty."}], "readable": false"#, "Empty."),
    (#""diagnostics": [], "readable": true, "cut_after": "default img-src""#, "default img-src"),
    (#""diagnostics": [], "readable": true"#, "no requirement"),
  ]) func knowsWhatSaysNothing(rest: String, words: String) throws {
    #expect(try ExtractedPage.reading(Self.line(rest)).reading.problem?.contains(words) ?? false)
  }

  @Test func refusesOtherLines() {
    #expect(throws: JSONError.self) { try ExtractedPage.reading(Array("{}".utf8)[...]) }
  }
}
