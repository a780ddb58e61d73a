import ContentSecurityPolicy
import Testing

@Suite struct PolicyListAllowsTests {
  private func answers(_ policy: String, _ directive: String, _ url: String, _ origin: String)
    throws -> [Bool]
  {
    let request = Request(directive: directive, target: .url(try #require(RequestURL(url))))
    let origin = try #require(Origin(origin))
    return [MatchingProfile.chromium, .firefox].map {
      PolicyList(parsing: policy).allows(request, origin: origin, profile: $0).isAllowed
    }
  }

  /// Chromium checks navigations with other code than loads; measured with Chromium 156.
  @Test(arguments: ["frame-src", "form-action", "frame-ancestors"])
  func portOfAnUpgradedNavigation(directive: String) throws {
    for source in ["http://h.test:443", "h.test:443", "*:443"] {
      let policy = "img-src \(source); \(directive) \(source)"
      let load = try answers(policy, "img-src", "https://h.test/", "http://h.test")
      #expect(load == [true, true])
      let navigation = try answers(policy, directive, "https://h.test/", "http://h.test")
      #expect(navigation == [false, true])
    }
    for source in ["http://h.test", "h.test:80", "https://h.test:443", "http://h.test:*"] {
      let policy = "\(directive) \(source)"
      #expect(try answers(policy, directive, "https://h.test/", "http://h.test") == [true, true])
    }
  }

  /// A plug-in element's document is a navigation too.
  @Test func portOfAnUpgradedPlugIn() throws {
    let url = "https://h.test/"
    let frames = try answers(
      "object-src *; frame-src http://h.test:443", "object-src", url, "http://h.test")
    #expect(frames == [false, true])
    let objects = try answers(
      "object-src http://h.test:443; frame-src *", "object-src", url, "http://h.test")
    #expect(objects == [true, true])
  }

  /// Chromium checks the URL that `fetch()` was given, and the one that is asked for.
  @Test(arguments: [
    ("http://h.test:8080", "fetch", false), ("https://h.test:8080", "fetch", false),
    ("http://h.test:8080 https://h.test:8080", "fetch", true),
    ("https://h.test:8080", "xhr", true), ("http://h.test:8080", "xhr", false),
  ])
  func upgradedFetch(sources: String, destination: String, isAllowed: Bool) throws {
    let policies = PolicyList(parsing: "upgrade-insecure-requests; connect-src \(sources)")
    let request = Request(
      directive: "connect-src", destination: destination,
      target: .url(try #require(RequestURL("http://h.test:8080/"))))
    let origin = try #require(Origin("http://site.example"))
    #expect(policies.allows(request, origin: origin, profile: .chromium).isAllowed == isAllowed)
  }

  /// What a list names under a directive covers itself there.
  @Test(arguments: ["frame-src", "form-action", "child-src", "img-src"])
  func aSourceIsCoveredByItsOwnList(directive: String) {
    let list = PolicyList(parsing: "\(directive) http://h.test:443")
    let needed = NeededSource(directive: directive, token: "http://h.test:443")
    #expect(list.coverage(of: needed).answer == .yes)
  }
}
