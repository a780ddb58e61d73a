import Testing

@testable import ContentSecurityPolicy

@Suite struct SourceIndexTests {
  @Test func anIndexChangesNoAnswer() throws {
    var generator = Generator(seed: 22)
    var allowed = 0
    for _ in 0..<150 {
      let name = generator.pick(["img-src", "connect-src", "frame-ancestors"])
      let sources = (0..<60).map {
        "\($0).example " + (generator.chance(9) ? generator.urlSource() : "")
      }
      let list = PolicyList(parsing: name + " " + sources.joined(separator: " "))
      let indexed = PolicyList(policies: list.policies.map(\.indexed))
      try #require(indexed.policies[0].directives[0].index != nil)
      for _ in 0..<60 {
        guard let url = RequestURL(generator.url()) else { continue }
        let request = Request(directive: name, target: .url(url))
        let origin = generator.pick(Generator.origins)
        for profile in [MatchingProfile.spec, .chromium, .firefox, .webkit] {
          let answer = list.allows(request, origin: origin, profile: profile)
          #expect(
            indexed.allows(request, origin: origin, profile: profile) == answer,
            "\(url.text) under \(list.policies[0].text)")
          if answer.isAllowed { allowed += 1 }
        }
      }
    }
    #expect(allowed > 1_000)
  }

  @Test(arguments: [
    ("h.example/%61/", "https://h.example/a/b"), ("h.example/a%2Fb", "https://h.example/a/b"),
    ("http://h.example:80", "https://h.example"), ("*.h.example:*/p", "https://x.y.h.example:9/p"),
    ("HTTPS://H.example:443", "https://h.example/"), ("wss:", "wss://h.example"),
    ("*:8080", "https://q:8080"),
  ])
  func findsWhatIsSpelledInAnotherWay(_ source: String, _ url: String) throws {
    let list = (0..<60).map { "\($0).example" }.joined(separator: " ") + " " + source
    let policies = PolicyList(parsing: "connect-src " + list).policies.map(\.indexed)
    let request = Request(directive: "connect-src", target: .url(try #require(RequestURL(url))))
    let origin = try #require(Origin("https://site.example"))
    #expect(PolicyList(policies: policies).allows(request, origin: origin).isAllowed)
  }
}
