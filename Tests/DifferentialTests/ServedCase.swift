import ContentSecurityPolicy
import Deployments
import Foundation
import IncludedTexts

/// A configuration file and what its program sends for it.
///
/// Lines of its comments say so: `#> b.test/embed/ = 1 3` asks for `/embed/` of that host and expects
/// the first and the third policy that the file is read to hold; nothing behind `=` expects none.
struct ServedCase: Sendable, CustomStringConvertible {
  /// A request and the policies that its answer carries, from 1.
  struct Expectation: Sendable {
    var host: String
    var path: String
    var policies: [Int]
  }

  /// The folder of the programs' files.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  let name: String
  let bytes: [UInt8]
  /// The files that it includes, by their paths beside it.
  let included: [String: [UInt8]]
  let expectations: [Expectation]

  var description: String { name }

  /// The cases of a program.
  static func all(of program: String) -> [ServedCase] {
    let folder = folder.appendingPathComponent("Cases/\(program)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      let place = folder.appendingPathComponent(name)
      if let bytes = try? Data(contentsOf: place) {
        return ServedCase(name: name, bytes: Array(bytes), included: [:])
      }
      return ServedCase(in: place)
    }
  }

  /// Takes a folder: the file in it, and those in its folders.
  private init?(in folder: URL) {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    var files: [String: [UInt8]] = [:]
    for path in paths ?? [] {
      files[path] = (try? Data(contentsOf: folder.appendingPathComponent(path))).map { Array($0) }
    }
    guard let name = files.keys.first(where: { !$0.contains("/") }),
      let bytes = files.removeValue(forKey: name)
    else { return nil }
    self.init(name: name, bytes: bytes, included: files)
  }

  private init(name: String, bytes: [UInt8], included: [String: [UInt8]]) {
    self.name = name
    self.bytes = bytes
    self.included = included
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    expectations = lines.compactMap { line in
      guard let mark = ["#> ", "//> "].first(where: { line.hasPrefix($0) }),
        let equals = line.lastIndex(of: "=")
      else { return nil }
      let request = line[..<equals].dropFirst(mark.count).split(separator: " ").joined()
      let slash = request.firstIndex(of: "/") ?? request.startIndex
      return Expectation(
        host: slash == request.startIndex ? "127.0.0.1" : String(request[..<slash]),
        path: String(request[slash...]),
        policies: line[line.index(after: equals)...].split(separator: " ").compactMap {
          Int($0)
        })
    }
  }

  /// It for a program that listens on another port than the one written there.
  func file(on port: Int) -> SourceFile {
    func moved(_ bytes: [UInt8]) -> [UInt8] {
      Array(
        String(decoding: bytes, as: UTF8.self)
          .replacingOccurrences(of: "18080", with: String(port)).utf8)
    }
    return SourceFile(
      path: name, bytes: moved(bytes),
      includable: included.isEmpty ? nil : IncludedTexts(included.mapValues(moved)))
  }
}
