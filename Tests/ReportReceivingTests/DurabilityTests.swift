import Foundation
import ReportReceiving
import Testing
import ViolationReports

/// A process that takes reports is killed while it writes: what it acknowledged is there.
@Suite struct DurabilityTests {
  @Test(arguments: [20, 60, 150, 300, 450]) func killedWhileItWrites(milliseconds: Int) throws {
    let scratch = try ScratchStore()
    var acknowledged = 0
    for _ in 0..<2 {
      let before =
        FileManager.default.fileExists(atPath: scratch.path)
        ? try scratch.open().tally().reports : 0
      #expect(before >= acknowledged)
      let process = Process()
      process.executableURL = try #require(Self.flood)
      process.arguments = [scratch.path, "64", "1000000"]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      usleep(UInt32(milliseconds) * 1000)
      kill(process.processIdentifier, SIGKILL)
      let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      // A line that was cut off may read as a smaller number, never as a larger one.
      let last = output.split(separator: "\n").compactMap { Int($0) }.max() ?? 0
      acknowledged = before + last
    }
    let store = try scratch.open()
    let counted = try store.tally().reports
    #expect(counted >= acknowledged, "\(acknowledged) were acknowledged, \(counted) are there")
    // Beside it there are those whose answer, or whose line, was on its way.
    #expect(counted <= acknowledged + 64 + 4 * 50)
  }

  /// The program beside the tests.
  static let flood: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folders = ["/proc/self/exe", CommandLine.arguments.first ?? ""].map { path in
      URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent()
    }
    return (folders + [root.appendingPathComponent(".build/debug")])
      .map { $0.appendingPathComponent("report-flood") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()
}
