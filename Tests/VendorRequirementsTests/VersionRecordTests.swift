import Testing
import VendorRequirements

@Suite struct VersionRecordTests {
  static let record = VersionRecord(
    vendor: "acorn", version: 2, recorded: "2026-11-21",
    documents: [
      .init(url: "https://acorn.test/csp", origin: .fetched, mediaType: "text/html")
    ], profiles: [])

  @Test func isNamedAsOnTheCommandLine() {
    #expect(Self.record.name == "acorn@2")
  }

  @Test func aCandidateHasNoNumber() {
    var candidate = Self.record
    candidate.version = nil
    #expect(candidate.name == "acorn")
    #expect(candidate.accepted == nil)
  }

  @Test func originsAreSpelledAsInRecords() {
    #expect(
      VersionRecord.Document.Origin.allCases.map(\.rawValue) == ["fetched", "file", "transcribed"])
  }
}
