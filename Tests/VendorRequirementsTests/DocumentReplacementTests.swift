import Testing
import VendorRequirements

@Suite struct DocumentReplacementTests {
  static func reading(_ url: String, _ lists: [String: [String]], mode: Profile.Mode = .required)
    -> VersionRecord
  {
    let directives = lists.sorted { $0.key < $1.key }.map { name, sources in
      Profile.Directive(
        name: name,
        requirements: sources.enumerated().map {
          Requirement(source: $1, line: $0 + 1, evidence: .headingList)
        })
    }
    return VersionRecord(
      vendor: "acme", version: nil, recorded: "2026-11-21",
      documents: [.init(url: url, origin: .file, mediaType: "text/html")],
      profiles: [Profile(name: "default", mode: mode, directives: directives)])
  }

  static func sources(_ record: VersionRecord, _ directive: String = "connect-src") -> [String] {
    record.profiles.flatMap { $0.requirements(of: directive) }.map { requirement in
      let documents = [requirement.document ?? 0] + requirement.also
      return "\(requirement.source) \(documents)"
    }
  }

  static let first = reading("a", ["connect-src": ["x", "both"], "img-src": ["i"]])
  static let both = first.replacingDocument(
    at: 1, by: reading("b", ["connect-src": ["both", "y"]], mode: .optional))

  @Test func theOnlyDocumentIsReplacedWhole() {
    let next = Self.reading("a2", ["font-src": ["f"]])
    #expect(Self.first.replacingDocument(at: 0, by: next) == next)
  }

  @Test func aNewDocumentAddsWhatItStates() {
    #expect(Self.both.documents.map(\.url) == ["a", "b"])
    #expect(Self.sources(Self.both) == ["x [0]", "both [0, 1]", "y [1]"])
    #expect(Self.both.profiles.map(\.mode) == [.required])
    #expect(Self.both.version == nil && Self.both.accepted == nil)
  }

  /// The other document keeps what it states, also where both stated it.
  @Test func whatOthersStateStays() {
    let next = Self.both.replacingDocument(at: 0, by: Self.reading("a", ["connect-src": ["z"]]))
    #expect(Self.sources(next) == ["z [0]", "both [1]", "y [1]"])
    #expect(Self.sources(next, "img-src") == [])
    let moved = next.profiles[0].requirements(of: "connect-src")[1]
    // The line was that in the first document.
    #expect(moved.line == nil && moved.evidence == nil)
  }

  @Test func theSecondDocumentIsReplacedAlone() {
    let next = Self.both.replacingDocument(at: 1, by: Self.reading("b", ["connect-src": ["x"]]))
    #expect(Self.sources(next) == ["x [0, 1]", "both [0]"])
    #expect(Self.sources(next, "img-src") == ["i [0]"])
  }

  /// Reading the same again changes nothing that is asked for.
  @Test func isIdempotent() {
    let again = Self.both.replacingDocument(at: 0, by: Self.first)
    #expect(again.requirementText == Self.both.requirementText)
    #expect(again.profiles == Self.both.profiles)
  }

  /// A copy's documents are kept in the registry that it came from, under names of their own.
  @Test func whatIsCarriedOverFromACopyIsNotKept() {
    var record = Self.both
    for index in record.documents.indices {
      record.documents[index].kept = .init(file: "\(index + 1).html.gz", sha256: "")
    }
    let next = Self.reading("b", ["connect-src": ["y"]])
    #expect(
      record.replacingDocument(at: 1, by: next).documents.map { $0.kept?.file }
        == ["1.html.gz", nil])
    record.origin = .init(head: "", seq: 1, version: 1)
    #expect(record.replacingDocument(at: 1, by: next).documents.allSatisfy { $0.kept == nil })
  }
}
