import Diagnostics
import Glibc
import Testing
import VendorRequirements

@testable import VendorRegistry

/// Vendors that are copied from another registry, and brought up to date.
@Suite struct UpstreamHistoryTests {
  /// A registry with two versions of `acme`, the first one withdrawn, and a vendor beside it.
  static func upstream() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let publisher = Publisher(directory: folder.path)
    var other = Samples.vendor
    other.id = "other"
    try publisher.publish(Samples.record(vendor: "other"), vendor: other, at: Samples.at)
    try publisher.publish(Samples.record(), vendor: Samples.vendor, at: Samples.at)
    try publisher.publish(Samples.record(["https://b.example"]), at: Samples.at)
    try publisher.withdraw(
      .init(vendor: "acme", version: .number(1)), reason: "wrong", at: Samples.at)
    return folder
  }

  static func open(_ folder: TemporaryFolder) throws -> VendorRegistry {
    try VendorRegistry(directory: folder.path)
  }

  /// A registry with an own version behind the two that were copied.
  static func copy(of upstream: TemporaryFolder) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Publisher(directory: folder.path).publish(
      Samples.record(["https://c.example"]),
      continuing: UpstreamHistory(of: "acme", in: open(upstream)), at: Samples.at)
    return folder
  }

  static func update(
    _ folder: TemporaryFolder, from upstream: TemporaryFolder, mayStart: Bool = false
  ) throws -> UpstreamUpdate {
    try Publisher(directory: folder.path).update(
      from: open(upstream), mayStart: mayStart, at: Samples.at)
  }

  static func expectIntact(_ folder: TemporaryFolder) throws {
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
  }

  @Test func copiesTheHistoryAndNumbersOn() throws {
    let upstream = try Self.upstream()
    let head = try #require(try Self.open(upstream).head())
    let folder = try Self.copy(of: upstream)
    let registry = try Self.open(folder)
    #expect(registry.vendors() == ["acme"])
    #expect(try registry.versions(of: "acme").map(\.number) == [1, 2, 3])
    #expect(try registry.versions(of: "acme").map(\.isWithdrawn) == [true, false, false])
    #expect(
      try registry.origins(of: "acme") == [
        .init(head: head.line, seq: head.seq, version: 1),
        .init(head: head.line, seq: head.seq, version: 2),
      ])
    for (own, there) in zip(
      try registry.versions(of: "acme"), try Self.open(upstream).versions(of: "acme"))
    {
      #expect(own.requirements == there.requirements)
      #expect(own.sha256 != there.sha256)
      #expect(try registry.originalHash(of: own) == there.sha256)
    }
    let last = try #require(try registry.versions(of: "acme").last)
    #expect(try registry.originalHash(of: last) == nil)
    try Self.expectIntact(folder)
  }

  @Test func takesWhatCameSince() throws {
    let upstream = try Self.upstream()
    let folder = try Self.copy(of: upstream)
    #expect(try Self.update(folder, from: upstream).isEmpty)
    let publisher = Publisher(directory: upstream.path)
    var vendor = Samples.vendor
    vendor.domains.append("acme.test")
    try publisher.publish(Samples.record(["https://d.example"]), vendor: vendor, at: Samples.at)
    try publisher.withdraw(
      .init(vendor: "acme", version: .number(2)), reason: "old", at: Samples.at)
    let before = try RegistrySnapshot(directory: folder.path)
    let pending = try UpstreamUpdate.pending(
      in: folder.path, from: Self.open(upstream), mayStart: false)
    #expect(try RegistrySnapshot(directory: folder.path) == before)
    for update in [pending, try Self.update(folder, from: upstream)] {
      let taken = try #require(update.vendors.first)
      #expect(taken.versions.map(\.upstream) == [3] && taken.versions.map(\.own) == [4])
      #expect(taken.withdrawn == [2] && taken.isVendorTaken)
    }
    let registry = try Self.open(folder)
    #expect(try registry.vendor("acme") == vendor)
    #expect(try registry.record(.init(vendor: "acme")).name == "acme@4")
    #expect(try registry.versions(of: "acme").map(\.isWithdrawn) == [true, true, false, false])
    #expect(try Self.update(folder, from: upstream).isEmpty)
    try Self.expectIntact(folder)
  }

  @Test func keepsAVendorFileThatWasChangedHere() throws {
    let upstream = try Self.upstream()
    let folder = try Self.copy(of: upstream)
    var (own, there) = (Samples.vendor, Samples.vendor)
    own.name = "Ours"
    there.name = "Theirs"
    try Publisher(directory: folder.path).update(own, at: Samples.at)
    try Publisher(directory: upstream.path).update(there, at: Samples.at)
    #expect(try Self.update(folder, from: upstream).isEmpty)
    #expect(try Self.open(folder).vendor("acme").name == "Ours")
  }

  /// Upstream's log without its last lines, or rewritten from some line on.
  static func damage(_ folder: TemporaryFolder, _ lines: ([LogEntry]) -> [[UInt8]]) throws {
    let entries = try open(folder).log()
    try DurableFiles(directory: folder.path).replace(
      "log.jsonl", with: Array(lines(entries).joined()))
  }

  @Test func refusesAShorterUpstream() throws {
    let upstream = try Self.upstream()
    let folder = try Self.copy(of: upstream)
    try Self.damage(upstream) { $0.dropLast().map(\.bytes) }
    let before = try RegistrySnapshot(directory: folder.path)
    let error = #expect(throws: RegistryError.self) { try Self.update(folder, from: upstream) }
    #expect(error?.exitCode == .integrity)
    #expect(error?.line == 5)
    #expect(error?.message.contains("the log ends with line 5") == true)
    #expect(try RegistrySnapshot(directory: folder.path) == before)
  }

  @Test func refusesAnUpstreamWithoutTheVendor() throws {
    let upstream = try Self.upstream()
    let folder = try Self.copy(of: upstream)
    try Self.damage(upstream) { $0.prefix(2).map(\.bytes) }
    let error = #expect(throws: RegistryError.self) { try Self.update(folder, from: upstream) }
    #expect(error?.exitCode == .integrity)
    #expect(error?.message.contains("no vendor acme") == true)
  }

  @Test(arguments: [1, 3, 6]) func saysWhereTheHistoriesPart(first: Int) throws {
    let upstream = try Self.upstream()
    let folder = try Self.copy(of: upstream)
    // A second copy, so that two lines of upstream are known.
    try Publisher(directory: upstream.path).publish(
      Samples.record(["https://d.example"]), at: Samples.at)
    _ = try Self.update(folder, from: upstream)
    try Self.damage(upstream) { KnownHeadTests.rewritten($0, from: first) }
    let error = #expect(throws: RegistryError.self) { try Self.update(folder, from: upstream) }
    #expect(error?.exitCode == .integrity)
    #expect(error?.line == 6)
    #expect(error?.message.contains("rewritten somewhere between line 2 and line 6") == true)
    #expect(error?.message.contains("no line of it is known") == true)
    try Self.expectIntact(folder)
  }

  @Test func narrowsThePlaceDownByEarlierCopies() throws {
    let upstream = try Self.upstream()
    let folder = try Self.copy(of: upstream)
    try Publisher(directory: upstream.path).publish(
      Samples.record(["https://d.example"]), at: Samples.at)
    _ = try Self.update(folder, from: upstream)
    try Self.damage(upstream) { KnownHeadTests.rewritten($0, from: 7) }
    let error = #expect(throws: RegistryError.self) { try Self.update(folder, from: upstream) }
    #expect(error?.line == 7)
    #expect(error?.message.contains("up to line 6 it is the known one") == true)
  }

  /// Stops at every step in turn: the registry is as before or as after.
  @Test func survivesAStopAtEveryStep() throws {
    let upstream = try Self.upstream()
    var steps = 0
    var finished = false
    while !finished {
      let folder = try Self.copy(of: upstream)
      let later = try Self.upstream()
      try Publisher(directory: later.path).publish(
        Samples.record(["https://d.example"]), at: Samples.at)
      var publisher = Publisher(directory: folder.path)
      let countdown = PublisherTests.Countdown(steps)
      publisher.files.goesOn = { countdown.take() }
      do {
        _ = try publisher.update(from: Self.open(later), mayStart: false, at: Samples.at)
        finished = true
      } catch let error as RegistryError {
        #expect(error.code == .interrupted)
      }
      #expect(try VendorRegistry.verify(directory: folder.path).isIntact, "step \(steps)")
      let seen = try Self.open(folder).versions(of: "acme").count
      #expect(seen == 3 || seen == 4, "step \(steps)")
      _ = try Self.update(folder, from: later)
      #expect(try Self.open(folder).versions(of: "acme").count == 4, "step \(steps)")
      try Self.expectIntact(folder)
      steps += 1
    }
    #expect(steps > 8)
  }
}
