import ContentSecurityPolicy
import Foundation
import Impact
import JSONText
import Testing

@Suite struct StreamScreenTests {
  static func passesOver(_ line: String, _ domains: [[String]] = [["acorn.test"]]) throws -> Bool {
    let screen = try #require(StreamScreen(domains: domains))
    return screen.passesOver(Array(line.utf8).span)
  }

  @Test(arguments: [
    #"{"policy":""}"#,
    #"{"policy":"img-src 'self' https://a.example"}"#,
    #"{"id":"s-1","url":"https://www.shop-1.example/x","policy":"img-src acorn.tes *.test"}"#,
    #"{ "policy" : "img-src acorn-test", "id" : 12 , "url" : "http://h.example" }"#,
    #"{"id":0,"policy":"x"}"#,
  ])
  func passesOverWhatIsPlain(_ line: String) throws { #expect(try Self.passesOver(line)) }

  @Test(arguments: [
    #"{"policy":"img-src https://api.acorn.test"}"#,
    #"{"policy":"img-src aCoRn.TEST"}"#,
    #"{"policy":"acorn.test"}"#,
    #"{"policy":"img-src \u0061corn.test"}"#,
    #"{"policy":"img-src 'self'\t"}"#,
    #"{"policy":"img-src ‘self’"}"#,
    #"{"policy":"img-src x","delivery":"report-only"}"#,
    #"{"policy":"img-src x","uses":{"acorn":1}}"#,
    #"{"policy":"img-src x","policy":"img-src y"}"#,
    #"{"headers":[]}"#, #"{"id":"x"}"#, #"{}"#, "", "{", #"{"policy":"img-src x"#,
    #"{"policy":"img-src x"}}"#, #"{"policy":"img-src x"} x"#, #"{"policy":"img-src x",}"#,
    #"{"policy":7}"#, #"{"id":null,"policy":"x"}"#, #"{"id":01,"policy":"x"}"#,
    #"{"url":"h.example","policy":"x"}"#, #"{"url":"https://","policy":"x"}"#,
    #"{"url":"https://1.2.3.4/","policy":"x"}"#,
    #"{"url":"https://h.example:99999/","policy":"x"}"#,
    #"{"url":"https://xn--a.example/","policy":"x"}"#, #"{"url":"https://a..b/","policy":"x"}"#,
  ])
  func leavesTheRestToTheEngine(_ line: String) throws { #expect(try !Self.passesOver(line)) }

  @Test func findsADomainAtEveryPlace() throws {
    for place in 0..<700 {
      let before = String(repeating: "https://cdn.aco.test ", count: 40).prefix(place)
      let rest = String(repeating: "x", count: 700 - place)
      #expect(try !Self.passesOver(#"{"policy":"\#(before)acorn.test\#(rest)"}"#), "\(place)")
      #expect(try Self.passesOver(#"{"policy":"\#(before)acornitest\#(rest)"}"#), "\(place)")
    }
  }

  @Test func withoutOwnDomainsThereIsNoScreen() {
    #expect(StreamScreen(domains: [["a.test"], []]) == nil)
    #expect(StreamScreen(domains: [[""]]) == nil)
  }

  /// What is passed over is a line that can be read and a result that a stream does not report.
  ///
  /// `CSPREG_STREAM_CASES` says how many lines are tried.
  @Test func agreesWithTheEngine() throws {
    let decision = try Decision.userpilot()
    let screen = try #require(StreamScreen(domains: [decision.options.ownDomains]))
    var lines = LineGenerator(seed: 20_261_121)
    let cases =
      ProcessInfo.processInfo.environment["CSPREG_STREAM_CASES"].flatMap(Int.init) ?? 20_000
    var passed = 0
    for number in 1...cases {
      let line = lines.next()
      guard screen.passesOver(line.span) else { continue }
      passed += 1
      let text = String(decoding: line, as: UTF8.self)
      guard
        let read = try? PolicyLine(parsing: line[...], file: "x", number: number)
      else {
        Issue.record("passed over, but cannot be read: \(text)")
        continue
      }
      let result = decision.result(for: read.policies, origin: read.origin)
      #expect([.safe, .notUsed].contains(result.verdict), "\(text)")
      #expect(decision.isSilent(about: read.policies), "\(text)")
    }
    #expect(passed > cases / 30 && passed < cases)
  }
}

/// Makes lines of a stream, many of them broken in one place.
private struct LineGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ bound: Int) -> Int {
    // xorshift64*, see https://doi.org/10.18637/jss.v008.i14
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
  }

  private mutating func pick<Element>(_ values: [Element]) -> Element {
    values[below(values.count)]
  }

  private mutating func policy() -> String {
    let names = [
      "default-src", "script-src", "connect-src", "img-src", "font-src", "style-src", "frame-src",
      "report-uri", "upgrade-insecure-requests", "Connect-SRC", "sandbox", "x",
    ]
    let sources = [
      "'self'", "'none'", "*", "https:", "wss:", "data:", "cdn.example", "https://*.example.com",
      "https://api.userpilot.io", "wss://analytex.userpilot.io", "*.userpilot.io", "userpilot.com",
      "notuserpilot.io", "userpilot.io.example", "USERPILOT.IO", "'unsafe-inline'", "{{x}}",
      "'nonce-abc'", "user\u{200B}pilot.io", "fonts.gstatic.com", ",", "",
    ]
    var directives: [String] = []
    for _ in 0..<below(5) {
      var words = [pick(names)]
      for _ in 0..<below(6) { words.append(pick(sources)) }
      directives.append(words.joined(separator: pick([" ", " ", " ", "  ", "\\t"])))
    }
    return directives.joined(separator: pick(["; ", ";", " ;; "]))
  }

  mutating func next() -> [UInt8] {
    let urls = [
      "https://www.shop.example/", "http://h.example", "https://a-b.c.example/p?q#f", "x",
      "https://1.2.3.4/", "https://h.example:8443/", "https://xn--bcher-kva.example/", "null",
      "https://h.example.", "https://-a.b", "https://a.b1", "https://a.0x1", "data:x",
      "HTTPS://H.example",
    ]
    let space = pick(["", "", "", " ", "\t"])
    var members = ["\"policy\":\(space)\"\(policy())\""]
    if below(3) > 0 { members.append("\"url\":\(space)\"\(pick(urls))\"") }
    if below(3) > 0 {
      members.append("\"id\":\(pick(["\"s-1\"", "7", "07", "-1", "null", "\"é\"", "\"\""]))")
    }
    switch below(24) {
    case 0: members.append("\"uses\":{\"userpilot\":1}")
    case 1: members.append("\"delivery\":\"\(pick(["header", "meta", "report-only", "x"]))\"")
    case 2: members.append("\"note\":[1,{\"x\":\"\\u0041\"}]")
    case 3: members.append(members[0])
    case 4: members.append("\"headers\":[]")
    default: break
    }
    for index in stride(from: members.count - 1, to: 0, by: -1) {
      members.swapAt(index, below(index + 1))
    }
    var line = Array("{\(space)\(members.joined(separator: "," + space))\(space)}".utf8)
    if below(4) == 0 {
      let at = below(line.count)
      switch below(4) {
      case 0: line.remove(at: at)
      case 1: line[at] = UInt8(below(256))
      case 2: line.insert(pick(Array("\"\\{},: ".utf8)), at: at)
      default: line.removeSubrange(at...)
      }
    }
    return line
  }
}
