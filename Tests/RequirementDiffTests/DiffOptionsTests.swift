import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct DiffOptionsTests {
  @Test func aProfileIsShownAlone() throws {
    let report = try DiffReportTests.report(DiffOptions(profile: "wildcard"))
    #expect(report.pairs.map(\.to) == ["wildcard"])
    #expect(report.findings.allSatisfy { $0.profile == "wildcard" })
    #expect(report.remarks.count == 4)
    #expect(try DiffReportTests.report(DiffOptions(profile: "default")).pairs.count == 2)
  }

  @Test func onlyWhatCameOrWent() throws {
    let added = try DiffReportTests.report(DiffOptions(only: .added))
    #expect(added.pairs.map(\.findings.count) == [28, 9])
    #expect(added.pairs.flatMap(\.findings).allSatisfy { $0.change == .added })
    let removed = try DiffReportTests.report(DiffOptions(only: .removed))
    #expect(removed.findings.map(\.rule) == Array(repeating: "source-removed", count: 5))
    // The counts speak of everything, whatever is shown.
    #expect(added.pairs.map(\.summary) == removed.pairs.map(\.summary))
  }

  @Test func onlyWhatCameLeavesOutProfilesThatWent() {
    let base = Profile(sample: "img-src https://i.acorn.test", name: "base")
    let chat = Profile(sample: "media-src https://m.acorn.test", name: "chat", mode: .optional)
    let video = Profile(sample: "font-src https://t.acorn.test", name: "video", mode: .optional)
    let old = VersionRecord(sample: 1, profiles: [base, chat])
    let new = VersionRecord(sample: 2, profiles: [base, video])
    func rules(_ only: DiffOptions.Only?) -> [String] {
      diff(old, new, options: DiffOptions(only: only)).findings.map(\.rule)
    }
    #expect(rules(nil) == ["profile-removed", "profile-added"])
    #expect(rules(.added) == ["profile-added"])
    #expect(rules(.removed) == ["profile-removed"])
  }

  @Test func otherRegionsAreLeftOutOnBothSides() throws {
    let old = VersionRecord(
      sample: 1, "connect-src https://a.acorn.test https://us.acorn.test|us")
    let new = VersionRecord(
      sample: 2, "connect-src https://a.acorn.test https://in.acorn.test|in https://x.oak.test|eu")
    let report = diff(old, new, options: DiffOptions(regions: ["eu"]))
    #expect(report.findings.map(\.source) == ["https://x.oak.test"])
    let summary = try #require(report.pairs.first).summary
    #expect(DiffReportTests.counts(summary) == [1, 1, 0, 0, 0, 1])
    #expect(diff(old, new, options: DiffOptions(regions: ["jp"])).findings.isEmpty)
    #expect(diff(old, new).findings.count == 3)
  }

  /// Of optional profiles at most warn, and the message begins with the condition.
  @Test func optionalProfilesWarn() throws {
    func record(_ version: Int, _ lists: String, condition: String?) -> VersionRecord {
      VersionRecord(
        sample: version,
        profiles: [
          Profile(sample: "img-src https://i.acorn.test", name: "base"),
          Profile(sample: lists, name: "chat", mode: .optional, condition: condition),
        ])
    }
    let lists = "connect-src https://a.acorn.test"
    let more = lists + " https://chat.acorn.test"
    let told = diff(
      record(1, lists, condition: nil), record(2, more, condition: "with live chat")
    ).findings
    #expect(told.map(\.level) == [.warn])
    #expect(told.first?.message.hasPrefix("with live chat: connect-src now needs") == true)
    #expect(told.first?.witness == nil)
    let untold = diff(record(1, lists, condition: nil), record(2, more, condition: nil))
    #expect(untold.findings.first?.message.hasPrefix("only if you use chat: ") == true)
    #expect(untold.pairs.map(\.summary.breaking) == [0, 0])
  }

  @Test func hostsWithoutADirectiveWarn() {
    let old = VersionRecord(sample: 1, "\(Profile.unspecified) https://a.acorn.test")
    let new = old.adding(["https://b.acorn.test"], to: Profile.unspecified, of: "default")
    let findings = diff(old, new).findings
    #expect(findings.map(\.rule) == ["source-added"])
    #expect(findings.map(\.level) == [.warn])
    #expect(findings.allSatisfy { $0.witness == nil })
  }

  @Test func placeholdersNeverBreak() {
    let old = VersionRecord(sample: 1, "connect-src https://a.acorn.test")
    let new = old.adding([], to: "connect-src", of: "default")
    var record = new
    record.profiles[0].add(
      Requirement(source: "https://{region}.acorn.test", placeholder: true), to: "connect-src")
    let findings = diff(old, record).findings
    #expect(findings.count == 1)
    #expect(findings.allSatisfy { $0.level < .break && $0.witness == nil })
  }
}
