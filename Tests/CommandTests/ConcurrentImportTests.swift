import Foundation
import Testing

/// Two imports at once: one publishes, the other is told, and the registry stays whole.
@Suite struct ConcurrentImportTests {
  @Test(arguments: 1...3)
  func oneWins(_ round: Int) async throws {
    let scratch = try TemporaryFolder()
    let registry = scratch.url.appendingPathComponent("Registry")
    try FileManager.default.copyItem(at: Program.registry, to: registry)
    for name in ["a", "b", "c", "d"] {
      try scratch.write(
        "connect-src https://api.lumenwidget.dev https://\(name).lumenwidget.dev\n",
        to: "\(name).txt")
    }
    let result = try ProcessRun(
      """
      export CSPREG_REGISTRY=$PWD/Registry
      for name in a b c d; do
        { cspreg import $name.txt --vendor lumen --accept --reason "$name came"
          echo "exit $?"; } > $name.out 2>&1 &
      done
      wait
      cat ?.out
      """, in: scratch.url)
    let lines = result.outputText.split(separator: "\n")
    let published = lines.filter { $0.hasPrefix("Published lumen@") }
    let done = lines.count { $0 == "exit 0" }
    #expect(done >= 1, "\(result.outputText)")
    #expect(published.count == done, "\(result.outputText)")
    #expect(Set(published).count == published.count, "a number was given twice")
    // Whoever lost is told why and leaves nothing behind.
    let told = lines.count { $0.hasPrefix("cspreg: ") }
    #expect(told == 4 - done, "\(result.outputText)")
    #expect(lines.allSatisfy { !$0.contains("Fatal") }, "\(result.outputText)")

    let verified = try ProcessRun("cspreg verify --registry Registry", in: scratch.url)
    #expect(verified.exit == 0, "\(verified.outputText)")
    #expect(
      verified.outputText.contains("\(3 + done) versions"), "\(verified.outputText)")
    for number in 3..<(3 + done) {
      let shown = try ProcessRun("cspreg show lumen@\(number) --registry Registry", in: scratch.url)
      #expect(shown.exit == 0, "\(shown.errorText)")
    }
  }

  @Test func readersNeverSeeHalfARegistry() throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: Program.registry, to: scratch.url.appendingPathComponent("Registry"))
    for number in 1...4 {
      try scratch.write(
        "connect-src https://api.lumenwidget.dev https://n\(number).lumenwidget.dev\n",
        to: "\(number).txt")
    }
    let result = try ProcessRun(
      """
      export CSPREG_REGISTRY=$PWD/Registry
      (for n in 1 2 3 4; do
        cspreg import $n.txt --vendor lumen --accept --reason "number $n" || exit 9
      done > written.out 2>&1; echo $? > written) &
      while [ ! -e written ]; do
        cspreg diff lumen@1 lumen@latest > /dev/null || echo "diff: exit $?"
        cspreg list > /dev/null || echo "list: exit $?"
        cspreg verify > verify.out 2>&1 || { echo "verify: exit $?"; cat verify.out; }
      done
      cat written
      """, in: scratch.url)
    #expect(result.outputText == "0\n", "\(result.outputText)\(result.errorText)")
    let verified = try ProcessRun("cspreg verify --registry Registry", in: scratch.url)
    #expect(verified.outputText.contains("7 versions"), "\(verified.outputText)")
  }
}
