import Foundation
import Testing

@testable import LineIndex

/// An index of invented lines, and what it has to say.
struct IndexSample {
  let path: String
  /// Keys, length and whether it is blank, for each line.
  let lines: [(keys: [UInt32], length: Int, isBlank: Bool)]
  let bytes: [UInt8]

  /// Writes an index.
  ///
  /// - Parameters:
  ///   - count: How many lines.
  ///   - most: How many lines a segment has at most.
  /// - Throws: That it cannot be written.
  init(count: Int, most: Int = SegmentBuilder.capacity) throws {
    var generator = SystemRandomNumberGenerator()
    lines = (0..<count).map { number in
      let keys = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        UInt32.random(in: 0...100, using: &generator) &* 0x9E37_79B1
      }
      let length = number % 97 == 5 ? 70_000 + number : Int.random(in: 1...300, using: &generator)
      return (keys, length, keys.isEmpty)
    }
    var bytes = LineIndex.head
    var segments: [IndexSegment] = []
    var builder = SegmentBuilder(start: 0, firstLine: 1, sum: 0)
    func end() {
      let next = SegmentBuilder(start: builder.end, firstLine: builder.nextLine, sum: builder.sum)
      let (part, segment) = builder.finish()
      segments.append(segment.moved(to: bytes.count))
      bytes += part
      builder = next
    }
    for line in lines {
      if builder.lines == most { end() }
      builder.insert(line.keys)
      builder.endLine([0x61], length: line.length, isBlank: line.isBlank)
    }
    if builder.lines > 0 { end() }
    path = FileManager.default.temporaryDirectory.path + "/index-\(UUID().uuidString)"
    try Data("x".utf8).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forReadingAtPath: path))
    let source = try #require(IndexedSource(path: "/a b/ü", descriptor: file.fileDescriptor))
    bytes += LineIndex.tail(of: source, sum: builder.sum, segments, at: bytes.count)
    self.bytes = bytes
    try write(bytes)
  }

  func write(_ bytes: some Collection<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// What an index says of a key: lines from 1, and their places.
  static func answer(
    _ index: LineIndex, _ keys: Set<UInt32>
  ) throws(LineIndexError) -> [Int: Range<Int>] {
    var answer: [Int: Range<Int>] = [:]
    for segment in index.segments {
      let lines = try index.lines(holding: keys, in: segment)
      for (line, place) in zip(lines, try index.places(of: lines, in: segment)) {
        answer[segment.firstLine + line] = place
      }
    }
    return answer
  }
}
