import ContentSecurityPolicy
import Foundation
import Impact
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct KnownAnswersTests {
  /// A line whose policy was reduced.
  struct Reduced {
    let policy: ReducedPolicy
    let isSecure: Bool
    let host: [UInt8]

    /// Reduces the only policy of a line; `nil` when the engine has to look at it.
    init?(_ line: [UInt8], _ reduction: PolicyReduction) {
      var text: [UInt8] = []
      if let plain = PlainLine(line.span) {
        (text, isSecure) = (Array(line[plain.policy]), plain.isSecure)
        host = Array(line[plain.host])
      } else {
        guard let read = try? PolicyLine(parsing: line[...], file: "x", number: 1),
          let only = read.onlyPolicy, read.uses.isEmpty, read.origin.port == nil,
          ["http", "https"].contains(read.origin.scheme)
        else { return nil }
        (text, isSecure) = (Array(only.utf8), read.origin.scheme == "https")
        let isUnknown = [.example, .plainExample].contains(read.origin)
        host = isUnknown ? [] : Array(read.origin.host.utf8)
      }
      guard let reduced = Self.reduced(text, of: host, reduction) else { return nil }
      policy = reduced
    }

    static func reduced(
      _ policy: [UInt8], of page: [UInt8], _ reduction: PolicyReduction
    ) -> ReducedPolicy? {
      var tokens = PolicyTokens()
      var reduced = ReducedPolicy()
      guard !reduction.isAsked(about: page.span), tokens.read(policy.span),
        reduction.reduce(tokens, of: policy.span, page: page.span, into: &reduced)
      else { return nil }
      return reduced
    }
  }

  /// What a line comes to by what is known of lists; `nil` when the engine has to look at it.
  static func result(_ line: [UInt8], _ known: KnownAnswers, _ reduction: PolicyReduction)
    -> ImpactResult?
  {
    Reduced(line, reduction).map {
      known.result(for: $0.policy, isSecure: $0.isSecure, host: $0.host.span)
    }
  }

  static func decisions() throws -> [Decision] {
    let mixed = VersionRecord(
      sample: 1,
      profiles: [
        Profile(
          sample:
            "script-src js.userpilot.io 'unsafe-inline'; connect-src wss://*.userpilot.io blob:; "
            + "child-src blob:; object-src https://api.userpilot.io"),
        Profile(
          sample: "default-src https://*.userpilot.io; img-src data:", name: "wide",
          mode: .alternative),
        Profile(
          sample: "script-src 'unsafe-eval' http://userpilot.io:8080/a/", name: "test",
          mode: .optional),
      ])
    let more = mixed.adding(
      ["https://{region}.userpilot.io", "api.userpilot.io"], to: "script-src", of: "test")
    return [
      try .userpilot(), try .userpilot(profiles: ["wildcard"]),
      Decision(from: nil, to: mixed, options: .init(ownDomains: ["userpilot.io"])),
      Decision(from: mixed, to: more, options: .init(ownDomains: ["userpilot.io"])),
      Decision(
        from: nil,
        to: VersionRecord(
          sample: 1,
          profiles: [
            Profile(sample: "img-src 'self' blob: https://*.userpilot.io; connect-src 'self'")
          ]),
        options: .init(ownDomains: ["userpilot.io"])),
    ]
  }

  /// What is known of lists gives the same results as the whole policies.
  ///
  /// `CSPREG_STREAM_CASES` says how many lines are tried.
  @Test func agreesWithTheEngine() throws {
    let decisions = try Self.decisions()
    let known = decisions.map { decision in
      (decision, KnownAnswers(decision, room: 400), decision.reduction)
    }
    var lines = LineGenerator(seed: 7)
    let cases =
      ProcessInfo.processInfo.environment["CSPREG_STREAM_CASES"].flatMap(Int.init) ?? 20_000
    var decided = 0
    var verdicts: Set<ImpactResult.Verdict> = []
    for number in 1...cases {
      let line = lines.next()
      let (decision, answers, reduction) = known[number % known.count]
      guard let result = Self.result(line, answers, reduction) else { continue }
      decided += 1
      verdicts.insert(result.verdict)
      let read = try PolicyLine(parsing: line[...], file: "x", number: number)
      let expected = decision.result(for: read.policies, origin: read.origin)
      #expect(result == expected, "\(String(decoding: line, as: UTF8.self))")
    }
    #expect(decided > cases / 20)
    #expect(verdicts.isSuperset(of: [.safe, .notUsed, .incomplete, .breaks, .depends]))
  }

  /// `CSPREG_STREAM_CASES` says how many lines are tried.
  @Test func textsOfWhatIsMissingAreKept() throws {
    let decisions = try Self.decisions()
    var made = 0
    let described = decisions.map { decision in
      KnownAnswers(decision, room: 400) { missing in
        made += 1
        return Array("\(missing)".utf8)
      }
    }
    var lines = LineGenerator(seed: 8)
    let cases =
      ProcessInfo.processInfo.environment["CSPREG_STREAM_CASES"].flatMap(Int.init) ?? 20_000
    var written = 0
    for number in 1...cases {
      let line = lines.next()
      let decision = decisions[number % decisions.count]
      guard let reduced = Reduced(line, decision.reduction) else { continue }
      let found = described[number % decisions.count].described(
        for: reduced.policy, isSecure: reduced.isSecure, host: reduced.host.span)
      let read = try PolicyLine(parsing: line[...], file: "x", number: number)
      var expected = decision.result(for: read.policies, origin: read.origin)
      let texts = found.missing.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts == expected.missing.map { "\($0)" })
      written += texts.count
      expected.missing = []
      #expect(found.result == expected)
    }
    #expect(written > cases / 20 && made < written)
  }

  @Test(arguments: ["'self'", "blob:"])
  func witnessesNameThePage(source: String) throws {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src \(source) acorn.test")])
    let known = KnownAnswers(decision, room: 100)
    for host in ["one.example", "two.example"] {
      let line = #"{"url":"https://\#(host)/","policy":"img-src acorn.test"}"#
      let result = try #require(Self.result(Array(line.utf8), known, decision.reduction))
      #expect(result.missing[0].witness?.url.contains("https://\(host)/") == true)
    }
    let own = #"{"url":"https://one.example/","policy":"img-src acorn.test one.example"}"#
    let isKnown = Self.result(Array(own.utf8), known, decision.reduction) != nil
    #expect(isKnown == (source == "blob:"))
  }

  @Test(arguments: [
    "img-src a, img-src b", "img-src\u{0B}https://acorn.test", "unknown-src https://acorn.test",
    "img-src {{x}} https://acorn.test", "img-src https://acorn.test/{{x}}",
    "img-src https://cspreg-witness.example", "img-src https://a.example:49217",
  ])
  func leavesOddPoliciesToTheEngine(_ policy: String) {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src acorn.test")])
    #expect(Reduced.reduced(Array(policy.utf8), of: [], decision.reduction) == nil)
  }

  @Test func pagesOfAskedHostsAreToldApart() {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src https://*.acorn.test")])
    let reduction = decision.reduction
    let isAsked = ["Acorn.test", "oak.test"].map { reduction.isAsked(about: Array($0.utf8).span) }
    #expect(isAsked == [true, false])
  }
}
