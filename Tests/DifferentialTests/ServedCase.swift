import ContentSecurityPolicy
import Deployments
import Foundation

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
  let expectations: [Expectation]

  var description: String { name }

  /// The cases of a program.
  static func all(of program: String) -> [ServedCase] {
    let folder = folder.appendingPathComponent("Cases/\(program)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appendingPathComponent(name))).map {
        ServedCase(name: name, bytes: Array($0))
      }
    }
  }

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
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
    let text = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "18080", with: String(port))
    return SourceFile(path: name, bytes: Array(text.utf8))
  }
}
