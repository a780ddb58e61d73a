import Diagnostics
import Glibc
import Testing
import VendorRequirements

@testable import VendorRegistry

@Suite struct KeptDocumentsTests {
  static let copy = DocumentCopy(
    document: 0, fileExtension: "html", compressed: [0x1F, 0x8B, 0, 0xFF, 10, 0x80])
  static let path = "vendors/acme/documents/1.html.gz"

  static func registry() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Publisher(directory: folder.path).publish(
      Samples.record(), vendor: Samples.vendor, copies: [copy], at: Samples.at)
    return folder
  }

  @Test func areNamedInTheRecord() throws {
    let folder = try Self.registry()
    let registry = try VendorRegistry(directory: folder.path)
    let kept = try #require(
      try registry.record(VendorRegistryTests.one).documents.first?.kept)
    #expect(kept.file == "1.html.gz")
    #expect(try registry.keptDocument(kept, of: "acme") == Self.copy.compressed)
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
  }

  @Test func areNamedAfterVersionAndPlace() throws {
    let folder = try Self.registry()
    var record = Samples.record(["https://b.example"])
    record.documents.append(record.documents[0])
    var second = Self.copy
    (second.document, second.fileExtension) = (1, "txt")
    let published = try Publisher(directory: folder.path).publish(
      record, copies: [Self.copy, second], at: Samples.at)
    #expect(published.documents.map { $0.kept?.file } == ["2.html.gz", "2-1.txt.gz"])
    #expect(try VendorRegistry.verify(directory: folder.path).findings == [])
  }

  @Test func refusesOthers() throws {
    let folder = try Self.registry()
    let before = try RegistrySnapshot(directory: folder.path)
    for (document, fileExtension) in [(1, "html"), (-1, "html"), (0, "exe"), (0, "../html")] {
      var copy = Self.copy
      (copy.document, copy.fileExtension) = (document, fileExtension)
      #expect(throws: RegistryError.self) {
        try Publisher(directory: folder.path).publish(
          Samples.record(["b"]), copies: [copy], at: Samples.at)
      }
    }
    #expect(try RegistrySnapshot(directory: folder.path) == before)
  }

  @Test func changesAreFound() throws {
    let folder = try Self.registry()
    let snapshot = try RegistrySnapshot(directory: folder.path)
    func rules(_ change: (inout RegistrySnapshot) -> Void) throws -> [String] {
      var changed = snapshot
      change(&changed)
      return try VendorRegistry.verify(storage: changed).findings.map(\.rule)
    }
    for place in Self.copy.compressed.indices {
      #expect(try rules { $0.files[Self.path]?[place] ^= 1 } == ["document-changed"])
    }
    #expect(try rules { $0.files[Self.path] = nil } == ["file-missing"])
    #expect(
      try rules { $0.files["vendors/acme/documents/9.md.gz"] = [1] } == ["file-unlogged"])
    var changed = snapshot
    changed.files[Self.path] = []
    let registry = try VendorRegistry(storage: changed)
    let kept = try #require(
      try registry.record(VendorRegistryTests.one).documents.first?.kept)
    let error = #expect(throws: RegistryError.self) {
      try registry.keptDocument(kept, of: "acme")
    }
    #expect(error?.exitCode == .integrity)
  }

  /// The very first publication of a registry, stopped at every step in turn.
  @Test func theFirstPublicationSurvivesAStopAtEveryStep() throws {
    var steps = 0
    while true {
      let folder = try TemporaryFolder()
      var publisher = Publisher(directory: folder.path + "/deep/registry")
      try publisher.makeDirectory()
      let countdown = PublisherTests.Countdown(steps)
      publisher.files.goesOn = { countdown.take() }
      let isFinished =
        (try? publisher.publish(
          Samples.record(), vendor: Samples.vendor, copies: [Self.copy], at: Samples.at)) != nil
      let free = try VendorRegistry.isFree(directory: publisher.directory)
      if !free {
        let report = try VendorRegistry.verify(directory: publisher.directory)
        #expect(report.isIntact, "step \(steps): \(report.findings)")
        let vendors = try VendorRegistry(directory: publisher.directory).vendors()
        #expect(vendors == [] || vendors == ["acme"], "step \(steps)")
      }
      let again = Publisher(directory: publisher.directory)
      try again.recover()
      let isThere = try !VendorRegistry.isFree(directory: publisher.directory)
      #expect(isThere || !isFinished, "step \(steps)")
      try again.publish(Samples.record(["c"]), vendor: Samples.vendor, at: Samples.at)
      #expect(try VendorRegistry.verify(directory: publisher.directory).isIntact, "step \(steps)")
      if isFinished { break }
      steps += 1
    }
    #expect(steps > 20)
  }

  /// When the disk is full nothing stays, the folders that were made for it included.
  @Test func aFullDiskLeavesNothing() throws {
    let folder = try TemporaryFolder()
    for room in stride(from: 0, to: 20_000, by: 191) {
      var publisher = Publisher(directory: folder.path)
      let disk = PublisherTests.SmallDisk(room)
      publisher.files.write = { disk.write($0, $1) }
      let isDone =
        (try? publisher.publish(
          Samples.record(), vendor: Samples.vendor, copies: [Self.copy], at: Samples.at)) != nil
      if isDone { break }
      // Where even undoing finds no room the note stays, and readers see nothing yet.
      if try !VendorRegistry.isFree(directory: folder.path) {
        #expect(try VendorRegistry(directory: folder.path).vendors() == [], "\(room) bytes")
        try Publisher(directory: folder.path).recover()
        break
      }
    }
    #expect(try VendorRegistry.verify(directory: folder.path).versions == 1)
  }

  @Test func aFolderOfOtherThingsIsNotFree() throws {
    let folder = try TemporaryFolder()
    #expect(try VendorRegistry.isFree(directory: folder.path))
    #expect(try VendorRegistry.isFree(directory: folder.path + "/none"))
    folder.write("notes.txt", "mine")
    #expect(try !VendorRegistry.isFree(directory: folder.path))
    #expect(try !VendorRegistry.isFree(directory: folder.path + "/notes.txt"))
    #expect(try VendorRegistry.empty().vendors() == [])
  }
}
