import CommandOptions
import Diagnostics
import Foundation
import Testing

@Suite struct InputTests {
  private func lines(_ text: String, limit: Int = 1000) throws -> [String] {
    try withFile(Array(text.utf8)) { path in
      var found: [String] = []
      try Input.eachLine(of: path, limit: limit) { number, line in
        found.append(
          "\(number) " + (line.map { String(decoding: $0, as: UTF8.self) } ?? "too long"))
      }
      return found
    }
  }

  @Test func linesComeWithoutTheirEnds() throws {
    #expect(try lines("a\r\nb\n\nc") == ["1 a", "2 b", "3 ", "4 c"])
    #expect(try lines("a\n") == ["1 a"])
    #expect(try lines("\n") == ["1 "])
    #expect(try lines("") == [])
    #expect(try lines("\r") == ["1 "])
  }

  @Test func aLineOverTheLimitIsNamedAndTheNextOnesAreRead() throws {
    let long = String(repeating: "x", count: 11)
    #expect(try lines("a\n\(long)\nb\n", limit: 10) == ["1 a", "2 too long", "3 b"])
    #expect(try lines("a\n\(long)", limit: 10) == ["1 a", "2 too long"])
    #expect(try lines(String(long.dropLast()) + "\n", limit: 10) == ["1 xxxxxxxxxx"])
  }

  @Test(arguments: [1, 1 << 18 - 1, 1 << 18, 1 << 18 + 1, 3 << 18])
  func linesOverTheBufferStayWhole(_ length: Int) throws {
    let long = String(repeating: "y", count: length)
    let found = try lines("first\n\(long)\r\nlast\n", limit: 1 << 20)
    #expect(found.count == 3)
    #expect(found[1].utf8.count == length + 2)
    #expect(found[2] == "3 last")
  }

  @Test func aLongLineIsNeverKept() throws {
    let long = String(repeating: "z", count: 3 << 18)
    #expect(try lines("\(long)\nb\n", limit: 1 << 18) == ["1 too long", "2 b"])
    #expect(try lines("b\n\(long)", limit: 1 << 18) == ["1 b", "2 too long"])
  }

  @Test func bytesComeAsTheyAre() throws {
    let bytes: [UInt8] = [0, 0xFF, 0x0D, 0x0A, 0xEF, 0xBB, 0xBF]
    #expect(try withFile(bytes) { try Input.read($0) } == bytes)
  }

  @Test func whatCannotBeReadIsNamed() {
    let folder = #expect(throws: CommandError.self) { try Input.read("/") }
    #expect(folder?.exitCode == .unfinished)
    #expect(folder?.description == "/: is a directory; name a file in it.")
    let missing = #expect(throws: CommandError.self) { try Input.read("/nowhere/at/all") }
    #expect(missing?.exitCode == .unfinished)
    #expect(missing?.subject == "/nowhere/at/all")
    #expect(throws: CommandError.self) { try Input.eachLine(of: "/nowhere") { _, _ in } }
  }
}
