import ContentSecurityPolicy
import Testing

/// What holds for all policies, tried on generated ones; the seeds make failures repeat.
@Suite struct PropertyTests {
  static let cases = 100_000

  @Test func parsingWhatWasSerialisedGivesTheSame() {
    var generator = Generator(seed: 1)
    for _ in 0..<Self.cases {
      for policy in PolicyList(parsing: generator.bytes()).policies {
        let again = PolicyList(parsing: policy.text).policies
        let isSame = policy.directives.isEmpty ? again.isEmpty : again == [policy]
        if !isSame { Issue.record("\(policy.text)") }
      }
    }
  }

  @Test func coversIsReflexive() {
    var generator = Generator(seed: 2)
    for _ in 0..<Self.cases {
      let source = SourceExpression(generator.source())
      let origin = generator.pick(Generator.origins)
      if !source.covers(source, directive: "img-src", origin: origin) {
        Issue.record("\(source.token)")
      }
    }
  }

  @Test func coversIsTransitive() {
    var generator = Generator(seed: 3)
    var hits = 0
    for _ in 0..<Self.cases {
      let sources = (0..<3).map { _ in SourceExpression(generator.urlSource()) }
      let origin = generator.pick(Generator.origins)
      let name = generator.pick(["img-src", "connect-src"])
      guard sources[0].covers(sources[1], directive: name, origin: origin),
        sources[1].covers(sources[2], directive: name, origin: origin)
      else { continue }
      hits += 1
      if !sources[0].covers(sources[2], directive: name, origin: origin) {
        Issue.record("\(sources.map(\.token)) \(name) \(origin.text)")
      }
    }
    #expect(hits > 1_000)
  }

  /// Counts a case when the policies cover the source and the source matches the URL.
  @Test func whatIsCoveredIsAllowed() {
    var generator = Generator(seed: 4)
    var hits = 0
    while hits < Self.cases {
      let token = generator.urlSource()
      let name = generator.pick(["img-src", "connect-src"])
      let list = PolicyList(parsing: "\(name) \(generator.list(3))")
      let answer = list.coverage(of: NeededSource(directive: name, token: token)).answer
      guard answer == .yes else { continue }
      let needed = PolicyList(parsing: "\(name) \(token)")
      for _ in 0..<40 {
        guard let url = RequestURL(generator.url(near: SourceExpression(token))) else { continue }
        let request = Request(directive: name, target: .url(url))
        guard needed.allows(request, origin: .example).isAllowed,
          !url.scheme.hasPrefix("ws") || token.hasPrefix("ws")
        else { continue }
        hits += 1
        if !list.allows(request, origin: .example).isAllowed {
          Issue.record("\(token) in \(list.policies.map(\.text)): \(url.text)")
        }
      }
    }
  }

  /// Nonces, hashes, `'strict-dynamic'` and `'none'` are what the specification excepts.
  @Test func addingASourceBlocksNothing() {
    var generator = Generator(seed: 5)
    var hits = 0
    for _ in 0..<Self.cases {
      let name = generator.pick(["img-src", "connect-src", "script-src-elem", "script-src"])
      let list = generator.list(3)
      let more = generator.chance(3) ? generator.pick(Self.harmless) : generator.urlSource()
      guard let url = RequestURL(generator.url()) else { continue }
      let origin = generator.pick(Generator.origins)
      let target = generator.pick([Request.Target.url(url), .url(url), .inline, .eval, .wasmEval])
      let request = Request(directive: name, target: target)
      let before = PolicyList(parsing: "\(name) \(list)").allows(request, origin: origin)
      guard before.isAllowed else { continue }
      hits += 1
      let after = PolicyList(parsing: "\(name) \(list) \(more)").allows(request, origin: origin)
      if !after.isAllowed { Issue.record("\(list) + \(more): \(request.target)") }
    }
    #expect(hits > 5_000)
  }

  private static let harmless = [
    "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "'unsafe-hashes'",
    "'report-sample'", "'bogus'", "a_b.example", "[::1]",
  ]

  @Test func subsumptionAgreesWithBruteForce() {
    var generator = Generator(seed: 6)
    for _ in 0..<Self.cases {
      let outer = PolicyList(parsing: generator.policy())
      let more = generator.chance(12) ? ", " + generator.policy() : ""
      let inner = PolicyList(parsing: generator.policy() + more)
      let origin = generator.pick(Generator.origins)
      if let request = outer.counterexample(to: inner, origin: origin) {
        if !inner.allows(request, origin: origin).isAllowed
          || outer.allows(request, origin: origin).isAllowed
        {
          Issue.record("\(request) is no counterexample")
        }
        continue
      }
      for _ in 0..<4 {
        guard let url = RequestURL(generator.url()) else { continue }
        let name = generator.pick(["img-src", "connect-src", "script-src-elem", "frame-src"])
        let request = Request(directive: name, target: .url(url))
        if inner.allows(request, origin: origin).isAllowed,
          !outer.allows(request, origin: origin).isAllowed
        {
          Issue.record(
            "\(outer.policies.map(\.text)) / \(inner.policies.map(\.text)): \(name) \(url.text)")
        }
      }
    }
  }
}
