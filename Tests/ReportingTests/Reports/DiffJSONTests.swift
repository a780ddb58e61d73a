import JSONText
import RequirementDiff
import RequirementSamples
import Reporting
import Testing
import VendorRequirements

@Suite struct DiffJSONTests {
  static func keys(_ json: JSON?) -> [String] {
    guard case .object(let members)? = json else { return [] }
    return members.map(\.key)
  }

  static func values(_ json: JSON?) -> [JSON] {
    guard case .array(let values)? = json else { return [] }
    return values
  }

  @Test func aReportHasThePromisedFields() throws {
    let json = JSON(try Samples.userpilot())
    #expect(
      Self.keys(json)
        == ["cspreg", "from", "to", "profiles", "findings", "summary", "notes", "ignored"])
    #expect(json["cspreg"] == ["report": "diff", "version": 1])
    for side in ["from", "to"] {
      #expect(Self.keys(json[side]) == ["vendor", "version", "recorded", "documents"])
      #expect(
        Self.keys(json[side]?["documents"]?[0])
          == ["url", "origin", "retrieved", "media_type", "sha256"])
    }
    #expect(json["to"]?["version"] == .int(2))
    #expect(json["from"]?["documents"]?[0]?["retrieved"] == .null)
    let profiles = Self.values(json["profiles"])
    #expect(profiles.map { $0["to"] } == ["detailed", "wildcard"])
    #expect(profiles.allSatisfy { Self.keys($0) == ["from", "to", "summary"] })
    #expect(
      json["summary"] == [
        "added": 28, "removed": 3, "respelled": 2, "moved": 2, "unchanged": 0, "breaking": 28,
      ])
    #expect(json["summary"] == profiles[0]["summary"])
  }

  @Test func aFindingHasThePromisedFields() throws {
    let findings = Self.values(JSON(try Samples.userpilot())["findings"])
    #expect(findings.count == 31 + 14 + 4)
    for finding in findings {
      #expect(
        Self.keys(finding) == [
          "rule", "level", "fingerprint", "profile", "directive", "source", "previous",
          "moved_from", "moved_to", "line", "family", "witness", "message", "help",
        ])
      #expect((finding["witness"] == .null) == (finding["level"] != "break"))
    }
    let moved = findings.filter { $0["moved_from"] != .null }
    #expect(
      moved.map { $0["source"] } == ["https://js.userpilot.io", "https://deploy.userpilot.io"])
    #expect(moved.allSatisfy { $0["moved_from"] == "connect-src" })
  }

  @Test func familyAndWitnessAreObjects() throws {
    let old = VersionRecord(sample: 1, "connect-src https://d-us.acorn.test")
    let new = old.adding(["https://d-eu.acorn.test"], to: "connect-src", of: "default")
    let finding = try #require(JSON(diff(old, new))["findings"]?[0])
    #expect(
      finding["family"] == [
        "pattern": "d{-region}.acorn.test", "varies": "region", "known": ["us"], "added": ["eu"],
      ])
    #expect(
      finding["witness"] == ["directive": "connect-src", "url": "https://d-eu.acorn.test/"])
    #expect(finding["line"] == .null && finding["previous"] == .null)
  }

  @Test func aCandidateHasNoVersion() {
    let old = VersionRecord(sample: 1, Samples.wide)
    let json = JSON(diff(old, VersionRecord(sample: nil, Samples.wide)))
    #expect(json["to"]?["version"] == .null)
    #expect(json["findings"] == .array([]))
  }

  @Test func nothingPairedMeansCountsOfNothing() throws {
    let json = JSON(try Samples.userpilot(DiffOptions(profile: "unheard-of")))
    #expect(json["profiles"] == .array([]))
    #expect(json["summary"]?["added"] == .int(0))
  }

  /// Messages are for people, sources for programs: only the former lose what a terminal obeys.
  @Test func whatIsWrittenIsReadAgain() throws {
    let new = VersionRecord(sample: 2, Samples.wide + " https://\(Samples.hostile).acorn.test")
    let old = VersionRecord(sample: 1, Samples.wide)
    let text = JSON(diff(old, new)).canonical()
    let node = try JSONNode(parsing: Array(text.utf8), file: "report")
    #expect(node.json.canonical() == text)
    let finding = try #require(node.json["findings"]?[0])
    #expect(finding["source"] == .string("https://\(Samples.hostile).acorn.test"))
    for key in ["message", "help"] {
      guard case .string(let text)? = finding[key] else {
        Issue.record("no \(key)")
        continue
      }
      #expect(Samples.isHarmless(text) && !text.contains("\n"))
    }
  }
}
