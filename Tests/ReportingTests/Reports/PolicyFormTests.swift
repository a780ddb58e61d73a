import JSONText
import Reporting
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct PolicyFormTests {
  static let profile: Profile = {
    var profile = Profile(sample: "connect-src 'self' https://a.acorn.test; img-src *bad|")
    profile.add(Requirement(source: "*oak.test", legal: "*.oak.test"), to: "img-src")
    profile.add(Requirement(source: "c.acorn.test"), to: Profile.unspecified)
    return profile
  }()
  static let value = "connect-src 'self' https://a.acorn.test; img-src *.oak.test"

  @Test(arguments: PolicyForm.allCases) func everyFormHasTheLegalSources(form: PolicyForm) {
    let text = form.text(of: Self.profile)
    #expect(text.contains("https://a.acorn.test") && text.contains("*.oak.test"))
    #expect(!text.contains("*bad") && !text.contains("*oak") && !text.contains("c.acorn"))
    #expect(text.hasSuffix("\n"))
    if form != .helmet { #expect(text.contains(Self.value)) }
  }

  @Test func vercelIsJSON() throws {
    let text = PolicyForm.vercel.text(of: Self.profile)
    let json = try JSONNode(parsing: Array(text.utf8), file: "vercel.json").json
    #expect(json["headers"]?[0]?["headers"]?[0]?["value"]?.string == Self.value)
  }

  @Test func serversHaveTheirOwnWords() {
    #expect(
      PolicyForm.nginx.text(of: Self.profile)
        == "add_header Content-Security-Policy \"\(Self.value)\" always;\n")
    #expect(
      PolicyForm.apache.text(of: Self.profile)
        == "Header always set Content-Security-Policy \"\(Self.value)\"\n")
  }
}
