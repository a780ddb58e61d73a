import Foundation
import Testing

@testable import LineIndex

@Suite struct LineIndexTests {
  @Test(arguments: [(0, 10), (1, 10), (10, 10), (700, 1_000_000), (2_000, 600), (1_537, 512)])
  func findsEveryLineOfAKey(count: Int, most: Int) throws {
    let sample = try IndexSample(count: count, most: most)
    defer { sample.remove() }
    let index = try LineIndex(sample.path)
    #expect(index.source.path == "/a b/ü" && index.source.size == 1)
    #expect(index.lines == count)
    #expect(index.end == sample.lines.reduce(0) { $0 + $1.length })
    #expect(
      index.segments.reduce(0) { $0 + $1.blank } == sample.lines.count { $0.isBlank })
    let starts = sample.lines.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.length) }
    for key in 0...100 {
      let keys: Set = [UInt32(key) &* 0x9E37_79B1]
      let answer = try IndexSample.answer(index, keys)
      for (number, line) in sample.lines.enumerated() where !keys.isDisjoint(with: line.keys) {
        #expect(answer[number + 1] == starts[number]..<starts[number + 1])
      }
      for (line, place) in answer { #expect(place == starts[line - 1]..<starts[line]) }
    }
  }

  @Test func saysLittleThatIsNotSo() throws {
    var builder = SegmentBuilder(start: 0, firstLine: 1, sum: 0)
    for line in 0..<40_000 {
      builder.insert([UInt32(line) &* 0x9E37_79B1])
      builder.endLine([], length: 1, isBlank: false)
    }
    let (bytes, segment) = builder.finish()
    let sample = try IndexSample(count: 0)
    defer { sample.remove() }
    let head = LineIndex.head
    let source = try LineIndex(sample.path).source
    let all =
      head + bytes
      + LineIndex.tail(
        of: source, sum: 0, [segment.moved(to: head.count)], at: head.count + bytes.count)
    try sample.write(all)
    let index = try LineIndex(sample.path)
    let found = try IndexSample.answer(index, [7 &* 0x9E37_79B1])
    #expect(found.keys.contains(8) && found.count < 30)
  }

  @Test func aSegmentEndsBeforeItTakesTooMuchMemory() {
    var builder = SegmentBuilder(start: 0, firstLine: 1, sum: 0)
    let keys = (0..<1 << 15).map { UInt32($0) << 17 }
    while !builder.isFull {
      builder.insert(keys)
      builder.endLine([], length: 1, isBlank: false)
    }
    #expect(builder.lines == 129)
  }

  @Test func aSumChangesWithTextsAndEnds() {
    let sum = SegmentBuilder.sum(after: 7, line: [1, 2], length: 3)
    #expect(sum != SegmentBuilder.sum(after: 7, line: [1, 3], length: 3))
    #expect(sum != SegmentBuilder.sum(after: 7, line: [1, 2], length: 4))
    #expect(sum != SegmentBuilder.sum(after: 8, line: [1, 2], length: 3))
    #expect(
      SegmentBuilder.sum(after: 7, line: nil, length: 3)
        != SegmentBuilder.sum(after: 7, line: nil, length: 4))
  }

  /// A flipped bit is found, or nothing that is asked depends on it.
  @Test func aChangedByteIsFound() throws {
    let sample = try IndexSample(count: 300, most: 200)
    defer { sample.remove() }
    let keys: Set<UInt32> = [9 &* 0x9E37_79B1, 31 &* 0x9E37_79B1]
    let right = try IndexSample.answer(try LineIndex(sample.path), keys)
    var found = 0
    for at in sample.bytes.indices {
      var bytes = sample.bytes
      bytes[at] ^= UInt8(1 << (at % 8))
      try sample.write(bytes)
      do throws(LineIndexError) {
        #expect(try IndexSample.answer(try LineIndex(sample.path), keys) == right, "byte \(at)")
      } catch {
        found += 1
      }
    }
    #expect(found > 200)
  }

  @Test func aCutIsFound() throws {
    let sample = try IndexSample(count: 50)
    defer { sample.remove() }
    for count in 0..<sample.bytes.count {
      try sample.write(sample.bytes[..<count])
      #expect(throws: LineIndexError.self, "\(count) bytes") { try LineIndex(sample.path) }
    }
    try sample.write(sample.bytes[..<100])
    #expect(throws: LineIndexError.truncated) { try LineIndex(sample.path) }
  }

  @Test func saysWhatItIsNot() throws {
    let sample = try IndexSample(count: 5)
    defer { sample.remove() }
    func opened(_ change: (inout [UInt8]) -> Void) throws {
      var bytes = sample.bytes
      change(&bytes)
      try sample.write(bytes)
      _ = try LineIndex(sample.path)
    }
    #expect(throws: LineIndexError.noIndex) { try opened { $0 = Array("{}\n".utf8) } }
    #expect(throws: LineIndexError.noIndex) { try opened { $0 = [] } }
    #expect(throws: LineIndexError.otherVersion(1)) { try opened { $0[12] = 1 } }
    #expect(throws: LineIndexError.otherByteOrder) {
      try opened { $0.replaceSubrange(8..<12, with: $0[8..<12].reversed()) }
    }
    #expect(throws: LineIndexError.unreadable(ENOENT)) { try LineIndex("/nowhere/x") }
  }
}
