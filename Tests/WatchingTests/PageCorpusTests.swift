import Diagnostics
import JSONText
import ProjectConfiguration
import RequirementSamples
import Testing

@testable import Watching

/// What alerts cost: silence on clothes, an alert for everything that is added.
@Suite struct PageCorpusTests {
  /// 100 vendors, six looks each at a page in other clothes.
  @Test(arguments: 0..<10) func clothesAreSilent(part: Int) throws {
    var random = SeededGenerator(seed: UInt64(100 + part))
    let world = try WatchWorld()
    world.settings.confirm = 1
    world.channels = [WatchWorld.channel("ops", minimum: .info)]
    let samples = (0..<10).map { PageSample(vendor: "acorn\(part)x\($0)", random: &random) }
    for sample in samples { try world.publish(sample.vendor, sample.html(&random)) }
    for _ in 0..<6 {
      for sample in samples { world.pages[WatchWorld.url(sample.vendor)] = sample.html(&random) }
      for line in try world.once() {
        #expect(line.status == .same, "\(line.vendor): \(line.what)")
      }
    }
    #expect(world.received.isEmpty)
  }

  /// 500 pages to each of which one thing is added, in other clothes.
  @Test(arguments: 0..<10) func additionsAreTold(part: Int) throws {
    var random = SeededGenerator(seed: UInt64(200 + part))
    let world = try WatchWorld()
    world.settings.confirm = 1
    var wanted: [String: (source: String, rules: Set<String>)] = [:]
    for index in 0..<50 {
      var sample = PageSample(vendor: "acorn\(part)x\(index)", random: &random)
      try world.publish(sample.vendor, sample.html(&random))
      wanted[sample.vendor] = sample.inject(&random)
      world.pages[WatchWorld.url(sample.vendor)] = sample.html(&random)
    }
    try world.once()
    #expect(world.received.count == 50)
    for received in world.received {
      let vendor = received.alert["vendor"]?.string ?? ""
      let findings = received.alert["findings"]?.elements ?? []
      let expected = try #require(wanted[vendor])
      let finding = findings.first { $0["source"]?.string == expected.source }
      #expect(
        expected.rules.contains(finding?["rule"]?.string ?? ""),
        "\(vendor): \(expected) \(findings.map { $0["rule"]?.string ?? "" })")
      #expect(received.alert["level"]?.string == "break")
    }
  }

  /// Pages that stop somewhere, or lose a part of their middle, never say that something is gone.
  @Test(arguments: 0..<10) func damageIsNoRemoval(part: Int) throws {
    var random = SeededGenerator(seed: UInt64(300 + part))
    let world = try WatchWorld()
    world.settings.confirm = 1
    for index in 0..<20 {
      let sample = PageSample(vendor: "acorn\(part)x\(index)", random: &random)
      let page = sample.html(&random)
      try world.publish(sample.vendor, page)
      let start = page.index(
        page.startIndex, offsetBy: Int.random(in: 0..<page.count - 10, using: &random))
      world.pages[WatchWorld.url(sample.vendor)] = String(page[..<start])
    }
    try world.once()
    #expect(world.told(.changed).isEmpty)
  }
}
