import Testing
import VendorRequirements

@testable import VendorRegistry

@Suite struct RecordReaderTests {
  @Test func readsWhatTheWriterWrites() throws {
    for record in [Samples.full, Samples.record(version: 1), Samples.record()] {
      let bytes = RecordWriter.bytes(record)
      let again = try RecordReader.read(bytes, file: "x")
      #expect(again == record)
      #expect(RecordWriter.bytes(again) == bytes)
    }
  }

  /// Each change makes one thing wrong; the message says what, at its line.
  @Test(arguments: [
    ("\"vendor\": \"acme\"", "\"vendor\": \"Acme\"", 2, "\"vendor\" must be [a-z0-9-]+"),
    ("\"vendor\": \"acme\"", "\"vendor\": 1", 2, "must be a string"),
    ("\"version\": 7", "\"version\": 0", 3, "1 or more"),
    ("\"recorded\"", "\"record\"", 4, "unknown key \"record\""),
    ("2026-11-21\",", "21.11.2026\",", 4, "a date like"),
    ("\"fetched\"", "\"found\"", 8, "\"fetched\", \"file\", \"transcribed\""),
    ("\"retrieved\": \"2026-11-20\"", "\"retrieved\": \"then\"", 9, "a date or time"),
    ("text/html", "html", 10, "like text/html"),
    ("0a0a0a", "0A0A0A", 11, "64 lower-case hex"),
    ("7.html.gz", "../7.html.gz", 12, "like 2.html.gz"),
    ("7.html.gz", "07.html.gz", 12, "like 2.html.gz"),
    ("0b0b0b", "0B0B0B", 12, "64 lower-case hex"),
    ("a tester", "", 22, "\"by\" must be a text"),
    (Samples.at, "now", 22, "a time like"),
    ("\"optional\"", "\"maybe\"", 26, "\"mode\" must be one of"),
    ("sandbox", "Sand box", 27, "[a-z0-9-]+"),
    ("when you record video", String(repeating: "x", count: 81), 28, "at most 80 characters"),
    ("connect-src", "Connect-src", 30, "no directive name"),
    ("*-{region}.acme.example", "a b", 32, "printable ASCII"),
    ("*-{region}.acme.example", "a;b", 32, "printable ASCII"),
    ("*-{region}.acme.example", "a,b", 32, "printable ASCII"),
    ("*-{region}.acme.example", "é.example", 32, "printable ASCII"),
    ("*-{region}.acme.example", "a\\u0000", 32, "printable ASCII"),
    ("*-{region}.acme.example", "'unsafe-inline'", 43, "stands twice"),
    ("\"document\": 1", "\"document\": 2", 33, "from 0 to 1"),
    ("\"also\": [0]", "\"also\": [1]", 34, "ascending, without that of"),
    ("\"also\": [0]", "\"also\": [2]", 34, "ascending, without that of"),
    ("\"also\": [0]", "\"also\": []", 34, "at least one element"),
    ("\"line\": 12", "\"line\": 0", 35, "1 or more"),
    ("policy-line", "hearsay", 36, "\"policy-line\", \"heading-list\""),
    ("\"eu\"", "\"EU\"", 37, "[a-z0-9-]+"),
    ("only in Europe", "only\\nin Europe", 38, "control characters"),
    ("\"site\": \"acme.example\"", "\"site\": \"ACME\"", 39, "a domain"),
    ("\"placeholder\": true", "\"placeholder\": 1", 41, "true or false"),
    ("{\"source\": \"'unsafe-inline'\"}", "{\"sauce\": 1}", 43, "unknown key"),
    ("{\"source\": \"'unsafe-inline'\"}", "{}", 43, "\"source\" is missing"),
    ("{\"source\": \"h.example\"}", "", 45, "lists nothing"),
    ("\"info\"", "\"main\"", 50, "stands twice"),
    ("A remark.", "", 56, "\"notes\" must be a text"),
  ]) func refuses(_ old: String, _ new: String, _ line: Int, _ message: String) throws {
    let text = String(decoding: RecordWriter.bytes(Samples.full), as: UTF8.self)
    let place = try #require(text.firstRange(of: old))
    let changed = text.replacingCharacters(in: place, with: new)
    let error = #expect(throws: RegistryError.self) {
      try RecordReader.read(Array(changed.utf8), file: "r.json")
    }
    #expect(error?.message.contains(message) == true, "\(String(describing: error))\n\(changed)")
    #expect(error?.line == line, "\(String(describing: error))")
    #expect(error?.code == .malformed)
  }

  @Test func readsFilesFromAnywhere() throws {
    let folder = try TemporaryFolder()
    let text = String(decoding: RecordWriter.bytes(Samples.record()), as: UTF8.self)
    folder.write("a.json", text)
    #expect(try RecordReader.read(path: folder.path + "/a.json") == Samples.record())
    folder.write("b.json", text.replacingFirst("\"vendor\"", "\"version\": null,\n  \"vendor\""))
    #expect(try RecordReader.read(path: folder.path + "/b.json") == Samples.record())
    for path in [folder.path, folder.path + "/c.json", folder.path + "/a.json/x"] {
      let error = #expect(throws: RegistryError.self) { try RecordReader.read(path: path) }
      #expect(error?.code == .unreadable)
    }
  }

  @Test func survivesMutations() {
    let bytes = RecordWriter.bytes(Samples.full)
    for _ in 0..<1_500 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3) {
        changed[.random(in: changed.indices)] = .random(in: 0...255)
      }
      guard let record = try? RecordReader.read(changed, file: "x") else { continue }
      let once = RecordWriter.bytes(record)
      #expect((try? RecordReader.read(once, file: "x")).map(RecordWriter.bytes) == once)
    }
  }
}

extension String {
  func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }

  func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }

  func replacingFirst(_ old: String, _ new: String) -> String {
    firstRange(of: old).map { replacingCharacters(in: $0, with: new) } ?? self
  }
}
