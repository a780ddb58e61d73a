import Diagnostics
import Testing
import VendorRegistry

@Suite struct RegistryVerifierTests {
  static func rules(
    _ change: (inout RegistrySnapshot) throws -> Void
  ) throws -> [String] {
    var snapshot = try Samples.smallRegistry()
    try change(&snapshot)
    return try VendorRegistry.verify(storage: snapshot).findings.map(\.rule)
  }

  static func lines(_ snapshot: RegistrySnapshot) -> [[UInt8]] {
    (snapshot.files["log.jsonl"] ?? []).split(separator: 10).map { $0 + [10] }
  }

  @Test func findsNothingInAnIntactRegistry() throws {
    let snapshot = try Samples.smallRegistry()
    let report = try VendorRegistry.verify(storage: snapshot)
    #expect(report.findings == [])
    #expect(report.isIntact && report.exitCode == .done)
    #expect([report.lines, report.vendors, report.versions, report.withdrawn] == [4, 1, 2, 1])
    #expect(try report.head == VendorRegistry(storage: snapshot).head())
  }

  /// One flipped bit in each byte of each file.
  @Test func findsEveryFlippedByte() throws {
    let snapshot = try Samples.smallRegistry()
    #expect(snapshot.files.count == 4)
    var flips = 0
    for (path, bytes) in snapshot.files {
      for place in bytes.indices {
        var changed = snapshot
        changed.files[path]?[place] ^= 1 << (place % 8)
        let report = try VendorRegistry.verify(storage: changed)
        #expect(report.exitCode == .integrity, "\(path) byte \(place)")
        #expect(report.findings.contains { $0.file == path }, "\(path) byte \(place)")
        flips += 1
      }
    }
    #expect(flips == snapshot.files.values.reduce(0) { $0 + $1.count })
  }

  @Test func readersRefuseEveryFlippedByteOfARecord() throws {
    let snapshot = try Samples.smallRegistry()
    let path = "vendors/acme/2.json"
    for place in (snapshot.files[path] ?? []).indices {
      var changed = snapshot
      changed.files[path]?[place] ^= 0x10
      let registry = try VendorRegistry(storage: changed)
      let error = #expect(throws: RegistryError.self) {
        try registry.record(.init(vendor: "acme"))
      }
      #expect(error?.exitCode == .integrity && error?.place == path)
    }
  }

  @Test func findsRemovedAndExchangedLines() throws {
    #expect(
      try Self.rules { snapshot in
        snapshot.files["log.jsonl"] = Array(Self.lines(snapshot)[1...].joined())
      }.contains("log-number-gap"))
    #expect(
      try Self.rules { snapshot in
        var lines = Self.lines(snapshot)
        lines.remove(at: 2)
        snapshot.files["log.jsonl"] = Array(lines.joined())
      }.contains("log-number-gap"))
    #expect(
      try Self.rules { snapshot in
        var lines = Self.lines(snapshot)
        lines.swapAt(1, 2)
        snapshot.files["log.jsonl"] = Array(lines.joined())
      }.contains("log-number-reused"))
    #expect(
      try Self.rules { snapshot in
        let lines = Self.lines(snapshot)
        snapshot.files["log.jsonl"] = Array((lines + [lines[2]]).joined())
      }.contains("log-number-reused"))
    #expect(try Self.rules { $0.files["log.jsonl"]?.removeLast() } == ["log-cut-off"])
    #expect(try Self.rules { $0.files["log.jsonl"] = nil }.first == "log-missing")
  }

  @Test func findsARewrittenLineByItsSuccessor() throws {
    let rules = try Self.rules { snapshot in
      var lines = Self.lines(snapshot)
      let last = try #require(try VendorRegistry(storage: snapshot).log().first)
      lines[0] = Array(Self.rewritten(last).utf8)
      snapshot.files["log.jsonl"] = Array(lines.joined())
    }
    #expect(rules.contains("log-chain-broken"))
  }

  /// The line with another time and the hash that fits it.
  static func rewritten(_ entry: LogEntry) -> String {
    let head =
      "{\"seq\":1,\"event\":\"vendor\",\"vendor\":\"acme\",\"sha256\":\"\(entry.sha256)\","
      + "\"at\":\"2020-01-01T00:00:00Z\",\"prev\":\"\(LogEntry.start)\""
    return head + ",\"line\":\"\(hash(head))\"}\n"
  }

  @Test func findsMissingAndUnloggedFiles() throws {
    #expect(try Self.rules { $0.files["vendors/acme/1.json"] = nil } == ["file-missing"])
    #expect(try Self.rules { $0.files["vendors/acme/vendor.json"] = nil } == ["file-missing"])
    #expect(try Self.rules { $0.files["vendors/acme/3.json"] = [] } == ["file-unlogged"])
    #expect(try Self.rules { $0.files["vendors/acme/02.json"] = [] } == ["file-unlogged"])
    #expect(try Self.rules { $0.files["vendors/other/vendor.json"] = [] } == ["file-unlogged"])
    #expect(try Self.rules { $0.files["vendors/x.json"] = [] } == ["file-unlogged"])
    #expect(
      try Self.rules { $0.files["vendors/acme/documents/2.html.gz"] = [] } == ["file-unlogged"])
    #expect(try Self.rules { $0.files["vendors/acme/.2.json.swp"] = [] } == ["left-over"])
  }

  @Test func saysWhereARecordLeavesItsForm() throws {
    var snapshot = try Samples.smallRegistry()
    let path = "vendors/acme/1.json"
    let text = String(decoding: snapshot.files[path] ?? [], as: UTF8.self)
    let changed = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset == 2 ? $0.element + " " : $0.element }.joined(separator: "\n")
    snapshot.files[path] = Array(changed.utf8)
    let finding = try #require(try VendorRegistry.verify(storage: snapshot).findings.first)
    #expect(finding.rule == "record-changed")
    #expect([finding.line, finding.column] == [3, 16])
  }

  @Test func refusesAFolderThatIsNoRegistry() throws {
    let error = #expect(throws: RegistryError.self) {
      try VendorRegistry.verify(storage: RegistrySnapshot(files: [:]))
    }
    #expect(error?.exitCode == .usage)
    #expect(throws: RegistryError.self) { try VendorRegistry.verify(directory: "/nonexistent") }
  }
}
