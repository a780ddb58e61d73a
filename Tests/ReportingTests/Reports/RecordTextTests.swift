import ContentSecurityPolicy
import RequirementSamples
import Reporting
import Testing
import VendorRequirements

@Suite struct RecordTextTests {
  static var record: VersionRecord {
    var base = Profile(
      sample: "img-src https://i.acorn.test *.acorn.test; connect-src wss://a.acorn.test|eu",
      name: "base")
    base.add(
      Requirement(
        source: "https://{region}.acorn.test", when: "for accounts in one region",
        legal: "https://*.acorn.test", placeholder: true), to: "connect-src")
    let test = Profile(
      sample: "\(Profile.unspecified) t.acorn.test", name: "test", mode: .optional,
      environment: "sandbox", condition: "with a trial account")
    return VersionRecord(sample: 3, profiles: [base, test], notes: "Read twice.")
  }

  static let plain = Style(isColored: false)

  @Test func aRecordReadsWell() throws {
    try Snapshot.expect(RecordText(Self.record, style: Self.plain).text, is: "record.txt")
  }

  @Test func everySourceIsShown() throws {
    let record = try VersionRecord.bundled("userpilot", 2)
    let text = RecordText(record, style: Self.plain).text
    for requirement in record.profiles.flatMap(\.directives).flatMap(\.requirements) {
      #expect(text.contains(requirement.source))
    }
  }

  /// The legal form is written, and nothing that a browser would drop or that has no directive.
  @Test func aPolicyHoldsWhatIsLegal() {
    var profile = Self.record.profiles[0]
    profile.add(Requirement(source: "https://{x}.acorn.test", placeholder: true), to: "img-src")
    #expect(
      PolicyForm.policy.text(of: profile)
        == "img-src https://i.acorn.test *.acorn.test; "
        + "connect-src wss://a.acorn.test https://*.acorn.test\n")
    #expect(PolicyForm.policy.text(of: Self.record.profiles[1]) == "\n")
  }

  @Test func aPolicyIsReadAsItIsWritten() throws {
    for profile in try VersionRecord.bundled("userpilot", 2).profiles {
      let text = PolicyForm.policy.text(of: profile)
      #expect(PolicyList(parsing: text).policies.map { $0.text + "\n" } == [text])
    }
  }

  @Test func theAdvisedProfileIsTheLeastRisky() throws {
    #expect(try VersionRecord.bundled("userpilot", 2).preferredPosition == 1)
    #expect(VersionRecord(sample: 1, profiles: []).preferredPosition == 0)
  }

  @Test func hostileRecordsDoNoHarm() {
    let hostile = Samples.hostile
    var profile = Profile(
      name: hostile, mode: .optional, environment: hostile, condition: hostile)
    profile.add(
      Requirement(source: hostile, region: hostile, when: hostile, legal: hostile),
      to: "img-src" + hostile)
    var record = VersionRecord(sample: 1, of: hostile, profiles: [profile], notes: hostile)
    record.recorded = hostile
    let text = RecordText(record, style: Self.plain).text
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }
}
