import GRDB
import JSONText
import Testing

@testable import Watching

@Suite struct ReportedHostTests {
  static func host(
    _ host: String = "ingest-ap.acornwidget.dev", on sites: [String], minimumSites: Int = 2
  ) throws -> ReportedHost {
    let text = report(host, sites, minimumSites)
    return try #require(try ReportedHost.read(Array(text.utf8), file: "r").first)
  }

  static func report(_ host: String, _ sites: [String], _ minimumSites: Int) -> String {
    let report: JSON = [
      "cspreg": ["report": "who-reports", "version": 1], "min_sites": .int(minimumSites),
      "candidates": [
        [
          "vendor": "acorn", "version": 1, "host": .string(host),
          "name": .string(String(host.prefix { $0 != "." })),
          "additions": .strings(["connect-src https://\(host)"]), "reports": 9,
          "site_names": .strings(sites),
        ]
      ],
    ]
    return report.compact()
  }

  static func told(_ world: WatchWorld, _ hosts: [ReportedHost]) throws -> [String] {
    let store = try WatchStore(path: world.file)
    let told = try store.report(
      hosts, to: world.channels, name: { _ in "Acorn" }, now: world.now)
    _ = try world.sender(store).run()
    return told.map(\.host)
  }

  @Test func isToldOnce() throws {
    let world = try WatchWorld()
    let host = try Self.host(on: ["a.test", "b.test", "c.test"])
    #expect(try Self.told(world, [host]) == [host.host])
    #expect(try Self.told(world, [host]).isEmpty)
    #expect(try Self.told(world, [try Self.host(on: ["d.test", "e.test"])]).isEmpty)
    let alert = try #require(world.told(.reported).first)
    #expect(world.received.count == 1)
    #expect(alert["vendor"]?.string == "acorn" && alert["from"] == 1)
    #expect(alert["reported"]?["sites"] == .strings(["a.test", "b.test", "c.test"]))
    #expect(
      alert["message"]?.string?.hasPrefix(
        "Acorn: ingest-ap seen blocked on 3 sites; not yet in acorn@1\n") == true)
  }

  @Test func sitesAddUpOverReports() throws {
    let world = try WatchWorld()
    #expect(try Self.told(world, [try Self.host(on: ["a.test"])]).isEmpty)
    #expect(try Self.told(world, [try Self.host(on: ["a.test"])]).isEmpty)
    #expect(try Self.told(world, [try Self.host(on: ["b.test"])]).count == 1)
    #expect(world.told(.reported).first?["message"]?.string?.contains("on 2 sites") == true)
  }

  /// Who cannot be told now is told later.
  @Test func nothingIsLostOnNobody() throws {
    let world = try WatchWorld()
    let host = try Self.host(on: ["a.test", "b.test"])
    world.channels = []
    #expect(try Self.told(world, [host]).isEmpty)
    world.channels = [WatchWorld.channel("ops")]
    let store = try WatchStore(path: world.file)
    try store.quiet("acorn", isVendor: true, until: world.now + 60, reason: nil, now: world.now)
    #expect(try Self.told(world, [host]).isEmpty)
    world.now += 61
    #expect(try Self.told(world, [host]).count == 1)
  }

  /// Invented hosts do not fill the memory, and push out no host that was told.
  @Test func aFloodIsBounded() throws {
    let world = try WatchWorld()
    let real = try Self.host(on: ["a.test", "b.test"])
    #expect(try Self.told(world, [real]).count == 1)
    let store = try WatchStore(path: world.file)
    let flood = try (0..<WatchStore.reportedHostLimit + 50).map {
      try Self.host("ingest-x\($0).acornwidget.dev", on: ["spoofed.test"])
    }
    #expect(try store.report(flood, to: world.channels, name: { $0 }, now: world.now + 1).isEmpty)
    let count = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reported_host") }
    #expect(count == WatchStore.reportedHostLimit + 2)
    let sites = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM reported_site") }
    #expect(sites == WatchStore.reportedHostLimit + 3)
    #expect(try Self.told(world, [real]).isEmpty)
  }

  @Test(arguments: [
    "{}", "[]", "{\"cspreg\": {\"report\": \"who\", \"version\": 1}}",
    "{\"cspreg\": {\"report\": \"who-reports\"}, \"min_sites\": 2, \"candidates\": [{}]}", "x",
  ]) func refusesOtherReports(text: String) {
    #expect(throws: JSONError.self) { try ReportedHost.read(Array(text.utf8), file: "r") }
  }
}
