import ContentSecurityPolicy
import Foundation
import Impact
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct KnownAnswersTests {
  /// What a line comes to without making values of it; `nil` when it has to be read.
  static func result(_ line: [UInt8], _ known: KnownAnswers, _ reduction: PolicyReduction)
    -> ImpactResult?
  {
    guard let plain = PlainLine(line.span) else { return nil }
    let page = line.span.extracting(plain.host)
    var policy = ReducedPolicy()
    guard !reduction.isAsked(about: page),
      reduction.reduce(line.span.extracting(plain.policy), of: page, into: &policy)
    else { return nil }
    return known.result(for: policy, isSecure: plain.isSecure, host: page)
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
    "img-src a, img-src b", "img-src\thttps://acorn.test", "unknown-src https://acorn.test",
    "img-src {{x}} https://acorn.test", "img-src https://acorn.test/{{x}}",
    "img-src https://cspreg-witness.example", "img-src https://a.example:49217",
  ])
  func leavesOddPoliciesToTheEngine(_ policy: String) {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src acorn.test")])
    let reduction = decision.reduction
    var reduced = ReducedPolicy()
    let isReduced = reduction.reduce(
      Array(policy.utf8).span, of: "".utf8.span, into: &reduced)
    #expect(!isReduced)
  }

  @Test func pagesOfAskedHostsAreToldApart() {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src https://*.acorn.test")])
    let reduction = decision.reduction
    let isAsked = ["Acorn.test", "oak.test"].map { reduction.isAsked(about: Array($0.utf8).span) }
    #expect(isAsked == [true, false])
  }
}
