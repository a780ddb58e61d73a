import Foundation
import Testing

/// Whole runs of the executables; Tests/CommandTests/Fixtures has a folder for each.
@Suite struct CommandCaseTests {
  @Test func executablesAreBuilt() {
    for name in ["cspreg", "cspreg-import", "cspreg-fetch", "cspreg-watch"] {
      let path = Program.folder.appendingPathComponent(name).path
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(path) is missing")
    }
    #expect(CommandCase.all.count > 30)
  }

  @Test(arguments: CommandCase.all)
  func prints(_ command: CommandCase) throws {
    let outcome = try command.run()
    let expected = command.expected
    if CommandCase.updates, outcome != expected {
      try command.update(outcome)
      Issue.record("\(command.name) was rewritten; read the difference before you keep it")
      return
    }
    #expect(outcome.exit == expected.exit, "exit code of \(command.name)")
    expectEqual(outcome.stderr, expected.stderr, "stderr of \(command.name)")
    expectEqual(outcome.stdout, expected.stdout, "stdout of \(command.name)")
  }

  /// Compares texts and shows the first line that differs instead of both texts.
  private func expectEqual(_ actual: String, _ expected: String, _ what: String) {
    guard actual != expected else { return }
    let left = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let right = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(left, right).prefix { $0 == $1 }.count
    Issue.record(
      """
      \(what), line \(line + 1):
        is       \(line < left.count ? String(left[line]) : "(the text ends)")
        expected \(line < right.count ? String(right[line]) : "(the text ends)")
      """)
  }
}
