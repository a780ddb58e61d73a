import Diagnostics
import Testing

@testable import CommandOptions

@Suite struct LineCountTests {
  private static func withCount<Result>(
    _ bytes: [UInt8], _ body: (LineCount) throws -> Result
  ) throws -> Result {
    try withFile(bytes) { try body(LineCount(file: try InputFile($0))) }
  }

  /// Also where several threads count.
  @Test(arguments: [0, 1, 4_096, 10_000, 4 << 20, (9 << 20) + 17])
  func countsWhatIsThere(size: Int) throws {
    var bytes = [UInt8](repeating: 0x61, count: size)
    let lineFeeds = Array(stride(from: 7, to: size, by: 1_009))
    for place in lineFeeds { bytes[place] = 0x0A }
    try Self.withCount(bytes) { count in
      for end in [0, 1, size / 2, size - 1, size] where (0...size).contains(end) {
        let expected = lineFeeds.count { $0 < end }
        let found = try count.lineFeeds(before: end)
        #expect(found == expected, "\(end) of \(size)")
        // What cannot be mapped is read.
        let read = try count.file.newlines(in: 0..<end)
        #expect(read == expected, "\(end) of \(size)")
      }
    }
  }

  @Test func aFileThatEndsBeforeIsTold() throws {
    try Self.withCount([0x0A]) { count in
      let error = #expect(throws: CommandError.self) { try count.lineFeeds(before: 2) }
      #expect(error?.exitCode == .unfinished)
    }
  }

  /// What is mapped of a file is gone when the file is cut: nothing but a signal says so.
  @Test func aFileThatIsCutShortEndsTheProcessWithAMessage() async {
    let result = await #expect(
      processExitsWith: .exitCode(3), observing: [\.standardErrorContent]
    ) {
      try Self.withCount([0x0A]) { _ = try $0.lineFeeds(before: 1 << 20) }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(": became shorter"))
  }
}
