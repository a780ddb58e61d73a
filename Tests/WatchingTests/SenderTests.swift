import Fetching
import GRDB
import JSONText
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct SenderTests {
  /// A world in which a change has just been found, with these channels.
  func world(_ channels: [Channel]) throws -> WatchWorld {
    let world = try WatchTests.world()
    world.channels = channels
    world.pages[WatchWorld.url("acorn")] = WatchTests.after
    return world
  }

  @Test func aChannelThatIsDownKeepsNobodyWaiting() throws {
    let world = try world([WatchWorld.channel("down"), WatchWorld.channel("ops")])
    world.outages["down"] = .down
    try world.once()
    #expect(world.received.map(\.channel) == ["ops"])
    // Down for a day: nothing is lost, the key stays.
    for _ in 0..<24 {
      world.now += 3600
      try world.once()
    }
    world.outages = [:]
    world.now += 86_400
    try world.once()
    #expect(world.received.map(\.channel) == ["ops", "down"])
    #expect(Set(world.received.map(\.key)).count == 2)
    let store = try WatchStore(path: world.file)
    #expect(try store.counts() == ["delivered": 2])
  }

  @Test func retryAfterIsKept() throws {
    let world = try world([WatchWorld.channel("ops")])
    world.outages["ops"] = .code(429, retryAfter: 7200)
    try world.once()
    world.outages = [:]
    world.now += 7000
    try world.once()
    #expect(world.received.isEmpty)
    world.now += 300
    try world.once()
    #expect(world.received.count == 1)
  }

  @Test func goneDisablesAndAlarmsElsewhere() throws {
    let world = try world([WatchWorld.channel("gone"), WatchWorld.channel("ops")])
    world.outages["gone"] = .code(410, retryAfter: nil)
    try world.once()
    let store = try WatchStore(path: world.file)
    #expect(try store.disabledChannels().keys.sorted() == ["gone"])
    #expect(world.told(.changed).count == 1 && world.told(.failed).count == 1)
    #expect(try store.messages(isEnded: false).map(\.status) == ["dead"])
    // A person mends it.
    world.outages = [:]
    #expect(try store.retry("gone", now: world.now) == 1)
    try world.once()
    #expect(world.told(.changed, on: "gone").count == 1)
    #expect(try store.counts()["dead"] == nil)
  }

  @Test func aWrongAddressDiesSoonAndTwoDeadChannelsAreSilent() throws {
    let world = try world([WatchWorld.channel("a"), WatchWorld.channel("b")])
    world.outages = ["a": .code(404, retryAfter: nil), "b": .code(404, retryAfter: nil)]
    for _ in 0..<12 {
      try world.once()
      world.now += 86_400
    }
    let store = try WatchStore(path: world.file)
    // Two messages, and one alarm about each on the other channel; no alarm about an alarm.
    #expect(try store.counts() == ["dead": 4])
  }

  @Test func whatNeverArrivesDiesAfterDays() throws {
    let world = try world([WatchWorld.channel("down"), WatchWorld.channel("ops")])
    world.outages["down"] = .down
    for _ in 0..<12 {
      try world.once()
      world.now += 86_400
    }
    #expect(world.told(.failed).count == 1)
    #expect(try WatchStore(path: world.file).counts()["dead"] == 1)
  }

  @Test func acknowledgedAndSnoozedAreNotSent() throws {
    for isAck in [true, false] {
      let world = try world([WatchWorld.channel("ops")])
      world.outages["ops"] = .down
      let id = try #require(try world.once().first?.candidate)
      let store = try WatchStore(path: world.file)
      try store.quiet(
        id, isVendor: false, until: isAck ? nil : world.now + 40 * 3600, reason: nil,
        now: world.now)
      world.outages = [:]
      world.now += 86_400
      try world.once()
      #expect(world.received.isEmpty)
      world.now += 86_400
      try world.once()
      #expect(world.received.isEmpty == isAck)
    }
  }

  @Test func aSilencedVendorIsNotWritten() throws {
    let world = try world([WatchWorld.channel("ops")])
    let store = try WatchStore(path: world.file)
    try store.quiet("acorn", isVendor: true, until: world.now + 86_400, reason: nil, now: world.now)
    #expect(try world.once().first?.status == .changed)
    #expect(try store.counts().isEmpty)
  }

  @Test func digestsGatherAndSayThatTheWatchIsAlive() throws {
    let world = try world([WatchWorld.channel("ops", digest: .daily)])
    try world.once()
    #expect(world.told(.digest).count == 1)
    #expect(world.told(.digest)[0]["message"]?.string?.contains("new ingest region") ?? false)
    world.now += 3600
    try world.once()
    #expect(world.received.count == 1)
    world.now += 86_400
    try world.once()
    let heartbeat = try #require(world.told(.digest).last?["message"]?.string)
    #expect(world.received.count == 2)
    #expect(heartbeat.contains("nothing new") && heartbeat.contains("Watching 1 vendors"))
  }

  @Test func acceptedIsResolved() throws {
    let world = try world([WatchWorld.channel("ops")])
    world.outages["ops"] = .down
    let id = try #require(try world.once().first?.candidate)
    let store = try WatchStore(path: world.file)
    try store.decide(id, .accepted, .init(by: "me", reason: "r", at: world.now, version: 2))
    world.outages = [:]
    world.now += 86_400
    try world.once()
    #expect(world.received.isEmpty)
    #expect(try store.counts() == ["resolved": 1])
    #expect(try store.candidate(id).decision?.version == 2)
  }

  @Test(
    arguments: [
      (1, 0.0, nil, 30), (1, 0.999, nil, 30), (2, 0, nil, 60), (5, 0, nil, 480),
      (30, 0, nil, 86_400),
      (3, 0.5, nil, 105), (1, 0, 500, 500), (1, 0, 999_999, 86_400),
    ] as [(Int, Double, Int?, Int)])
  func waits(attempts: Int, random: Double, retryAfter: Int?, seconds: Int) {
    #expect(
      Backoff.seconds(attempts: attempts, retryAfter: retryAfter, random: random) == seconds)
  }
}
