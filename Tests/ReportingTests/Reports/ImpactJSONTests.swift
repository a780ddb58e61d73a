import ContentSecurityPolicy
import Impact
import JSONText
import Reporting
import Testing

@Suite struct ImpactJSONTests {
  /// A result as a value; as bytes it has to be the same.
  static func json(
    _ result: ImpactResult, id: JSON = .null, path: String? = nil, line: Int? = nil,
    checking: Bool = false
  ) -> JSON {
    var builder = JSONBuilder()
    builder.impactResult(result, path: path, line: line, checking: checking) { $0.value(id) }
    var writer = JSONWriter()
    writer.impactResult(result, path: path, line: line, checking: checking) { $0.value(id) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == builder.result.compact())
    return builder.result
  }

  @Test func aResultHasThePromisedFields() throws {
    let json = Self.json(Samples.breaks, id: "p1", path: "a.conf", line: 3)
    #expect(
      DiffJSONTests.keys(json) == [
        "id", "path", "line", "vendor", "from", "to", "result", "profile", "named", "missing",
        "undecided", "removable", "size", "fix",
      ])
    #expect(json["id"] == "p1" && json["path"] == "a.conf" && json["line"] == .int(3))
    #expect(json["from"] == .int(1) && json["to"] == .int(2))
    #expect(json["result"] == "breaks" && json["named"] == .bool(true))
    #expect(
      json["missing"]?[0] == [
        "directive": "img-src", "source": "https://p.acorn.test", "new": .bool(true),
        "reason": "not-listed",
        "edits": [
          [
            "policy": 0, "add_to": "img-src", "copy_from": .null,
            "sources": ["https://p.acorn.test"],
          ],
          [
            "policy": 1, "add_to": "img-src", "copy_from": "default-src",
            "sources": ["https://p.acorn.test"],
          ],
        ],
        "witness": ["directive": "img-src", "url": "https://p.acorn.test/"],
      ])
    #expect(
      json["size"]
        == ["before": .int(Samples.breaks.sizeBefore), "after": .int(Samples.breaks.sizeAfter)])
  }

  @Test func whatIsNotKnownIsLeftOut() {
    let json = Self.json(Samples.meets)
    #expect(json["id"] == .null)
    for key in ["path", "line", "from", "note"] { #expect(json[key] == nil, "\(key)") }
  }

  @Test func undecidedAndRemovableNameTheirPlace() {
    #expect(
      Self.json(Samples.depends)["undecided"] == [
        [
          "directive": "script-src", "source": "https://js.acorn.test",
          "reason": "strict-dynamic",
        ]
      ])
    #expect(
      Self.json(Samples.incomplete)["removable"]
        == [["directive": "img-src", "source": "https://old.acorn.test"]])
  }

  @Test func safeReadsMeetsInACheck() {
    #expect(Self.json(Samples.meets)["result"] == "safe")
    #expect(Self.json(Samples.meets, checking: true)["result"] == "meets")
    #expect(Self.json(Samples.breaks, checking: true)["result"] == "breaks")
  }

  @Test func aReportCountsItsResults() {
    let results = [Samples.safe, Samples.breaks, Samples.safe].enumerated().map {
      PlacedResult(path: "f", line: $0.offset, result: $0.element)
    }
    let json = JSON(results, checking: false)
    #expect(DiffJSONTests.keys(json) == ["cspreg", "results", "summary"])
    #expect(json["cspreg"] == ["report": "impact", "version": 1])
    #expect(
      json["summary"] == [
        "report-only": 0, "safe": 2, "not-used": 0, "breaks": 1, "depends": 0, "incomplete": 0,
      ])
    #expect(DiffJSONTests.values(json["results"]).map { $0["line"] } == [0, 1, 2])
    let check = JSON(results, checking: true)
    #expect(check["cspreg"]?["report"] == "check")
    #expect(check["summary"]?["meets"] == .int(2) && check["summary"]?["safe"] == nil)
  }
}
