import RequirementSamples
import Testing

@testable import Reporting

@Suite struct BraceTextTests {
  /// What a shell makes of braces: `{a,b}-{c,d}` gives four words.
  static func expand(_ text: String) -> [String] {
    guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else {
      return [text]
    }
    let head = text[..<open]
    let parts = text[text.index(after: open)..<close].split(
      separator: ",", omittingEmptySubsequences: false)
    let tails = expand(String(text[text.index(after: close)...]))
    return parts.flatMap { part in tails.map { head + part + $0 } }
  }

  @Test(arguments: [
    ("a", ["a"]), ("{a,b}", ["a", "b"]), ("x{a,b}y{c,d}", ["xayc", "xayd", "xbyc", "xbyd"]),
    ("{,a}b", ["b", "ab"]),
  ]) func theExpanderIsRight(text: String, words: [String]) {
    #expect(Self.expand(text) == words)
  }

  @Test func collapsedTextStandsForExactlyTheSources() {
    let hosts = [
      "api.acorn.test", "acorn.test", "d-us.acorn.test", "d-eu.acorn.test", "d.acorn.test",
      "js.acorn.test", "js.oak.test", "d-us.oak.test", "*.acorn.test", "a.b.acorn.test",
      "c.b.acorn.test", "oak-x.test", "oak-y.test", "*", "localhost",
    ]
    let others = ["wss:", "https:", "data:", "'unsafe-inline'", "'self'", "'nonce-a-b'"]
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      var sources: [String] = []
      for _ in 0..<Int.random(in: 0...9, using: &random) {
        let host = random.pick(["", "https://", "wss://", "http://"]) + random.pick(hosts)
        let tail = random.pick(["", "", "", ":8443", "/a-b/", "/x.js"])
        let source = random.chance(15) ? random.pick(others) : host + tail
        if !sources.contains(source) { sources.append(source) }
      }
      let collapsed = BraceText.collapse(sources)
      #expect(
        collapsed.flatMap(Self.expand).sorted() == sources.sorted(), "\(sources) -> \(collapsed)")
      #expect(collapsed.count <= sources.count)
    }
  }

  @Test(arguments: [
    (["https://a.v.test", "wss://a.v.test"], ["{https,wss}://a.v.test"]),
    (
      ["https://d-us.v.test", "https://d-eu.v.test", "wss://d-us.v.test", "wss://d-eu.v.test"],
      ["{https,wss}://d-{us,eu}.v.test"]
    ),
    (["https://a.v.test", "https://b.v.test"], ["https://{a,b}.v.test"]),
    (["a.v.test", "b.v.test"], ["{a,b}.v.test"]),
    // A bare host has no scheme that could stand between braces.
    (["a.v.test", "https://a.v.test"], ["a.v.test", "https://a.v.test"]),
    (["*.v.test", "https://*.v.test", "wss://*.v.test"], ["*.v.test", "{https,wss}://*.v.test"]),
    // Paths, wildcards and short domains stay as they are.
    (["https://a.v.test/x", "https://b.v.test/x"], ["https://a.v.test/x", "https://b.v.test/x"]),
    (["https://*.v.test", "https://a.v.test"], ["https://*.v.test", "https://a.v.test"]),
    (["https://v.test", "https://w.test"], ["https://v.test", "https://w.test"]),
    (["'self'", "wss:", "https:"], ["'self'", "wss:", "https:"]),
    ([], []),
  ]) func collapses(sources: [String], text: [String]) {
    #expect(BraceText.collapse(sources) == text)
  }

  /// Two regions may ask for one source; it is shown once.
  @Test func whatStandsTwiceIsShownOnce() {
    #expect(BraceText.collapse(["https://a.v.test", "https://a.v.test"]) == ["https://a.v.test"])
  }
}
