import Diagnostics
import Glibc
import Synchronization
import Testing
import VendorRequirements

@testable import VendorRegistry

@Suite struct PublisherTests {
  /// Counts calls down and says no when none is left.
  final class Countdown: Sendable {
    let left: Mutex<Int>
    init(_ count: Int) { left = Mutex(count) }
    func take() -> Bool {
      left.withLock { left in
        left -= 1
        return left >= 0
      }
    }
  }

  static func publisher(_ folder: TemporaryFolder) -> Publisher {
    Publisher(directory: folder.path)
  }

  /// A registry with `acme@1`.
  static func registry() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try publisher(folder).publish(Samples.record(), vendor: Samples.vendor, at: Samples.at)
    return folder
  }

  /// A new version together with a changed `vendor.json`.
  static func publishSecond(_ publisher: Publisher) throws {
    var vendor = Samples.vendor
    vendor.name = "Acme & Sons"
    try publisher.publish(Samples.record(["https://b.example"]), vendor: vendor, at: Samples.at)
  }

  static func state(_ folder: TemporaryFolder) throws -> [String] {
    let registry = try VendorRegistry(directory: folder.path)
    var state = [try registry.vendor("acme").name]
    for version in try registry.versions(of: "acme") {
      state.append(
        try registry.record(.init(vendor: "acme", version: .number(version.number))).name)
    }
    return state
  }

  @Test func numbersVersions() throws {
    let folder = try Self.registry()
    let record = try Self.publisher(folder).publish(Samples.record(["b.example"]), at: Samples.at)
    #expect(record.version == 2)
    let registry = try VendorRegistry(directory: folder.path)
    #expect(try registry.record(.init(vendor: "acme")) == record)
    #expect(try registry.vendor("acme") == Samples.vendor)
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
    #expect(try registry.log().map(\.event) == [.vendor, .published, .published])
  }

  @Test func refusesWhatBreaksTheRules() throws {
    let folder = try Self.registry()
    let before = try RegistrySnapshot(directory: folder.path)
    let publisher = Self.publisher(folder)
    func refuses(_ record: VersionRecord, at: String = Samples.at) {
      #expect(throws: RegistryError.self) { try publisher.publish(record, at: at) }
    }
    refuses(Samples.record(version: 1))
    refuses(Samples.record(version: 3))
    refuses(Samples.record(vendor: "unknown"))
    refuses(Samples.record(vendor: "../../etc"))
    refuses(Samples.record(["a b"]))
    refuses(Samples.record(["a;b"]))
    refuses(Samples.record(["x", "x"]))
    refuses(Samples.record(), at: "yesterday")
    var unaccepted = Samples.record()
    unaccepted.accepted = nil
    refuses(unaccepted)
    #expect(try RegistrySnapshot(directory: folder.path) == before)
    let missing = Publisher(directory: folder.path + "/missing")
    #expect(throws: RegistryError.self) { try missing.publish(Samples.record(), at: Samples.at) }
  }

  @Test func withdraws() throws {
    let folder = try Self.registry()
    let publisher = Self.publisher(folder)
    let one = VendorReference(vendor: "acme", version: .number(1))
    try publisher.publish(Samples.record(["b.example"]), at: Samples.at)
    #expect(throws: RegistryError.self) {
      try publisher.withdraw(.init(vendor: "acme"), reason: "r", at: Samples.at)
    }
    #expect(throws: RegistryError.self) {
      try publisher.withdraw(one, reason: "", at: Samples.at)
    }
    let two = VendorReference(vendor: "acme", version: .number(2))
    try publisher.withdraw(two, reason: "misread", at: Samples.at)
    #expect(throws: RegistryError.self) {
      try publisher.withdraw(two, reason: "again", at: Samples.at)
    }
    let registry = try VendorRegistry(directory: folder.path)
    #expect(try registry.record(.init(vendor: "acme")).version == 1)
    #expect(try registry.record(two).version == 2)
    #expect(try registry.version(two).withdrawal?.reason == "misread")
    try publisher.withdraw(one, reason: "misread", at: Samples.at)
    let now = try VendorRegistry(directory: folder.path)
    let error = #expect(throws: RegistryError.self) { try now.record(.init(vendor: "acme")) }
    #expect(error?.message.contains("every version of acme was withdrawn") == true)
    #expect(try publisher.publish(Samples.record(), at: Samples.at).version == 3)
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
  }

  @Test func leavesAnEqualVendorAlone() throws {
    let folder = try Self.registry()
    try Self.publisher(folder).update(Samples.vendor, at: Samples.at)
    #expect(try VendorRegistry(directory: folder.path).log().count == 2)
    var vendor = Samples.vendor
    vendor.domains.append("acme.test")
    try Self.publisher(folder).update(vendor, at: Samples.at)
    #expect(try VendorRegistry(directory: folder.path).vendor("acme") == vendor)
    // What was made from an older state does not undo the newer one.
    let error = #expect(throws: RegistryError.self) {
      try Self.publisher(folder).update(Samples.vendor, replacing: Samples.vendor, at: Samples.at)
    }
    #expect(error?.code == .busy)
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
  }

  /// Stops at every step in turn: readers see the state before or after, never one in between, and
  /// the next publication goes on from there.
  @Test func survivesAStopAtEveryStep() throws {
    var steps = 0
    var finished = false
    while !finished {
      let folder = try Self.registry()
      var publisher = Self.publisher(folder)
      let countdown = Countdown(steps)
      publisher.files.goesOn = { countdown.take() }
      publisher.files.write = { Glibc.write($0, $1.baseAddress, min($1.count, 300)) }
      do {
        try Self.publishSecond(publisher)
        finished = true
      } catch let error as RegistryError {
        #expect(error.code == .interrupted)
      }
      let report = try VendorRegistry.verify(directory: folder.path)
      #expect(report.isIntact, "step \(steps): \(report.findings)")
      let seen = try Self.state(folder)
      let old = ["Acmé", "acme@1"]
      let new = ["Acme & Sons", "acme@1", "acme@2"]
      #expect(seen == old || seen == new, "step \(steps)")
      let again = Self.publisher(folder)
      if try again.recover() || seen == new {
        #expect(try Self.state(folder) == new, "step \(steps)")
      } else {
        #expect(try Self.state(folder) == old, "step \(steps)")
      }
      try again.publish(Samples.record(["c.example"]), at: Samples.at)
      #expect(try VendorRegistry.verify(directory: folder.path).isIntact, "step \(steps)")
      steps += 1
    }
    #expect(steps > 20)
  }

  /// The disk is full after some bytes: nothing was published, nothing is left over.
  @Test func survivesAFullDisk() throws {
    let folder = try Self.registry()
    let before = try RegistrySnapshot(directory: folder.path)
    var room = 0
    while true {
      var publisher = Self.publisher(folder)
      let disk = SmallDisk(room)
      publisher.files.write = { descriptor, bytes in disk.write(descriptor, bytes) }
      do {
        try Self.publishSecond(publisher)
        break
      } catch let error as RegistryError {
        #expect(error.code == .notWritten && error.exitCode == .unfinished)
        #expect(error.message.contains("No space left on device"))
      }
      // When even undoing finds no room, the note stays and readers see the state before.
      if try RegistrySnapshot(directory: folder.path) != before {
        #expect(try Self.state(folder) == ["Acmé", "acme@1"])
        #expect(try VendorRegistry.verify(directory: folder.path).isIntact)
        try Self.publisher(folder).recover()
        #expect(try Self.state(folder) == ["Acme & Sons", "acme@1", "acme@2"])
        return
      }
      room += 97
    }
    #expect(try Self.state(folder) == ["Acme & Sons", "acme@1", "acme@2"])
  }

  /// A disk with little room.
  final class SmallDisk: Sendable {
    let room: Mutex<Int>
    init(_ room: Int) { self.room = Mutex(room) }
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
      room.withLock { room in
        if room == 0 {
          errno = ENOSPC
          return -1
        }
        let count = min(room, bytes.count)
        room -= count
        return Glibc.write(descriptor, bytes.baseAddress, count)
      }
    }
  }

  @Test func letsOnlyOnePublishAtATime() throws {
    let folder = try Self.registry()
    let lock = try PublishingLock(directory: folder.path)
    let error = #expect(throws: RegistryError.self) {
      try Self.publisher(folder).publish(Samples.record(["b.example"]), at: Samples.at)
    }
    #expect(error?.exitCode == .unfinished)
    #expect(error?.message.contains("process \(getpid())") == true)
    #expect(try Self.state(folder) == ["Acmé", "acme@1"])
    lock.release()
    try Self.publisher(folder).publish(Samples.record(["b.example"]), at: Samples.at)
  }

  @Test func losesNothingWhenManyPublishAtOnce() async throws {
    let folder = try Self.registry()
    let done = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<12 {
        group.addTask {
          let record = Samples.record(["h\(number).example"])
          return (try? Self.publisher(folder).publish(record, at: Samples.at)) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(done >= 1)
    let registry = try VendorRegistry(directory: folder.path)
    #expect(try registry.versions(of: "acme").count == 1 + done)
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
  }

  /// Readers come in the midst of publications and see a whole registry each time.
  @Test func readersSeeOnlyWholeStates() async throws {
    let folder = try Self.registry()
    let failures = Failures()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let start = ContinuousClock.now
        for number in 0..<25 where ContinuousClock.now - start < .seconds(2) {
          var vendor = Samples.vendor
          vendor.name = "name \(number)"
          failures.note {
            try Self.publisher(folder).publish(
              Samples.record(["h\(number).example"]), vendor: vendor, at: Samples.at)
            failures.count()
          }
        }
        failures.stop()
      }
      group.addTask {
        while failures.isRunning {
          failures.note {
            _ = try Self.state(folder)
            let report = try VendorRegistry.verify(directory: folder.path)
            if !report.isIntact { failures.add("\(report.findings)") }
          }
        }
      }
    }
    #expect(failures.all == [])
    let count = failures.counted
    #expect(count > 0)
    #expect(try VendorRegistry(directory: folder.path).versions(of: "acme").count == 1 + count)
  }

  final class Failures: Sendable {
    private let state = Mutex<(failures: [String], isRunning: Bool)>(([], true))
    private let done = Mutex(0)
    var counted: Int { done.withLock { $0 } }
    func count() { done.withLock { $0 += 1 } }
    var all: [String] { state.withLock { $0.failures } }
    var isRunning: Bool { state.withLock { $0.isRunning } }
    func stop() { state.withLock { $0.isRunning = false } }
    func note(_ body: () throws -> Void) {
      do {
        try body()
      } catch {
        add("\(error)")
      }
    }
    func add(_ failure: String) { state.withLock { $0.failures.append(failure) } }
  }

  @Test func refusesToStartANewLogOverAnOldRegistry() throws {
    let folder = try Self.registry()
    remove(folder.path + "/log.jsonl")
    var vendor = Samples.vendor
    vendor.id = "other"
    let error = #expect(throws: RegistryError.self) {
      try Self.publisher(folder).publish(
        Samples.record(vendor: "other"), vendor: vendor, at: Samples.at)
    }
    #expect(error?.exitCode == .integrity)
  }

  @Test func refusesToGoOnFromADamagedRegistry() throws {
    let folder = try Self.registry()
    folder.write("vendors/acme/2.json", "{}")
    let error = #expect(throws: RegistryError.self) {
      try Self.publisher(folder).publish(Samples.record(), at: Samples.at)
    }
    #expect(error?.code == .tampered)
    remove(folder.path + "/vendors/acme/2.json")
    folder.write(".publishing", "{")
    #expect(throws: RegistryError.self) { try Self.publisher(folder).recover() }
    #expect(try VendorRegistry.verify(directory: folder.path).exitCode == .integrity)
    folder.write(
      ".publishing",
      #"{"size":0,"files":[{"path":"../x","before":null,"after":""}],"lines":""}"#)
    #expect(throws: RegistryError.self) { try Self.publisher(folder).recover() }
    folder.write(".publishing", #"{"size":0,"files":[],"lines":"x"}"#)
    #expect(throws: RegistryError.self) { try Self.publisher(folder).recover() }
    #expect(try VendorRegistry.verify(directory: folder.path).exitCode == .integrity)
  }
}
