import Foundation

/// The package's files, as text.
enum SourceTree {
  /// A Swift file below the root.
  struct File: Sendable {
    /// Path below the root, such as `Sources/Impact/Decision.swift`.
    let path: String
    let text: String

    /// The target's folder, such as `Impact`.
    var module: String { String(path.split(separator: "/")[1]) }

    /// The name without its ending, such as `Decision`.
    var stem: String { String((path.split(separator: "/").last ?? "").dropLast(6)) }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Names of the modules that the file imports.
    var imports: [String] { lines.compactMap { SourceTree.importedModule(String($0)) } }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files of a folder and all below it, sorted by path.
  static func files(in folder: String) throws -> [File] {
    let base = root.appendingPathComponent(folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      File(
        path: folder + "/" + name,
        text: try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8))
    }
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  /// Names of what lies in a folder.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The module that a line imports: `public import struct A.B` gives `A`.
  static func importedModule(_ line: String) -> String? {
    var words = line.split { $0 == " " || $0 == "\t" }[...]
    let access = ["public", "package", "internal", "fileprivate", "private"]
    while let word = words.first, word.hasPrefix("@") || access.contains(String(word)) {
      words.removeFirst()
    }
    guard words.first == "import" else { return nil }
    words.removeFirst()
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
    if let word = words.first, kinds.contains(String(word)) { words.removeFirst() }
    return words.first.flatMap { $0.split { $0 == "." || $0 == ";" }.first.map(String.init) }
  }
}
