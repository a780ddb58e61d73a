import Foundation
import ProjectConfiguration
import Testing

@Suite struct FileGlobTests {
  /// A folder with some files, gone with the value.
  final class Tree: Sendable {
    let path: String

    init(_ files: [String]) throws {
      let root = FileManager.default.temporaryDirectory
        .appendingPathComponent("cspreg-glob-\(UUID().uuidString)")
      path = root.path
      for file in files {
        let url = root.appendingPathComponent(file)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  static let files = [
    "a.conf", "b.txt", ".hidden.conf", "sites/shop.conf", "sites/eu/shop.conf", "sites/eu/x.md",
    ".git/c.conf", "node_modules/p/d.conf", "sites/.cache/e.conf",
  ]

  @Test(arguments: [
    (["a.conf"], ["a.conf"]), (["*.conf"], ["a.conf"]), ([".*.conf"], [".hidden.conf"]),
    (["**/*.conf"], ["a.conf", "sites/eu/shop.conf", "sites/shop.conf"]),
    (["sites/**"], ["sites/eu/shop.conf", "sites/eu/x.md", "sites/shop.conf"]),
    (["sites/**/shop.conf"], ["sites/eu/shop.conf", "sites/shop.conf"]),
    (["**/**/eu/*"], ["sites/eu/shop.conf", "sites/eu/x.md"]),
    (["sites/*"], ["sites/shop.conf"]),
    (["sites/e?/*.{md,conf}"], ["sites/eu/shop.conf", "sites/eu/x.md"]),
    (["./sites/../*.txt"], ["sites/../b.txt"]), ([".git/*.conf"], [".git/c.conf"]),
    (["node_modules/**"], ["node_modules/p/d.conf"]), (["nothing/*", "*.none"], []),
    (["*.txt", "b.*"], ["b.txt"]), (["sites"], []),
  ]) func finds(globs: [String], expected: [String]) throws {
    let tree = try Tree(Self.files)
    let found = FileGlob.files(globs, in: tree.path)
    #expect(found == expected.map { "\(tree.path)/\($0)" })
  }

  @Test func linkedFoldersEndTheWay() throws {
    let tree = try Tree(["a/x.conf"])
    try FileManager.default.createSymbolicLink(
      atPath: "\(tree.path)/a/loop", withDestinationPath: tree.path)
    #expect(FileGlob.files(["**/*.conf"], in: tree.path) == ["\(tree.path)/a/x.conf"])
    #expect(
      FileGlob.files(["a/loop/a/*.conf"], in: tree.path) == ["\(tree.path)/a/loop/a/x.conf"])
  }

  @Test func globsMayStartAtTheRoot() throws {
    let tree = try Tree(["x.conf"])
    #expect(FileGlob.files(["\(tree.path)/*.conf"], in: "/nowhere") == ["\(tree.path)/x.conf"])
  }

  @Test func pathsAreJoined() {
    #expect(FileGlob.path("a", in: "") == "a")
    #expect(FileGlob.path("a", in: "..") == "../a")
    #expect(FileGlob.path("/a", in: "..") == "/a")
    #expect(FileGlob.path("a", in: "/") == "/a")
  }
}
