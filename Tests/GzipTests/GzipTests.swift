import Gzip
import Testing

@Suite struct GzipTests {
  static let samples: [[UInt8]] = [
    [], [0], Array("<p>hello</p>".utf8), Array(repeating: 0x61, count: 200_000),
    (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) },
  ]

  @Test(arguments: samples) func expandsToWhatItWas(bytes: [UInt8]) throws {
    let file = try Gzip.compressed(bytes)
    #expect(try Gzip.expanded(file, limit: bytes.count) == bytes)
    #expect(try Gzip.compressed(bytes) == file)
  }

  /// RFC 1952: no name, no time, unknown system.
  @Test func notesNothingButTheBytes() throws {
    let file = try Gzip.compressed(Array("text".utf8))
    #expect(file.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    #expect(file[9] == 255)
  }

  @Test func refusesWhatIsDamaged() throws {
    let file = try Gzip.compressed(Array("some text, some text".utf8))
    for length in file.indices {
      #expect(throws: Gzip.Failure.self) {
        try Gzip.expanded(Array(file[..<length]), limit: 1 << 20)
      }
    }
    #expect(throws: Gzip.Failure.damaged) { try Gzip.expanded(file + [0], limit: 1 << 20) }
    #expect(throws: Gzip.Failure.self) { try Gzip.expanded(Array("no gzip".utf8), limit: 100) }
    var changed = file
    changed[file.count - 6] ^= 1
    #expect(throws: Gzip.Failure.damaged) { try Gzip.expanded(changed, limit: 1 << 20) }
  }

  @Test func stopsAtTheLimit() throws {
    let file = try Gzip.compressed(Array(repeating: 0x20, count: 5000))
    #expect(throws: Gzip.Failure.tooLarge) { try Gzip.expanded(file, limit: 4999) }
    // A stated size that is too small is no way around it.
    var lying = file
    lying.replaceSubrange((file.count - 4)..., with: [1, 0, 0, 0])
    #expect(throws: Gzip.Failure.damaged) { try Gzip.expanded(lying, limit: 4999) }
  }
}
