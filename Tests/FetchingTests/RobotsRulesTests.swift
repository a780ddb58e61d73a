import Testing
import ThreadTime

@testable import Fetching

@Suite struct RobotsRulesTests {
  @Test(arguments: [
    ("", "/x", true), ("User-agent: *\nDisallow: /", "/x", false),
    ("User-agent: *\nDisallow:", "/x", true), ("User-agent: other\nDisallow: /", "/x", true),
    ("User-agent: *\nDisallow: /\n\nUser-agent: CSPReg\nDisallow: /private", "/x", true),
    ("User-agent: cspreg\nDisallow: /private", "/private/x", false),
    ("User-agent: a\nUser-agent: cspreg\nDisallow: /x", "/x", false),
    ("User-agent: cspreg\nDisallow: /x\nUser-agent: a\nDisallow: /y", "/y", true),
    ("User-agent: *\nDisallow: /docs\nAllow: /docs/csp", "/docs/csp", true),
    ("User-agent: *\nDisallow: /docs\nAllow: /docs/csp", "/docs/other", false),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true),
    ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", false),
    ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", true),
    ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.pdf", false),
    ("User-agent: *\nDisallow: /*/b/*/d", "/a/b/c/d/e", false),
    ("User-agent: *\nDisallow: /*/b/*/d", "/a/b/d", true),
    ("User-agent: *\nDisallow: /x$", "/x", false), ("User-agent: *\nDisallow: /x$", "/xy", true),
    ("\u{FEFF}user-AGENT :  *  # all\r\ndisallow : /x # no\r\n", "/x", false),
    ("nonsense\n:\nDisallow: /x", "/x", true),
    ("User-agent: *\nCrawl-delay: 5\nDisallow: /x", "/x", false),
    ("User-agent: *\nDisallow: *", "/x", false), ("User-agent: *\nDisallow: $", "/x", true),
  ]) func decides(text: String, path: String, isAllowed: Bool) {
    #expect(RobotsRules(Array(text.utf8), program: "cspreg").allows(path) == isAllowed)
  }

  /// A pattern full of stars must not take exponential time.
  @Test func isNeverSlow() {
    let pattern = String(repeating: "*a", count: 2000)
    let time = threadSeconds {
      let rules = RobotsRules(
        Array("User-agent: *\nDisallow: /\(pattern)b$".utf8), program: "cspreg")
      #expect(rules.allows("/" + String(repeating: "a", count: 4000)))
    }
    #expect(time < 30)
  }
}
