import Diagnostics
import Fetching
import GRDB
import JSONText
import ProjectConfiguration
import RequirementSamples
import Testing

@testable import Watching

@Suite struct WatchTests {
  static func page(_ hosts: [String]) -> String {
    """
    <html><body><main><h1>Content Security Policy</h1><h2>connect-src</h2>
    <ul>\(hosts.map { "<li><code>https://\($0).acornwidget.dev</code></li>" }.joined())</ul>
    <p>That is all.</p></main></body></html>
    """
  }

  static let before = page(["api", "ingest-eu", "ingest-us", "files"])
  static let after = page(["api", "ingest-eu", "ingest-us", "ingest-ap", "files"])

  static func world() throws -> WatchWorld {
    let world = try WatchWorld()
    try world.publish("acorn", before)
    return world
  }

  @Test func sameIsSilent() throws {
    let world = try Self.world()
    #expect(try world.once().map(\.status) == [.same])
    #expect(try world.once().map(\.status) == [.same])
    #expect(world.received.isEmpty)
    // The second look asks only for what is new.
    #expect(world.fetched.map { request in request.etag == nil } == [true, false])
    #expect(world.fetched.allSatisfy { $0.obeysRobots })
  }

  @Test func changeIsToldOnce() throws {
    let world = try Self.world()
    try world.once()
    world.pages[WatchWorld.url("acorn")] = Self.after
    let line = try #require(try world.once().first)
    #expect(line.status == .changed)
    #expect(
      line.what
        == "Acorn: new ingest region \"ap\" on its CSP page (https, connect-src, profile default; line 2)"
    )
    let alert = try #require(world.told(.changed).first)
    #expect(alert["candidate"]?.string == line.candidate)
    #expect(alert["findings"]?[0]?["rule"]?.string == "region-added")
    #expect(alert["level"]?.string == "break")
    #expect(try world.once().first?.status == .changed)
    #expect(world.received.count == 1)
    let store = try WatchStore(path: world.file)
    let candidate = try store.candidate(String(try #require(line.candidate).prefix(4)))
    #expect(candidate.status == .open && candidate.from == 1)
    #expect(try store.keptPages(of: candidate.id).first?.compressed == Array(Self.after.utf8))
  }

  @Test func aChangeSeenOnceIsNotTold() throws {
    let world = try Self.world()
    world.settings.confirm = 2
    try world.once()
    let store = try WatchStore(path: world.file)
    world.pages[WatchWorld.url("acorn")] = Self.after
    try world.watch(store).look(at: ["acorn"]) { #expect($0.isOpen && $0.status == .same) }
    world.pages[WatchWorld.url("acorn")] = Self.before
    #expect(try world.once().first?.status == .same)
    #expect(world.received.isEmpty)
    #expect(try store.candidates().isEmpty)
  }

  @Test func confirmingLooksAreApart() throws {
    let world = try Self.world()
    world.settings.confirmAfter = .seconds(3600)
    let store = try WatchStore(path: world.file)
    world.pages[WatchWorld.url("acorn")] = Self.after
    for (minutes, status) in [(0, Watch.Line.Status.same), (10, .same), (51, .changed)] {
      world.now += minutes * 60
      try world.watch(store).look(at: ["acorn"]) { #expect($0.status == status) }
    }
  }

  /// A page that goes back and forth is one change.
  @Test func flappingIsToldOnce() throws {
    let world = try Self.world()
    for round in 0..<20 {
      world.pages[WatchWorld.url("acorn")] = round % 2 == 0 ? Self.after : Self.before
      world.now += 6 * 3600
      try world.once()
    }
    #expect(world.received.count == 1)
  }

  @Test func failureIsToldOnceAgainOnChangeAndWhenOver() throws {
    let world = try Self.world()
    try world.once()
    func answer(_ reason: String) -> FetchResponse {
      FetchResponse(
        outcome: .failed, reason: reason, message: "it failed: \(reason).",
        url: WatchWorld.url("acorn"))
    }
    for reason in ["timeout", "timeout", "tls", "tls"] {
      world.answers[WatchWorld.url("acorn")] = answer(reason)
      world.now += 3600
      #expect(try world.once().first?.status == .failed)
    }
    #expect(world.told(.failed).count == 2)
    world.answers = [:]
    world.now += 3600
    try world.once()
    try world.once()
    #expect(world.told(.recovered).count == 1)
    #expect(world.received.count == 3)
  }

  @Test func aFailureThatIsOverAtOnceIsSilent() throws {
    let world = try Self.world()
    let store = try WatchStore(path: world.file)
    world.answers[WatchWorld.url("acorn")] = FetchResponse(
      outcome: .failed, reason: "network", message: "x", url: "u")
    try world.watch(store).look(at: ["acorn"]) { #expect($0.status == .failed) }
    world.answers = [:]
    try world.once()
    #expect(world.received.isEmpty)
  }

  @Test func staleIsToldOnce() throws {
    let world = try Self.world()
    world.settings.confirm = 100
    try world.once()
    world.answers[WatchWorld.url("acorn")] = FetchResponse(
      outcome: .failed, reason: "network", message: "x", url: "u")
    let store = try WatchStore(path: world.file)
    for _ in 0..<9 {
      world.now += 86_400
      try world.watch(store).look(at: ["acorn"]) { _ in }
      _ = try world.sender(store).run()
    }
    #expect(world.told(.stale).count == 1)
    #expect(world.received.count == 1)
  }

  @Test func theServerIsLeftAloneAsLongAsItAsks() throws {
    let world = try Self.world()
    var answer = FetchResponse(outcome: .answered, url: WatchWorld.url("acorn"))
    answer.code = 429
    answer.retryAfter = 3600
    world.answers[WatchWorld.url("acorn")] = answer
    world.settings.confirm = 1
    try world.once()
    #expect(world.fetched.count == 1)
    world.now += 3000
    #expect(try world.once().first?.status == .failed)
    #expect(world.fetched.count == 1)
    world.now += 700
    world.answers = [:]
    #expect(try world.once().first?.status == .same)
  }

  /// A page that loses much is more likely damaged than changed.
  @Test func damageIsNeverARemoval() throws {
    let world = try Self.world()
    try world.once()
    world.pages[WatchWorld.url("acorn")] = Self.page(["api", "ingest-eu"])
    #expect(try world.once().first?.status == .suspect)
    let alert = try #require(world.told(.failed).first)
    #expect(alert["findings"]?.elements?.isEmpty ?? false)
    #expect(world.told(.changed).isEmpty)
    let store = try WatchStore(path: world.file)
    #expect(try store.candidates().map(\.status) == [.suspect])
  }

  @Test func coveredHostsAreSilentUnlessTheySayMore() throws {
    for (added, isTold) in [("ingest-ap", false), ("x.elsewhere", true)] {
      let world = try Self.world()
      world.impact = { _, _ in [["result": "safe", "name": "shop", "owner": "team"]] }
      world.pages[WatchWorld.url("acorn")] = Self.after.replacing(
        "https://ingest-ap.acornwidget.dev",
        with: added == "ingest-ap"
          ? "https://ingest-ap.acornwidget.dev" : "https://cdn.elsewherewidget.dev")
      #expect(try world.once().first?.status == .changed)
      #expect(world.received.isEmpty != isTold)
    }
  }

  @Test func severityIsThePoliciesOwn() throws {
    let world = try Self.world()
    world.channels = [
      WatchWorld.channel("ops", minimum: .break), WatchWorld.channel("all", minimum: .warn),
    ]
    world.impact = { _, _ in
      [["result": "incomplete", "name": "shop", "owner": "team", "path": "a", "line": 4]]
    }
    world.pages[WatchWorld.url("acorn")] = Self.after
    try world.once()
    #expect(world.received.map(\.channel) == ["all"])
    #expect(
      world.received[0].alert["message"]?.string?.contains("0 of 1 policies break, 1 incomplete")
        ?? false)
  }

  @Test func anotherVersionOfTheReaderReadsAgain() throws {
    let world = try Self.world()
    try world.once()
    let store = try WatchStore(path: world.file)
    let watch = Watch(
      store: store, settings: world.settings, channels: [], around: world.surroundings,
      allowsPrivate: false, reader: "2", published: { _ in world.published["acorn"]! },
      compress: { $0 })
    try watch.look(at: ["acorn"]) { _ in }
    #expect(world.fetched.last?.etag == nil)
  }

  @Test func theScheduleSurvivesAClockThatGoesBack() throws {
    let world = try Self.world()
    let store = try WatchStore(path: world.file)
    let watch = world.watch(store)
    #expect(try watch.due(among: ["acorn"]) == ["acorn"])
    try watch.look(at: ["acorn"]) { _ in }
    #expect(try watch.due(among: ["acorn"]).isEmpty)
    #expect(try watch.pause(among: ["acorn"]) == 60)
    world.now += 7 * 3600
    #expect(try watch.due(among: ["acorn"]) == ["acorn"])
    world.now -= 400 * 86_400
    #expect(try watch.due(among: ["acorn"]) == ["acorn"])
    #expect(try watch.pause(among: ["acorn"]) == 1)
  }
}
