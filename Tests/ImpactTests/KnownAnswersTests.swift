import ContentSecurityPolicy
import Foundation
import Impact
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct KnownAnswersTests {
  /// A policy of a line that may be decided by what is known.
  struct Line {
    let policy: [UInt8]
    var isSecure: Bool
    let host: [UInt8]

    /// Finds the only policy of a line; `nil` when the engine has to look at it.
    init?(_ line: [UInt8]) {
      if let plain = PlainLineTests.line(line) {
        (policy, isSecure) = (Array(line[plain.policy]), plain.isSecure)
        host = Array(line[plain.host])
      } else {
        guard let read = try? PolicyLine(parsing: line[...], file: "x", number: 1),
          let only = read.onlyPolicy, read.uses.isEmpty, read.origin.port == nil,
          ["http", "https"].contains(read.origin.scheme)
        else { return nil }
        (policy, isSecure) = (Array(only.utf8), read.origin.scheme == "https")
        let isUnknown = [.example, .plainExample].contains(read.origin)
        host = isUnknown ? [] : Array(read.origin.host.utf8)
      }
    }

    init(policy: String, page: String = "") {
      (self.policy, isSecure, host) = (Array(policy.utf8), true, Array(page.utf8))
    }
  }

  /// Answers whose texts are those of the parts.
  static func answers(_ decision: Decision, room: Int = 100_000) -> KnownAnswers {
    KnownAnswers(decision, in: KnownAnswers.Room(room)) { Array("\($0)".utf8) }
  }

  /// What a line comes to by what is known of lists, in texts; `nil` when the engine has to look at it.
  static func texts(_ line: Line, _ answers: inout KnownAnswers) -> [String]? {
    var tokens = PolicyTokens()
    guard tokens.read(line.policy.span),
      answers.read(tokens, of: line.policy.span, page: line.host.span)
    else { return nil }
    let verdict = answers.decide(isSecure: line.isSecure, page: line.host.span)
    answers.describe()
    let description = answers.description
    let parts =
      [description.head] + description.missing + description.undecided + description.removable
    return [
      "\(verdict) \(description.sizeBefore) \(description.sizeAfter) \(description.note ?? "-")"
    ]
      + parts.map { String(decoding: answers.texts[$0], as: UTF8.self) }
  }

  /// The same of a result of the engine.
  static func texts(_ result: ImpactResult) -> [String] {
    var head = result
    (head.missing, head.undecided, head.removable) = ([], [], [])
    (head.sizeBefore, head.sizeAfter, head.note) = (0, 0, nil)
    let parts: [KnownAnswers.Part] =
      [.head(head)] + result.missing.map { .missing($0) } + result.undecided.map { .undecided($0) }
      + result.removable.map { .removable($0) }
    return ["\(result.verdict) \(result.sizeBefore) \(result.sizeAfter) \(result.note ?? "-")"]
      + parts.map { "\($0)" }
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

  /// What is known of lists gives the same results as the whole policies, also when it is forgotten now and then.
  ///
  /// `CSPREG_STREAM_CASES` says how many lines are tried.
  @Test(arguments: [10_000, 10_000_000]) func agreesWithTheEngine(room: Int) throws {
    let decisions = try Self.decisions()
    var answers = decisions.map { Self.answers($0, room: room) }
    var lines = LineGenerator(seed: 7)
    let cases =
      ProcessInfo.processInfo.environment["CSPREG_STREAM_CASES"].flatMap(Int.init) ?? 20_000
    var decided = 0
    var verdicts: Set<ImpactResult.Verdict> = []
    for number in 1...cases {
      let line = lines.next()
      let index = number % decisions.count
      guard let plain = Line(line), let texts = Self.texts(plain, &answers[index]) else { continue }
      decided += 1
      let read = try PolicyLine(parsing: line[...], file: "x", number: number)
      let expected = decisions[index].result(for: read.policies, origin: read.origin)
      verdicts.insert(expected.verdict)
      #expect(texts == Self.texts(expected), "\(String(decoding: line, as: UTF8.self))")
    }
    #expect(decided > cases / 20)
    #expect(verdicts.isSuperset(of: [.safe, .notUsed, .incomplete, .breaks, .depends]))
  }

  @Test func textsAreMadeOnce() throws {
    var made = 0
    var answers = KnownAnswers(try .userpilot(), in: KnownAnswers.Room(1 << 20)) { _ in
      made += 1
      return [0x2D]
    }
    let line = Line(policy: "default-src 'self'; img-src https://js.userpilot.io")
    let first = try #require(Self.texts(line, &answers))
    let after = made
    #expect(after == first.count - 1 && after > 5)
    let other = Line(
      policy: "default-src 'self' b.example; img-src a.example https://js.userpilot.io")
    #expect(Self.texts(other, &answers)?.count == first.count)
    #expect(made == after)
  }

  @Test(arguments: ["'self'", "blob:"])
  func witnessesNameThePage(source: String) throws {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src \(source) acorn.test")])
    var answers = Self.answers(decision)
    for host in ["one.example", "two.example"] {
      let texts = try #require(
        Self.texts(Line(policy: "img-src acorn.test", page: host), &answers))
      #expect(texts.contains { $0.contains("https://\(host)/") })
    }
    let own = Self.texts(
      Line(policy: "img-src acorn.test one.example", page: "one.example"), &answers)
    #expect((own != nil) == (source == "blob:"))
  }

  @Test(arguments: [
    "img-src a, img-src b", "img-src\u{0B}https://acorn.test", "unknown-src {{x}}",
    "{{x}} https://acorn.test", "a 1; b 2; c 3; d 4; e 5",
    "img-src {{x}} https://acorn.test", "img-src https://acorn.test/{{x}}",
    "img-src https://cspreg-witness.example", "img-src https://a.example:49217",
  ])
  func leavesOddPoliciesToTheEngine(_ policy: String) {
    var answers = Self.answers(.acorn(from: nil, to: [Profile(sample: "img-src acorn.test")]))
    #expect(Self.texts(Line(policy: policy), &answers) == nil)
  }

  @Test(arguments: [
    "unknown-src https://acorn.test; img-src b.example", "x 1; X 2;img-src acorn.test;x 3",
    "img-src 'none'; unknown", "imgsrc acorn.test; img-src x.acorn.test",
    "img-src https://acorn.test https://ACORN.test x.acorn.test acorn.test; font-src acorn.test",
  ])
  func readsWhatBrowsersPassOver(_ policy: String) throws {
    let decision = Decision.acorn(
      from: nil, to: [Profile(sample: "img-src acorn.test cdn.acorn.test oak.test")])
    var answers = Self.answers(decision)
    let texts = try #require(Self.texts(Line(policy: policy), &answers))
    #expect(texts == Self.texts(decision.result(for: PolicyList(parsing: policy))))
  }

  @Test(arguments: ["app.localhost", "localhost", "LOCALHOST", "127.0.0.1", "site.test"])
  func requestsToTheMachineItselfAreNotUpgraded(page: String) throws {
    let decision = Decision.acorn(
      from: nil, to: [Profile(sample: "worker-src 'self'; img-src acorn.test")])
    var answers = Self.answers(decision)
    let policy = "worker-src https:; upgrade-insecure-requests; img-src acorn.test"
    var line = Line(policy: policy, page: page)
    line.isSecure = false
    let texts = Self.texts(line, &answers)
    #expect((texts == nil) == (page != "site.test"))
    let origin = try #require(Origin("http://" + page))
    let whole = decision.result(for: PolicyList(parsing: policy), origin: origin)
    #expect(texts == nil || texts == Self.texts(whole))
  }

  /// What nobody decides has to be bounded too.
  @Test func tokensThatAreReadAreForgotten() {
    var answers = Self.answers(.acorn(from: nil, to: [Profile(sample: "img-src acorn.test")]))
    var tokens = PolicyTokens()
    var most = 0
    for number in 1...20_000 {
      let policy = Array("img-src https://a.test/p?\(number) *".utf8)
      let page: [UInt8] = []
      let isRead =
        tokens.read(policy.span) && answers.read(tokens, of: policy.span, page: page.span)
      #expect(isRead)
      most = max(most, answers.policy.size)
    }
    #expect(most > 10_000 && most < 200_000)
  }

  @Test func pagesOfAskedHostsAreToldApart() {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src https://*.acorn.test")])
    let reduction = decision.reduction
    let isAsked = ["Acorn.test", "oak.test"].map { reduction.isAsked(about: Array($0.utf8).span) }
    #expect(isAsked == [true, false])
  }
}
