import DocumentTree
import Extraction
import Testing
import VendorRequirements

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A page of our own wording and what it asks for.
struct Fixture: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: [UInt8]
  /// Directives and sources, sorted.
  var expected: [String]

  var testDescription: String { name }

  static let folder =
    String(#filePath.prefix { _ in true }.dropLast("Fixture.swift".count))
    + "Fixtures"

  static let all: [Fixture] = names().map { name in
    let lines = read(folder + "/" + name + ".expected")
    let text = String(decoding: lines, as: UTF8.self)
    let expected = text.split(separator: "\n").flatMap { line -> [String] in
      guard let colon = line.firstRange(of: ": ") else { return [] }
      return line[colon.upperBound...].split(separator: " ").map {
        "\(line[..<colon.lowerBound]) \($0)"
      }
    }
    return Fixture(
      name: name, bytes: read(folder + "/" + name), expected: Set(expected).sorted())
  }

  private static func names() -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !name.hasSuffix(".expected") { names.append(name) }
    }
    return names.sorted()
  }

  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// The directives and sources of all profiles that count, sorted.
func pairs(_ document: ExtractedDocument) -> [String] {
  let all = document.profiles.map(\.profile).filter { $0.mode != .informational }
    .flatMap { profile in
      profile.directives.flatMap { list in
        list.requirements.map { "\(list.name) \($0.source)" }
      }
    }
  return Set(all).sorted()
}

/// Reads a page of the given kind.
func extract(
  _ text: String, _ type: MediaType = .markdown, vendor: String? = nil
) -> ExtractedDocument {
  Extractor.extract(
    Document.parse(bytes: Array(text.utf8), mediaType: type),
    context: ExtractionContext(vendor: vendor))
}
