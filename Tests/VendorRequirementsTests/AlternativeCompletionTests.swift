import Testing
import VendorRequirements

@Suite struct AlternativeCompletionTests {
  /// An alternative from "directive: source source" lines; a host's site are its last two labels.
  private func alternative(
    _ name: String, _ lines: String..., mode: Profile.Mode = .alternative
  ) -> Profile {
    var profile = Profile(name: name, mode: mode)
    for line in lines {
      let parts = line.split(separator: " ").map(String.init)
      for source in parts.dropFirst() {
        let labels = source.split(separator: "/").last?.split(separator: ".") ?? []
        let site = labels.count > 1 ? labels.suffix(2).joined(separator: ".") : nil
        profile.add(
          Requirement(source: source, site: site?.filter { $0 != "*" }), to: String(parts[0]))
      }
    }
    return profile
  }

  private func sources(_ profile: Profile) -> [String] {
    profile.directives.map { list in
      ([list.name] + list.requirements.map(\.source)).joined(separator: " ")
    }
  }

  @Test func aNonceLeavesTheOtherDirectivesAsTheyAre() {
    let whole = alternative(
      "default", "script-src https://a.wombat.io 'unsafe-inline'",
      "connect-src https://api.wombat.io", "img-src data:")
    let nonce = alternative("nonce", "script-src 'nonce-x' 'strict-dynamic'")
    let completed = AlternativeCompletion.complete([whole, nonce])
    #expect(completed[0] == whole)
    #expect(
      sources(completed[1]) == [
        "script-src 'nonce-x' 'strict-dynamic'", "connect-src https://api.wombat.io",
        "img-src data:",
      ])
  }

  @Test func aRegionOnAnotherSiteTakesTheRestThere() {
    let whole = alternative(
      "default", "script-src 'strict-dynamic'",
      "connect-src https://a.wombat.com https://b.wombat.com",
      "frame-src https://b.wombat.com https://x.quokka.net")
    let europe = alternative("eu", "connect-src https://a.wombat.eu https://b.wombat.eu")
    #expect(
      sources(AlternativeCompletion.complete([whole, europe])[1]) == [
        "script-src 'strict-dynamic'", "connect-src https://a.wombat.eu https://b.wombat.eu",
        "frame-src https://b.wombat.eu https://x.quokka.net",
      ])
  }

  @Test func aWildcardKeepsHostsOfOtherSites() {
    let hosts = alternative("domains", "(unspecified) cdn.quokka.org a.wombat.com b.wombat.com")
    let tip = alternative("wildcard", "(unspecified) *.wombat.com")
    #expect(
      sources(AlternativeCompletion.complete([hosts, tip])[1]) == [
        "(unspecified) *.wombat.com cdn.quokka.org"
      ])
  }

  @Test func wholeOnesStayAsTheyAre() {
    let wildcard = alternative(
      "wildcard", "script-src *.wombat.com", "img-src *.wombat.com", "style-src *.wombat.com")
    let detailed = alternative(
      "detailed", "script-src a.wombat.com", "img-src a.wombat.com", "font-src a.wombat.com",
      "style-src a.wombat.com")
    let simple = alternative("simple", "default-src *.wombat.com")
    let optional = alternative("video", "img-src v.wombat.com", mode: .optional)
    let all = [wildcard, detailed, simple, optional]
    #expect(AlternativeCompletion.complete(all) == all)
    #expect(AlternativeCompletion.complete([simple]) == [simple])
    #expect(AlternativeCompletion.complete([]).isEmpty)
  }
}
