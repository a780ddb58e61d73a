import Diagnostics
import Testing

@testable import CommandOptions

@Suite struct LineReaderTests {
  /// The lines of a file as `number text`, read as one or as one of several shards.
  private func lines(_ bytes: [UInt8], _ shard: String? = nil) throws -> [String] {
    try withFile(bytes) { path in
      var reader = try LineReader(
        path, shard: shard.flatMap(Shard.init(argument:)), longestLine: 1 << 19)
      var piece = LinePiece()
      var found: [String] = []
      while try reader.next(&piece) {
        let count = piece.lineCount
        let seen = piece.eachLine { number, line in
          found.append("\(number) " + (line.map { String(decoding: $0, as: UTF8.self) } ?? "?"))
        }
        #expect(seen == count)
        reader.count(count)
      }
      return found
    }
  }

  @Test func roomThatALongLineTookIsGivenBack() throws {
    let long = String(repeating: "x", count: 3 << 20)
    let short = String(repeating: "short\n", count: 1_000_000)
    let sizes = try withFile(Array("\(long)\n\(short)".utf8)) { path in
      var reader = try LineReader(path)
      var piece = LinePiece()
      var sizes: [Int] = []
      while try reader.next(&piece) {
        sizes.append(piece.bytes.count)
        reader.count(piece.lineCount)
      }
      return sizes
    }
    #expect(sizes[0] > 3 << 20 && sizes.dropFirst(2).allSatisfy { $0 <= 1 << 20 })
    #expect(sizes.count > 3)
  }

  @Test(arguments: [
    "", "\n", "a", "a\n", "a\nb", "aa\n\nb\r\nccc\n",
    "one line that is longer than the others\nx\ny\n",
  ])
  func shardsHoldEveryLineOnce(_ text: String) throws {
    let whole = try lines(Array(text.utf8))
    for count in 1...9 {
      let parts = try (1...count).flatMap { try lines(Array(text.utf8), "\($0)/\(count)") }
      #expect(parts == whole, "\(count) shards")
    }
  }

  @Test func shardsOfAFileOverSeveralPieces() throws {
    var bytes: [UInt8] = []
    for number in 0..<20_000 {
      bytes += repeatElement(UInt8(0x61 + number % 26), count: number * 7919 % 97)
      bytes.append(0x0A)
      if number == 9_000 { bytes += repeatElement(0x7A, count: 700_000) + [0x0A] }
    }
    let whole = try lines(bytes)
    #expect(whole.count == 20_001 && whole[9_001] == "9002 ?")
    for count in [2, 3, 7] {
      let parts = try (1...count).flatMap { try lines(bytes, "\($0)/\(count)") }
      #expect(parts == whole, "\(count) shards")
    }
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2"])
  func whatIsNoShardIsRefused(_ text: String) { #expect(Shard(argument: text) == nil) }

  @Test func standardInputIsNotDivided() {
    let error = #expect(throws: CommandError.self) {
      _ = try LineReader("/dev/null", shard: Shard(argument: "1/2"))
    }
    #expect(error?.exitCode == .usage)
  }
}
