import Foundation
import Glibc
import Spawning
import Testing

@Suite struct SpawnTests {
  /// Runs a shell line; what it printed and how it ended.
  static func run(
    _ line: String, variables: [String]? = nil, ownGroup: Bool = false
  ) throws -> (output: String, status: Int32, process: pid_t) {
    let pipe = Pipe()
    var process: pid_t = 0
    let code = spawn(
      ["/bin/sh", "-c", line], variables: variables,
      files: [.nothing, .descriptor(pipe.fileHandleForWriting.fileDescriptor), .nothing],
      ownGroup: ownGroup, process: &process)
    try #require(code == 0)
    try pipe.fileHandleForWriting.close()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (output, status >> 8, process)
  }

  @Test func takesWordsFilesAndVariables() throws {
    let run = try Self.run(
      "cat; printf '%s|%s' \"$A\" \"$HOME\"; echo lost >&2; exit 7", variables: ["A=b c"])
    #expect(run.output == "b c|" && run.status == 7)
  }

  @Test func inheritsVariablesWhenNoneAreNamed() throws {
    let path = try #require(getenv("PATH").map { String(cString: $0) })
    #expect(try Self.run("printf %s \"$PATH\"").output == path)
  }

  @Test func noSignalIsBlocked() throws {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    #expect(try Self.run("grep SigBlk /proc/self/status").output == "SigBlk:\t0000000000000000\n")
  }

  @Test(arguments: [true, false]) func leadsAGroupWhenAsked(ownGroup: Bool) throws {
    let run = try Self.run("cut -d' ' -f5 /proc/$$/stat", ownGroup: ownGroup)
    let group = run.output.trimmingCharacters(in: .newlines)
    #expect((group == String(run.process)) == ownGroup)
  }

  @Test func writesAFileAnewForThisUserAlone() throws {
    let path = FileManager.default.temporaryDirectory.path + "/spawn-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for text in ["longer", "new"] {
      var process: pid_t = 0
      #expect(
        spawn(["printf", "%s", text], files: [.nothing, .written(path)], process: &process) == 0)
      waitpid(process, nil, 0)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test func saysThatThereIsNoSuchProgram() {
    var process: pid_t = 0
    #expect(spawn(["/nowhere/program"], files: [], process: &process) == ENOENT)
    #expect(spawn(["no-such-program-anywhere"], files: [], process: &process) == ENOENT)
  }
}
