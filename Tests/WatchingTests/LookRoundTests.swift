import Diagnostics
import Fetching
import JSONText
import ProjectConfiguration
import Testing
import VendorRequirements

@testable import Watching

/// Looks at vendors whose pages repeat each other, or are empty without scripts.
@Suite struct LookRoundTests {
  static let mirror = "https://help.acornwidget.dev/csp"
  static let shell = "<html><body><div id=app></div><script src=app.js></script></body></html>"

  // MARK: Mirrors

  @Test func aMirrorThatSaysTheSameIsSilent() throws {
    let world = try WatchTests.world()
    world.addMirror("acorn", Self.mirror, WatchTests.before)
    #expect(try world.once().map(\.status) == [.same])
    #expect(world.fetched.map(\.url) == [WatchWorld.url("acorn"), Self.mirror])
    #expect(world.received.isEmpty)
  }

  @Test func aMirrorThatDiffersIsToldAndNeverAVersion() throws {
    let world = try WatchTests.world()
    world.addMirror("acorn", Self.mirror, WatchTests.after)
    for _ in 0..<3 {
      #expect(try world.once().map(\.status) == [.same])
      world.now += 6 * 3600
    }
    #expect(world.received.count == 1)
    let alert = try #require(world.told(.disagreed).first)
    #expect(alert["findings"]?[0]?["rule"]?.string == "documents-disagree")
    #expect(alert["document"]?["url"]?.string == Self.mirror)
    #expect(alert["level"]?.string == "warn" && alert["candidate"] == .null)
    #expect(
      alert["message"]?.string?.hasPrefix(
        """
        Acorn: its pages disagree in 1 place: \(Self.mirror) does not repeat \
        \(WatchWorld.url("acorn"))
          connect-src: the mirror lists https://ingest-ap.acornwidget.dev, the record does not
        """) ?? false, "\(alert["message"]?.string ?? "")")
    #expect(try WatchStore(path: world.file).candidates().isEmpty)
    // The page follows: that is a change of the page, after which both agree.
    world.pages[WatchWorld.url("acorn")] = WatchTests.after
    #expect(try world.once().map(\.status) == [.changed])
    #expect(world.told(.changed).count == 1 && world.told(.recovered).count == 1)
    world.now += 6 * 3600
    try world.once()
    #expect(world.received.count == 3)
  }

  /// A mirror that is behind shows when the page changes; the same disagreement is told once.
  @Test func aMirrorIsHeldAgainstThePageNotAgainstTheVersion() throws {
    let world = try WatchTests.world()
    world.addMirror("acorn", Self.mirror, WatchTests.before)
    try world.once()
    for round in 0..<6 {
      world.pages[WatchWorld.url("acorn")] = round % 2 == 0 ? WatchTests.after : WatchTests.before
      world.now += 6 * 3600
      try world.once()
    }
    #expect(world.told(.changed).count == 1)
    #expect(world.told(.disagreed).count == 1)
    #expect(world.received.count == 3, "and that they agree again, once")
  }

  @Test func aMirrorThatCannotBeHadHoldsNothingUp() throws {
    let world = try WatchTests.world()
    world.addMirror("acorn", Self.mirror, WatchTests.before)
    var gone = FetchResponse(outcome: .answered, url: Self.mirror)
    gone.code = 404
    gone.retryAfter = 86_400
    world.answers[Self.mirror] = gone
    world.pages[WatchWorld.url("acorn")] = WatchTests.after
    world.settings.confirm = 1
    #expect(try world.once().map(\.status) == [.changed])
    let failed = try #require(world.told(.failed).first)
    #expect(failed["message"]?.string?.contains("the server answered 404") ?? false)
    let asked = world.fetched.count
    world.now += 3600
    try world.once()
    #expect(world.fetched.count == asked + 1, "the mirror's server asked to be left alone")
    world.answers = [:]
    world.pages[Self.mirror] = WatchTests.after
    world.now += 2 * 86_400
    try world.once()
    #expect(world.told(.recovered).count == 1)
    #expect(world.received.count == 3)
  }

  @Test func channelsMayLeaveDisagreementOut() {
    let alert = Alert(
      kind: .disagreed, vendor: "acorn", identity: "x", level: .warn,
      findings: [["rule": "documents-disagree"]], message: "m")
    func isTold(_ rules: [String]?, _ owners: [String]? = nil) -> Bool {
      AlertRouting.isTold(
        alert, to: Channel(name: "c", kind: .webhook, owners: owners, rules: rules))
    }
    #expect(isTold(nil) && isTold(["documents-disagree"]))
    #expect(!isTold(["domain-added"]) && !isTold(nil, ["shop"]))
  }

  // MARK: Rendering

  private func scripted() throws -> WatchWorld {
    let world = try WatchTests.world()
    world.pages[WatchWorld.url("acorn")] = Self.shell
    world.rendered[WatchWorld.url("acorn")] = WatchTests.before
    return world
  }

  @Test func withoutABrowserAnEmptyPageIsAFailure() throws {
    let world = try scripted()
    #expect(try world.once().map(\.status) == [.failed])
    #expect(world.fetched.allSatisfy { $0.render == nil })
  }

  @Test func whatIsEmptyWithoutScriptsIsRendered() throws {
    let world = try scripted()
    world.settings.render = "chromium"
    #expect(try world.once().map(\.status) == [.same])
    #expect(world.fetched.map(\.render) == [nil, "chromium"])
    // The next look knows, and that the shell is the same says nothing.
    #expect(try world.once().map(\.status) == [.same])
    #expect(world.fetched.map(\.render) == [nil, "chromium", "chromium"])
    #expect(world.fetched.allSatisfy { $0.etag == nil })
    world.rendered[WatchWorld.url("acorn")] = WatchTests.after
    #expect(try world.once().map(\.status) == [.changed])
    let store = try WatchStore(path: world.file)
    let candidate = try #require(try store.candidates().first)
    #expect(
      try store.keptPages(of: candidate.id).first?.compressed == Array(WatchTests.after.utf8))
  }

  @Test func whatCanBeReadIsNotRendered() throws {
    let world = try WatchTests.world()
    world.settings.render = "chromium"
    try world.once()
    #expect(world.fetched.allSatisfy { $0.render == nil })
  }

  @Test func aBrowserThatFailsIsAFailure() throws {
    let world = try scripted()
    world.settings.render = "chromium"
    world.rendered = [:]
    let line = try #require(try world.once().first)
    #expect(line.status == .failed && world.told(.failed).count == 1)
    world.rendered[WatchWorld.url("acorn")] = WatchTests.before
    world.now += 3600
    #expect(try world.once().map(\.status) == [.same])
    #expect(world.told(.recovered).count == 1)
  }

  @Test func mirrorsAreRenderedToo() throws {
    let world = try WatchTests.world()
    world.settings.render = "chromium"
    world.addMirror("acorn", Self.mirror, Self.shell)
    world.rendered[Self.mirror] = WatchTests.before
    for _ in 0..<2 { #expect(try world.once().map(\.status) == [.same]) }
    #expect(world.received.isEmpty)
    #expect(
      world.fetched.filter { $0.url == Self.mirror }.map(\.render) == [nil, "chromium", "chromium"])
  }

  // MARK: Settings

  @Test func whatPoliciesCoverMayBeTold() throws {
    for (tellsCovered, count) in [(false, 0), (true, 1)] {
      let world = try WatchTests.world()
      world.settings.tellsCovered = tellsCovered
      world.impact = { _, _ in [["result": "safe", "name": "shop", "owner": "team"]] }
      world.pages[WatchWorld.url("acorn")] = WatchTests.after
      #expect(try world.once().first?.status == .changed)
      #expect(world.received.count == count)
    }
  }
}
