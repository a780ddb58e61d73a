import ContentSecurityPolicy
import Impact
import RequirementSamples
import Testing
import VendorRequirements

/// What must be added where, and what it costs.
@Suite struct DecisionEditsTests {
  static let directives = [
    "default-src", "connect-src", "script-src", "script-src-elem", "style-src", "img-src",
    "font-src", "media-src", "child-src",
  ]
  static let sources = [
    "'self'", "'none'", "https://api.userpilot.io", "*.userpilot.io", "https://js.userpilot.io",
    "wss:", "https:", "'unsafe-inline'", "data:", "fonts.googleapis.com", "https://cdn.oak.test",
  ]

  static func policy(_ random: inout SeededGenerator) -> String {
    var names = directives
    names.shuffle(using: &random)
    let lists = names.prefix(Int.random(in: 1...6, using: &random)).map { name in
      let count = Int.random(in: 0...3, using: &random)
      return ([name] + (0..<count).map { _ in random.pick(sources) }).joined(separator: " ")
    }
    return lists.joined(separator: "; ")
  }

  /// The edits applied as text mend the policy, and the size is the size that was foretold.
  @Test func editsMendAndCostWhatTheyWereSaidTo() throws {
    let decision = try Decision.userpilot()
    var random = SeededGenerator(seed: 5)
    var mended = 0
    for _ in 0..<400 {
      var editor = PolicyEditor((0..<random.pick([1, 1, 2])).map { _ in Self.policy(&random) })
      let result = decision.result(for: editor.list, isPinned: true)
      #expect(result.sizeBefore == editor.size, "\(editor.texts)")
      let before = editor.texts
      editor.apply(result.missing.flatMap(\.edits))
      #expect(result.sizeAfter == editor.size, "\(before) -> \(editor.texts)")
      guard !result.missing.isEmpty else { continue }
      #expect(result.missing.allSatisfy { !$0.edits.isEmpty })
      mended += 1
      let after = decision.result(for: editor.list, isPinned: true)
      #expect(after.missing.isEmpty, "\(before) -> \(editor.texts)")
      #expect(after.verdict == (result.undecided.isEmpty ? .safe : .depends))
    }
    #expect(mended > 200)
  }

  @Test func aListThatIsCopiedFirstCostsItsCopy() throws {
    let decision = Decision.acorn(
      from: nil, to: [Profile(sample: "font-src https://t.acorn.test https://u.acorn.test")])
    let text = "default-src 'self' https://x.acorn.test"
    let result = decision.result(text)
    #expect(
      result.missing.flatMap(\.edits).map(\.copyFrom) == ["default-src", "default-src"])
    let copy = "; font-src 'self' https://x.acorn.test https://t.acorn.test https://u.acorn.test"
    #expect(result.sizeAfter == (text + copy).utf8.count)
  }

  @Test func aLoneNoneIsReplaced() throws {
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src https://i.acorn.test")])
    let result = decision.result("img-src 'none'; font-src https://x.acorn.test")
    let mended = "img-src https://i.acorn.test; font-src https://x.acorn.test"
    #expect(result.sizeAfter == mended.utf8.count)
  }

  @Test func eachPolicyThatBlocksGetsItsOwnEdit() throws {
    let decision = Decision.acorn(
      from: [Profile(sample: "img-src https://i.acorn.test")],
      to: [Profile(sample: "img-src https://i.acorn.test https://p.acorn.test")])
    let result = decision.result(
      "img-src https://i.acorn.test", "default-src *", "default-src https://i.acorn.test")
    #expect(result.verdict == .breaks)
    let missing = try #require(result.missing.first)
    #expect(result.missing.count == 1)
    #expect(
      missing.edits == [
        Edit(
          policy: 0, addTo: "img-src", copyFrom: nil, sources: ["https://p.acorn.test"]),
        Edit(
          policy: 2, addTo: "img-src", copyFrom: "default-src", sources: ["https://p.acorn.test"]),
      ])
  }

  @Test func aReportOnlyPolicyKeepsItsPlaceAndGetsNoEdit() throws {
    let decision = Decision.acorn(
      from: [Profile(sample: "img-src https://i.acorn.test")],
      to: [Profile(sample: "img-src https://i.acorn.test https://p.acorn.test")])
    let text = "img-src https://i.acorn.test"
    var list = PolicyList(parsing: "default-src 'none'", delivery: .reportOnly)
    list.policies += PolicyList(parsing: text).policies
    let result = decision.result(for: list)
    #expect(result.missing.flatMap(\.edits).map(\.policy) == [1])
    #expect(result.sizeBefore == text.utf8.count)
    #expect(result.sizeAfter == (text + " https://p.acorn.test").utf8.count)
  }

  @Test func theMoreParticularDirectiveGetsTheEdit() throws {
    let decision = Decision.acorn(
      from: nil, to: [Profile(sample: "script-src https://js.acorn.test")])
    let result = decision.result("script-src-elem 'self'; img-src https://i.acorn.test")
    #expect(result.missing.flatMap(\.edits).map(\.addTo).contains("script-src-elem"))
  }

  /// Only own hosts that the new version does not need.
  @Test func removableIsWhatTheVendorNeedsNoLonger() throws {
    let result = try Decision.userpilot().result(DecisionTests.lists)
    #expect(
      result.removable.map { "\($0.directive) \($0.source)" }
        == ["connect-src js.userpilot.io", "connect-src deploy.userpilot.io"])
  }

  @Test func aWildcardThatCoversANeedStays() throws {
    let decision = Decision.acorn(
      from: [Profile(sample: "img-src https://*.acorn.test")],
      to: [Profile(sample: "img-src https://i.acorn.test; font-src https://t.acorn.test")])
    let result = decision.result("default-src 'none'; img-src https://*.acorn.test a.oak.test")
    #expect(result.verdict == .breaks)
    #expect(result.removable.isEmpty)
  }
}
