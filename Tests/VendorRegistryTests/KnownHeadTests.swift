import Diagnostics
import Testing

@testable import VendorRegistry

@Suite struct KnownHeadTests {
  static func registry(_ lines: [[UInt8]]) throws -> VendorRegistry {
    try VendorRegistry(storage: RegistrySnapshot(files: ["log.jsonl": Array(lines.joined())]))
  }

  static func entries() throws -> [LogEntry] {
    try VendorRegistry(storage: Samples.smallRegistry()).log()
  }

  /// A log with other times from some line on, hashed and chained as it must be.
  static func rewritten(_ entries: [LogEntry], from first: Int) -> [[UInt8]] {
    var prev = LogEntry.start
    return entries.map { entry in
      let new = LogEntry(
        seq: entry.seq, event: entry.event, vendor: entry.vendor, version: entry.version,
        sha256: entry.sha256, requirements: entry.requirements, reason: entry.reason,
        at: entry.seq < first ? entry.at : "2020-01-01T00:00:00Z", prev: prev)
      prev = new.line
      return new.bytes
    }
  }

  @Test func isTheFirstAndTheLastLine() throws {
    let entries = try Self.entries()
    let head = try #require(try Self.registry(entries.map(\.bytes)).knownHead())
    #expect(head == KnownHead(first: entries[0].line, seq: 4, line: entries[3].line))
    #expect(try Self.registry([]).knownHead() == nil)
  }

  @Test func aLogMayGoOn() throws {
    let entries = try Self.entries()
    for count in 1...entries.count {
      let known = try #require(try Self.registry(entries.prefix(count).map(\.bytes)).knownHead())
      let registry = try Self.registry(entries.map(\.bytes))
      #expect(try registry.parting(from: known, notedBy: "lock:4") == nil)
    }
  }

  @Test func findsAnOlderLog() throws {
    let entries = try Self.entries()
    let known = try #require(try Self.registry(entries.map(\.bytes)).knownHead())
    for count in 0..<entries.count {
      let registry = try Self.registry(entries.prefix(count).map(\.bytes))
      let finding = try #require(try registry.parting(from: known, notedBy: "lock:4"))
      #expect(finding.rule == "log-older" && finding.line == count)
      #expect(finding.message.contains("ends with line \(count)"))
      #expect(finding.message.contains("lock:4 remembers line 4"))
    }
  }

  @Test func findsARewrittenHistory() throws {
    let entries = try Self.entries()
    let known = try #require(try Self.registry(entries.map(\.bytes)).knownHead())
    for first in 1...entries.count {
      let registry = try Self.registry(Self.rewritten(entries, from: first))
      let finding = try #require(try registry.parting(from: known, notedBy: "lock:4"))
      #expect(finding.rule == "log-rewritten")
      #expect(finding.line == (first == 1 ? 1 : 4))
    }
  }

  @Test func findsRemovedLines() throws {
    let entries = try Self.entries()
    var lines = entries.map(\.bytes)
    lines.remove(at: 1)
    // The line after the gap does not name the one before it, so nobody gets as far as the head.
    let error = #expect(throws: RegistryError.self) { try Self.registry(lines) }
    #expect(error?.exitCode == .integrity && error?.line == 2)
  }
}
