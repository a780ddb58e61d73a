import Fetching
import Foundation
import GRDB
import JSONText
import RequirementSamples
import Testing

@testable import Watching

/// Whatever breaks and wherever the program dies, every alert arrives, and all copies have one key.
@Suite struct FaultMatrixTests {
  /// All schedules with `CSPREG_WATCH_FIGURES=1`, a part of them otherwise.
  static let isWhole = ProcessInfo.processInfo.environment["CSPREG_WATCH_FIGURES"] == "1"

  @Test(arguments: 1...(isWhole ? 400 : 60)) func schedule(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let world = try WatchWorld(seed: UInt64(seed))
    world.channels = [WatchWorld.channel("ops"), WatchWorld.channel("log")]
    try world.publish("acorn", WatchTests.before)
    let url = WatchWorld.url("acorn")
    let change = Int.random(in: 0..<8, using: &random)
    for round in 0..<12 {
      if round == change { world.pages[url] = WatchTests.after }
      let page = world.pages[url] ?? ""
      breakSomething(in: world, url, &random)
      world.onceOrDie()
      // What was wrong is over; the clock goes on, or is set back.
      world.answers = [:]
      world.pages[url] = page
      world.now += random.pick([60, 3600, 6 * 3600, 86_400, -3 * 3600, -30 * 86_400])
    }
    world.outages = [:]
    for _ in 0..<6 {
      world.now += 86_400
      try world.once()
    }

    let store = try WatchStore(path: world.file)
    let candidates = try store.candidates().filter { $0.status == .open }
    let candidate = try #require(candidates.first, "seed \(seed): the change was lost")
    #expect(candidates.count == 1)
    #expect(candidate.findings.count == 1)
    for channel in ["ops", "log"] {
      let copies = world.received.filter {
        $0.channel == channel && $0.alert["type"]?.string == "requirements.changed"
      }
      #expect(!copies.isEmpty, "seed \(seed): the alert on \(channel) was lost")
      #expect(Set(copies.map(\.key)).count == 1, "seed \(seed): two alerts on \(channel)")
      #expect(copies.allSatisfy { $0.alert["candidate"]?.string == candidate.id })
      // Every failure that was told is told to be over.
      #expect(
        world.told(.failed, on: channel).isEmpty == world.told(.recovered, on: channel).isEmpty)
    }
    let counts = try store.counts()
    #expect(counts["pending"] ?? 0 == 0 && counts["dead"] ?? 0 == 0, "seed \(seed): \(counts)")
    let (integrity, orphans) = try store.read { database in
      (
        try String.fetchOne(database, sql: "PRAGMA integrity_check"),
        try Int.fetchOne(
          database,
          sql: """
            SELECT count(*) FROM outbox WHERE candidate IS NOT NULL
              AND candidate NOT IN (SELECT id FROM candidate)
            """)
      )
    }
    #expect(integrity == "ok" && orphans == 0)
  }

  private func breakSomething(
    in world: WatchWorld, _ url: String, _ random: inout SeededGenerator
  ) {
    func failed(_ reason: String) -> FetchResponse {
      FetchResponse(outcome: .failed, reason: reason, message: "\(reason).", url: url)
    }
    func code(_ code: Int) -> FetchResponse {
      var response = FetchResponse(outcome: .answered, url: url)
      response.code = code
      return response
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: world.answers[url] = failed("resolve")
    case 1: world.answers[url] = failed("tls")
    case 2: world.answers[url] = failed("timeout")
    case 3: world.answers[url] = failed("network")
    case 4: world.answers[url] = code(500)
    case 5:
      // The page stops somewhere.
      let page = world.pages[url] ?? ""
      world.pages[url] = String(page.prefix(Int.random(in: 0..<page.count - 20, using: &random)))
    case 6: world.outages[random.pick(["ops", "log"])] = .down
    case 7: world.outages[random.pick(["ops", "log"])] = .code(503, retryAfter: 600)
    case 8: world.outages = [:]
    default: break
    }
    if Int.random(in: 0..<3, using: &random) > 0 {
      world.fault = WatchWorld.Fault(
        step: random.pick(WatchSurroundings.Step.allCases),
        after: Int.random(in: 0..<3, using: &random),
        kind: random.pick([.death, .death, .full, .locked]))
    }
  }

  /// The program dies once at each step of the run that finds the change.
  @Test(arguments: WatchSurroundings.Step.allCases, 0...2)
  func death(step: WatchSurroundings.Step, after: Int) throws {
    let world = try WatchTests.world()
    world.channels = [WatchWorld.channel("ops"), WatchWorld.channel("log")]
    try world.once()
    world.pages[WatchWorld.url("acorn")] = WatchTests.after
    world.fault = WatchWorld.Fault(step: step, after: after, kind: .death)
    world.onceOrDie()
    for _ in 0..<3 {
      world.now += 6 * 3600
      try world.once()
    }
    for channel in ["ops", "log"] {
      #expect(world.told(.changed, on: channel).count == 1, "\(step) on \(channel)")
    }
    #expect(try WatchStore(path: world.file).candidates().count == 1)
  }

  /// A database that somebody else holds, and one that cannot grow, stop a run and lose nothing.
  @Test func lockedAndFull() throws {
    let world = try WatchTests.world()
    try world.once()
    world.pages[WatchWorld.url("acorn")] = WatchTests.after
    do {
      let store = try WatchStore(path: world.file)
      // It may not grow beyond what it is, and has no page to spare.
      try store.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
      world.pages[WatchWorld.url("acorn")] = WatchTests.after.replacing(
        "<main>", with: "<main><!-- \(String(repeating: "x", count: 100_000)) -->")
      #expect(throws: (any Error).self) {
        try world.watch(store).lookUntilSure(at: ["acorn"]) { _ in }
      }
      #expect(try store.candidates().isEmpty)
    }
    do {
      let (store, other) = (
        try WatchStore(path: world.file, patience: 0.1), try DatabaseQueue(path: world.file)
      )
      try other.inTransaction(.exclusive) { _ in
        #expect(throws: (any Error).self) {
          try world.watch(store).lookUntilSure(at: ["acorn"]) { _ in }
        }
        return .commit
      }
      #expect(try store.candidates().isEmpty)
    }
    try world.once()
    #expect(world.told(.changed).count == 1)
  }
}
