import Foundation
import Testing

@testable import VendorRegistry

@Suite struct GitStorageTests {
  static let hasGit = (try? run("git --version", in: "/")) == 0

  /// Runs a line of bash and gives its exit code.
  static func run(_ line: String, in folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// A repository whose first commit has one file more than its second, and the work tree none.
  static func repository(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("git-storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let commit = "git add -A && git -c user.name=t -c user.email=t@x.test commit -qm"
    let status = try run(
      """
      git init -q . && mkdir -p Registry/vendors/acorn && cd Registry && echo one > log.jsonl &&
      echo a > vendors/acorn/1.json && \(commit) first && git tag v1 &&
      echo two > log.jsonl && git rm -q vendors/acorn/1.json && \(commit) second && rm log.jsonl
      """, in: folder.path)
    try #require(status == 0)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Registry", withIntermediateDirectories: true)
    try body(folder.path + "/Registry")
  }

  @Test(.enabled(if: hasGit, "git is not installed")) func readsTheRevisionAndNothingElse() throws {
    try Self.repository { folder in
      let first = try GitStorage(directory: folder, revision: "v1")
      #expect(try first.read("log.jsonl") == Array("one\n".utf8))
      #expect(try first.read("vendors/acorn/1.json") == Array("a\n".utf8))
      #expect(try first.list("") == ["log.jsonl", "vendors/"])
      #expect(try first.list("vendors") == ["acorn/"])
      #expect(try first.list("vendors/acorn") == ["1.json"])
      let second = try GitStorage(directory: folder, revision: "HEAD")
      #expect(try second.read("log.jsonl") == Array("two\n".utf8))
      #expect(try second.read("vendors/acorn/1.json") == nil)
      #expect(try second.list("vendors") == [])
      #expect(second.describe("log.jsonl").hasSuffix("\(folder)/log.jsonl"))
    }
  }

  @Test(
    .enabled(if: hasGit, "git is not installed"),
    arguments: [
      "nowhere", "--output=x", "v1:log.jsonl", "", "a b", "v1^{tree}",
    ]) func refusesWhatIsNoRevision(revision: String) throws
  {
    try Self.repository { folder in
      #expect(throws: RegistryError.self) {
        try GitStorage(directory: folder, revision: revision)
      }
    }
  }

  @Test(.enabled(if: hasGit, "git is not installed")) func saysWhenThereIsNoRepository() {
    #expect(throws: RegistryError.self) { try GitStorage(directory: "/proc", revision: "HEAD") }
  }
}
