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

  @Test func whatIsCoveredIsAllowed() {
    var generator = Generator(seed: 4)
    var hits = 0
    for _ in 0..<Self.cases {
      let token = generator.urlSource()
      let name = generator.pick(["img-src", "connect-src"])
      let list = PolicyList(parsing: "\(name) \(generator.list(3))")
      guard let url = RequestURL(generator.url()) else { continue }
      let request = Request(directive: name, target: .url(url))
      let needed = PolicyList(parsing: "\(name) \(token)")
      guard needed.allows(request, origin: .example).isAllowed,
        !url.scheme.hasPrefix("ws") || token.hasPrefix("ws"),
        list.coverage(of: NeededSource(directive: name, token: token)).answer == .yes
      else { continue }
      hits += 1
      if !list.allows(request, origin: .example).isAllowed {
        Issue.record("\(token) in \(list.policies.map(\.text)): \(url.text)")
      }
    }
    #expect(hits > 1_000)
  }

  @Test func addingASourceBlocksNothing() {
    var generator = Generator(seed: 5)
    for _ in 0..<Self.cases {
      let name = generator.pick(["img-src", "connect-src", "script-src-elem"])
      let list = generator.list(3)
      let more = generator.urlSource()
      guard let url = RequestURL(generator.url()) else { continue }
      let origin = generator.pick(Generator.origins)
      let request = Request(directive: name, target: .url(url))
      let before = PolicyList(parsing: "\(name) \(list)").allows(request, origin: origin)
      let after = PolicyList(parsing: "\(name) \(list) \(more)").allows(request, origin: origin)
      if before.isAllowed, !after.isAllowed { Issue.record("\(list) + \(more): \(url.text)") }
    }
  }

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
