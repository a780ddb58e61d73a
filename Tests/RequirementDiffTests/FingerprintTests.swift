import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct FingerprintTests {
  static func make(
    rule: String = "source-added", vendor: String = "acorn", profile: String = "default",
    directive: String? = "img-src", source: String? = "https://i.acorn.test"
  ) -> String {
    fingerprint(
      rule: rule, vendor: vendor, profile: profile, directive: directive, source: source)
  }

  /// Ignore files hold these: the hash must stay what it is, in every version of the tool.
  @Test func staysWhatItWas() {
    #expect(Self.make() == "55c5bd9f00fe78cd")
  }

  @Test func everyPartCounts() {
    let all = [
      Self.make(), Self.make(rule: "region-added"), Self.make(vendor: "oak"),
      Self.make(profile: "detailed"), Self.make(directive: "font-src"),
      Self.make(directive: nil), Self.make(source: "i.acorn.test"), Self.make(source: nil),
      // The border between two parts counts.
      Self.make(rule: "source-addeda", vendor: "corn"),
    ]
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0.utf8.count == 16 && $0.allSatisfy(\.isHexDigit) })
  }

  /// Evidence, lines, conditions and messages may change; who ignored the finding still ignores it.
  @Test func doesNotDependOnWording() {
    let old = VersionRecord(sample: 1, "connect-src https://data-us.acorn.test")
    func finding(_ options: (inout VersionRecord) -> Void) -> String? {
      var new = old.adding(["https://data-eu.acorn.test"], to: "connect-src", of: "default")
      options(&new)
      let findings = diff(old, new).findings
      return findings.first { $0.source == "https://data-eu.acorn.test" }?.fingerprint
    }
    let plain = finding { _ in }
    #expect(plain != nil)
    #expect(finding { $0.notes = "other words" } == plain)
    #expect(finding { $0.version = 7 } == plain)
    #expect(finding { $0.recorded = "2027-01-01" } == plain)
    // Another new region changes the family, the help and nothing else.
    #expect(
      finding {
        $0.profiles[0].add(Requirement(source: "https://data-in.acorn.test"), to: "connect-src")
      } == plain)
    #expect(finding { $0.profiles[0].directives[0].requirements[1].line = 99 } == plain)
  }
}
