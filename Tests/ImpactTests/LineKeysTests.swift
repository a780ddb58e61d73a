import ContentSecurityPolicy
import Foundation
import Testing

@testable import Impact

@Suite struct LineKeysTests {
  static func keys(_ policy: String) -> Set<UInt32> {
    var keys = LineKeys()
    #expect(keys.read(Array("{\"policy\": \"\(policy)\"}".utf8)[...]) == .policy)
    return Set(keys.keys)
  }

  @Test(arguments: [
    ("acorn.io", "connect-src https://api.acorn.io"), ("acorn.io", "connect-src ACORN.io:8443/x"),
    ("acorn.io", "connect-src wss://*.acorn.io"), ("acorn.io", "img-src a.b.c.acorn.io/p.gif"),
    ("acorn.io", "img-src x;connect-src acorn.io"), ("acorn.io", "img-src x, img-src acorn.io"),
    ("Acorn.IO", "img-src acorn.io?x"), ("acorn.io", "acorn.io"), ("acorn.io", "acorn.io;"),
    ("acorn.co.uk", "img-src https://x.acorn.co.uk"), ("acorn.co.uk", "img-src acorn.co.uk"),
    ("acorn.co.uk", "img-src *.acorn.co.uk"), ("api.acorn.co.uk", "img-src eu.api.acorn.co.uk"),
    ("api.acorn.com", "img-src https://eu.api.acorn.com/"), ("t.co", "img-src https://x.t.co"),
    ("x.t.co", "img-src https://x.t.co"), ("a_b.acorn.io", "img-src a_b.acorn.io"),
    ("acorn.io", "img-src caf\\u00e9; connect-src acorn\\u002eio"),
  ])
  func findsADomain(domain: String, policy: String) throws {
    #expect(Self.keys(policy).contains(try #require(LineKeys.names(domain))))
  }

  @Test(arguments: [
    ("acorn.io", "connect-src https://acorn.dev https://acorn.io.example oacorn.io"),
    ("other.co.uk", "img-src https://x.acorn.co.uk"),
    ("v2.js", "script-src https://cdn.example/lib/v2.js"),
  ])
  func leavesOthersAlone(domain: String, policy: String) throws {
    #expect(!Self.keys(policy).contains(try #require(LineKeys.names(domain))))
  }

  @Test func aLabelAloneHasNoKey() { #expect(LineKeys.names("localhost") == nil) }

  @Test func usesBlankAndMalformedLines() {
    var keys = LineKeys()
    let text = #"{"headers": [{"name": "Content-Security-Policy", "value": "img-src a.example"}],"#
    #expect(keys.read(Array("\(text) \"uses\": {\"acorn\": 2}}".utf8)[...]) == .policy)
    #expect(keys.keys.contains(LineKeys.uses("acorn")) && !keys.keys.contains(LineKeys.uses("a")))
    #expect(LineKeys.names("a.example").map { keys.keys.contains($0) } == true)
    #expect(keys.read(Array(" \t".utf8)[...]) == .blank && keys.keys.isEmpty)
    #expect(keys.read(Array("{\"policy\": 1}".utf8)[...]) == .malformed)
    #expect(keys.keys == [LineKeys.malformed])
    keys.skip()
    #expect(keys.keys == [LineKeys.malformed])
  }

  @Test(arguments: [
    (#"{"policy": "img-src x", "delivery": "report-only"}"#, true),
    (#"{"policy": "img-src x", "delivery": "meta"}"#, false), (#"{"policy": "img-src x"}"#, false),
    (
      #"{"headers": [{"name": "content-security-policy-report-only", "value": "img-src x"}]}"#,
      true
    ),
  ]) func policiesThatOnlyReportAreFound(line: String, hasKey: Bool) {
    var keys = LineKeys()
    #expect(keys.read(Array(line.utf8)[...]) == .policy)
    #expect(keys.keys.contains(LineKeys.reportOnly) == hasKey)
  }

  /// Whatever names a domain for the engine has its key.
  @Test func missesNothing() throws {
    let cases = ProcessInfo.processInfo.environment["CSPREG_STREAM_CASES"].flatMap { Int($0) }
    var lines = LineGenerator(seed: 9)
    var keys = LineKeys()
    var named = 0
    for _ in 0..<(cases ?? 20_000) {
      let text = lines.next()
      let reading = keys.read(text[...])
      guard let line = try? PolicyLine(parsing: text[...], file: "", number: 1) else {
        #expect(reading != .policy && (reading == .blank || keys.keys == [LineKeys.malformed]))
        continue
      }
      #expect(reading == .policy)
      for domain in ["userpilot.io", "api.userpilot.io", "shop.example", "io.example"] {
        guard line.policies.namesHost(under: [domain]) else { continue }
        named += 1
        let key = try #require(LineKeys.names(domain))
        #expect(keys.keys.contains(key), "\(String(decoding: text, as: UTF8.self))")
      }
    }
    #expect(named > 1000)
  }
}
