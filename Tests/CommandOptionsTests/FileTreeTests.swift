import Diagnostics
import Foundation
import Testing

@testable import CommandOptions

@Suite struct FileTreeTests {
  /// What a walk visits and reports in a folder made of `path: text` pairs; `-> x` makes a link.
  static func walk(
    _ files: [String: String], from start: String = "", wanted: (String) -> Bool = { _ in true }
  ) throws -> (visited: [String], reported: [String]) {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-tree-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if text.hasPrefix("-> ") {
        try FileManager.default.createSymbolicLink(
          atPath: file.path, withDestinationPath: String(text.dropFirst(3)))
      } else {
        try Data(text.utf8).write(to: file)
      }
    }
    var visited: [String] = []
    var reported: [String] = []
    func shown(_ path: String) -> String { String(path.dropFirst(root.path.count + 1)) }
    try withoutActuallyEscaping(wanted) { wanted in
      var tree = FileTree(
        isWanted: wanted,
        visit: { (visit) throws(CommandError) in visited.append(shown(visit.path)) },
        report: { reported.append("\($0.rule) \(shown($0.file ?? ""))") })
      try tree.walk(root.path + (start.isEmpty ? "" : "/" + start))
    }
    return (visited, reported)
  }

  /// Threads change nothing about the order.
  @Test(arguments: [1, 2, 5]) func worksInTheOrderOfTheWalk(jobs: Int) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-tree-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    var expected: [String] = []
    for folder in 0..<20 {
      let path = root.appendingPathComponent("\(folder + 100)")
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: path.appendingPathComponent("loop").path, withDestinationPath: "loop")
      for file in 0..<20 {
        let file = path.appendingPathComponent("\(file + 100)")
        try Data(file.path.utf8).write(to: file)
        expected.append(file.path)
      }
      expected.append("link-loop \(path.path)/loop")
    }
    var taken: [String] = []
    try FileTree.walk(
      [root.path], jobs: jobs, isWanted: { _ in true },
      work: { step in
        switch step {
        case .odd(let odd): return "\(odd.rule) \(odd.file ?? "")"
        case .file(let visit):
          if visit.path.hasSuffix("1") { usleep(2000) }
          return String(decoding: (try? Input.read(visit.path)) ?? [], as: UTF8.self)
        }
      }, take: { (text) throws(CommandError) in taken.append(text) })
    #expect(taken == expected)
  }

  @Test func visitsInTheOrderOfNames() throws {
    let found = try Self.walk(["b/c": "", "a": "", "b/a": "", ".hidden": ""])
    #expect(found.visited == [".hidden", "a", "b/a", "b/c"])
    #expect(found.reported.isEmpty)
  }

  @Test func passesOverWhatIsNotSource() throws {
    let found = try Self.walk(
      ["node_modules/a": "", ".git/a": "", "x/node_modules/y/a": "", "x/a": "", "A.CONF": ""],
      wanted: { $0 != "other" })
    #expect(found.visited == ["A.CONF", "x/a"])
    #expect(try Self.walk(["a.conf": "", "b": ""], wanted: { $0 == "b" }).visited == ["b"])
  }

  @Test func rulesHoldBelowTheirFolder() throws {
    let files = [
      ".gitignore": "*.log\n/build/\n", "a.log": "", "build/a": "", "x/build/a": "",
      "x/.gitignore": "!keep.log\nsecret\n", "x/keep.log": "", "x/y/secret": "", "x/b.log": "",
      "secret": "",
    ]
    let found = try Self.walk(files, wanted: { $0 != ".gitignore" })
    #expect(found.visited == ["secret", "x/build/a", "x/keep.log"])
  }

  @Test func rulesOfTheRepositoryAboveHold() throws {
    let files = [
      ".git/info/exclude": "*.tmp", ".gitignore": "/x/out", "x/out/a": "", "x/in/a": "",
      "x/b.tmp": "",
    ]
    #expect(try Self.walk(files, from: "x").visited == ["x/in/a"])
    // Without a repository the rules above are somebody else's.
    #expect(
      try Self.walk([".gitignore": "a", "x/a": ""], from: "x").visited == ["x/a"])
  }

  @Test func linksLeadToFilesOnceAndToNoFolders() throws {
    let found = try Self.walk([
      "a.conf": "", "b.conf": "-> a.conf", "x/up": "-> ..", "x/loop": "-> loop",
      "x/gone": "-> nowhere", "y": "-> x",
    ])
    #expect(found.visited == ["a.conf"])
    #expect(found.reported == ["link-loop x/loop", "link-loop x/up"])
  }

  @Test func aNamedFileIsVisitedWhateverItIs() throws {
    let files = [".gitignore": "a", "a": ""]
    #expect(try Self.walk(files, from: "a", wanted: { _ in false }).visited == ["a"])
  }

  @Test func unreadableFoldersAreReported() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-tree-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: root.appendingPathComponent("a"), withIntermediateDirectories: true)
    defer {
      chmod(root.path + "/a", 0o755)
      try? FileManager.default.removeItem(at: root)
    }
    chmod(root.path + "/a", 0)
    // Root reads everything.
    guard getuid() != 0 else { return }
    var reported: [String] = []
    var tree = FileTree(
      isWanted: { _ in true }, visit: { (_) throws(CommandError) in },
      report: { reported.append($0.rule) })
    try tree.walk(root.path)
    #expect(reported == ["unreadable"])
  }
}
