import Diagnostics
import Testing
import VendorRequirements

@testable import VendorRegistry

/// A registry that follows another one line by line.
@Suite struct MirrorTests {
  static func mirror(of upstream: TemporaryFolder) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try UpstreamHistoryTests.update(folder, from: upstream, mayStart: true)
    return folder
  }

  static func files(_ folder: TemporaryFolder) throws -> [String: [UInt8]] {
    try RegistrySnapshot(directory: folder.path).files
  }

  @Test func anEmptyRegistryTakesEverythingWhenTold() throws {
    let upstream = try UpstreamHistoryTests.upstream()
    let empty = try TemporaryFolder()
    #expect(try UpstreamHistoryTests.update(empty, from: upstream).isEmpty)
    #expect(try Self.files(empty) == [:])
    let folder = try Self.mirror(of: upstream)
    #expect(try Self.files(folder) == Self.files(upstream))
    try UpstreamHistoryTests.expectIntact(folder)
  }

  @Test func followsLineByLine() throws {
    let upstream = try UpstreamHistoryTests.upstream()
    let folder = try Self.mirror(of: upstream)
    var vendor = Samples.vendor
    for name in ["Once", "Twice"] {
      vendor.name = name
      try Publisher(directory: upstream.path).publish(
        Samples.record(["https://\(name).example"]), vendor: vendor, at: Samples.at)
    }
    let update = try UpstreamHistoryTests.update(folder, from: upstream)
    #expect(update.lines == 4 && update.vendors.isEmpty)
    #expect(try Self.files(folder) == Self.files(upstream))
    #expect(try UpstreamHistoryTests.update(folder, from: upstream).isEmpty)
  }

  @Test(arguments: 2...5) func saysWhichLineIsTheFirstOther(first: Int) throws {
    let upstream = try UpstreamHistoryTests.upstream()
    let folder = try Self.mirror(of: upstream)
    try UpstreamHistoryTests.damage(upstream) { KnownHeadTests.rewritten($0, from: first) }
    let before = try Self.files(folder)
    let error = #expect(throws: RegistryError.self) {
      try UpstreamHistoryTests.update(folder, from: upstream)
    }
    #expect(error?.exitCode == .integrity && error?.line == first)
    #expect(error?.message.contains("up to line \(first - 1) both logs are the same") == true)
    #expect(try Self.files(folder) == before)
  }

  @Test func refusesAShorterUpstreamAndOwnLines() throws {
    let upstream = try UpstreamHistoryTests.upstream()
    let folder = try Self.mirror(of: upstream)
    try Publisher(directory: folder.path).publish(
      Samples.record(["https://own.example"]), at: Samples.at)
    let error = #expect(throws: RegistryError.self) {
      try UpstreamHistoryTests.update(folder, from: upstream)
    }
    #expect(error?.exitCode == .integrity && error?.line == 6)
    #expect(error?.message.contains("goes on from there to line 7") == true)
  }

  @Test func refusesRecordsThatAreNotWhatTheLogSays() throws {
    let upstream = try UpstreamHistoryTests.upstream()
    try DurableFiles(directory: upstream.path).replace(
      "vendors/acme/2.json", with: RecordWriter.bytes(Samples.record(version: 2)))
    let folder = try TemporaryFolder()
    let error = #expect(throws: RegistryError.self) {
      try UpstreamHistoryTests.update(folder, from: upstream, mayStart: true)
    }
    #expect(error?.place.hasSuffix("vendors/acme/2.json") == true)
    #expect(try Self.files(folder) == [:])
  }
}
