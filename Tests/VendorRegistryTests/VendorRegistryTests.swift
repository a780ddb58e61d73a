import Diagnostics
import Synchronization
import Testing
import VendorRequirements

@testable import VendorRegistry

@Suite struct VendorRegistryTests {
  /// A snapshot that remembers what was read of it.
  final class Watched: RegistryStorage {
    let snapshot: RegistrySnapshot
    let read = Mutex<Set<String>>([])
    init(_ snapshot: RegistrySnapshot) { self.snapshot = snapshot }
    func read(_ path: String) -> [UInt8]? {
      read.withLock { _ = $0.insert(path) }
      return snapshot.read(path)
    }
    func list(_ path: String) -> [String] { snapshot.list(path) }
    func describe(_ path: String) -> String { path }
  }

  static let one = VendorReference(vendor: "acme", version: .number(1))

  @Test func readsVendorsAndVersions() throws {
    let registry = try VendorRegistry(storage: Samples.smallRegistry())
    #expect(registry.vendors() == ["acme"])
    #expect(try registry.vendor("acme") == Samples.vendor)
    let versions = try registry.versions(of: "acme")
    #expect(versions.map(\.number) == [1, 2])
    #expect(versions.map(\.isWithdrawn) == [true, false])
    #expect(versions[1].at == Samples.at && versions[1].vendor == "acme")
    #expect(try registry.record(.init(vendor: "acme")).version == 2)
    let record = try registry.record(Self.one)
    #expect(record.version == 1)
    #expect(versions[0].requirements == RequirementHash.of(record))
    #expect(versions[0].sha256 == hash(String(decoding: RecordWriter.bytes(record), as: UTF8.self)))
  }

  @Test func readsNoMoreThanItNeeds() throws {
    let storage = Watched(try Samples.smallRegistry())
    let registry = try VendorRegistry(storage: storage)
    _ = try registry.record(.init(vendor: "acme"))
    #expect(
      storage.read.withLock { $0 } == [".publishing", "log.jsonl", "vendors/acme/2.json"])
  }

  @Test func suggestsNames() throws {
    let registry = try VendorRegistry(storage: Samples.smallRegistry())
    let vendor = #expect(throws: RegistryError.self) { try registry.vendor("acne") }
    #expect(vendor?.code == .unknownVendor && vendor?.exitCode == .usage)
    #expect(vendor?.message.contains("did you mean acme? It has acme") == true)
    let version = #expect(throws: RegistryError.self) {
      try registry.record(.init(vendor: "acme", version: .number(9)))
    }
    #expect(
      version?.description
        == "acme@9: there is no such version; acme has 1 (withdrawn), 2, latest is 2")
    #expect(throws: RegistryError.self) { try registry.versions(of: "../x") }
  }

  @Test func tellsWhatIsMissing() throws {
    var snapshot = try Samples.smallRegistry()
    snapshot.files["vendors/acme/2.json"] = nil
    snapshot.files["vendors/acme/vendor.json"] = Array("{}".utf8)
    let registry = try VendorRegistry(storage: snapshot)
    let record = #expect(throws: RegistryError.self) { try registry.record(.init(vendor: "acme")) }
    #expect(record?.exitCode == .integrity)
    #expect(record?.message.contains("line 3 of the log wrote it") == true)
    let vendor = #expect(throws: RegistryError.self) { try registry.vendor("acme") }
    #expect(vendor?.exitCode == .integrity)
    #expect(vendor?.description.hasPrefix("vendors/acme/vendor.json:1:1: ") == true)
    snapshot.files["log.jsonl"]?.removeLast()
    #expect(throws: RegistryError.self) { try VendorRegistry(storage: snapshot) }
    snapshot.files["log.jsonl"] = nil
    let log = #expect(throws: RegistryError.self) { try VendorRegistry(storage: snapshot) }
    #expect(log?.exitCode == .integrity)
    let none = #expect(throws: RegistryError.self) {
      try VendorRegistry(storage: RegistrySnapshot(files: [:]))
    }
    #expect(none?.code == .noRegistry)
    #expect(throws: RegistryError.self) { try VendorRegistry(directory: "/nonexistent") }
  }

  @Test func findsTheVendorThatWasWrittenMeanwhile() throws {
    let folder = try TemporaryFolder()
    let publisher = Publisher(directory: folder.path)
    try publisher.publish(Samples.record(), vendor: Samples.vendor, at: Samples.at)
    let registry = try VendorRegistry(directory: folder.path)
    var vendor = Samples.vendor
    vendor.name = "New"
    try publisher.update(vendor, at: Samples.at)
    #expect(try registry.vendor("acme").name == "New")
    #expect(registry.name == folder.path)
  }

  /// A removed withdrawal would bring a version back, so every reader looks for gaps.
  @Test func refusesALogWithoutOneOfItsLines() throws {
    let snapshot = try Samples.smallRegistry()
    let lines = RegistryVerifierTests.lines(snapshot)
    for number in lines.indices.dropLast() {
      var changed = snapshot
      changed.files["log.jsonl"] = Array((lines[..<number] + lines[(number + 1)...]).joined())
      let error = #expect(throws: RegistryError.self) { try VendorRegistry(storage: changed) }
      #expect(error?.exitCode == .integrity && error?.line == number + 1)
    }
    var exchanged = lines
    exchanged.swapAt(1, 2)
    var changed = snapshot
    changed.files["log.jsonl"] = Array(exchanged.joined())
    #expect(throws: RegistryError.self) { try VendorRegistry(storage: changed) }
  }

  @Test func refusesADoctoredLine() throws {
    var snapshot = try Samples.smallRegistry()
    let text = String(decoding: snapshot.files["log.jsonl"] ?? [], as: UTF8.self)
    snapshot.files["log.jsonl"] = Array(
      text.replacingFirst("\"reason\":\"w", "\"reason\":\"W").utf8)
    let registry = try VendorRegistry(storage: snapshot)
    let error = #expect(throws: RegistryError.self) { try registry.record(Self.one) }
    #expect(error?.exitCode == .integrity && error?.line == 4)
    #expect(error?.message.hasPrefix("the line was changed") == true)
  }
}
