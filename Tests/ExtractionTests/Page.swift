import DocumentTree
import Extraction
import Testing
import VendorRequirements

/// A page of our own wording in a file of many, with what a careful reader finds in it.
///
/// `Pages/<Shape>.pages` holds pages one after another: a line `===== name.html`, the page, a line
/// `-----`, then lines `directive: source source`, and `profiles: name mode | ...` where the modes
/// matter; a `-` leaves a profile's name open.
struct Page: CustomTestStringConvertible, Sendable {
  var name: String
  var text: String
  /// Directives and sources, sorted.
  var expected: [String]
  /// Names and modes of the profiles, sorted; `nil` when any will do.
  var profiles: [String]?

  var testDescription: String { name }

  var bytes: [UInt8] { Array(text.utf8) }

  static func all(_ file: String) -> [Page] {
    let folder = String(#filePath.dropLast("Page.swift".count)) + "Pages/"
    let text = String(decoding: Fixture.read(folder + file + ".pages"), as: UTF8.self)
    return "\n\(text)".ranges(of: "\n===== ").isEmpty
      ? [] : pieces(of: "\n" + text, by: "\n===== ").dropFirst().compactMap(Page.init)
  }

  private static func pieces(of text: String, by mark: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = text[...]
    while let range = rest.firstRange(of: mark) {
      pieces.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return pieces + [rest]
  }

  private init?(_ text: Substring) {
    let piece = text + "\n"
    guard let end = piece.firstIndex(of: "\n"), let rule = piece.firstRange(of: "\n-----\n") else {
      return nil
    }
    name = String(piece[..<end])
    self.text = String(piece[piece.index(after: end)..<rule.lowerBound]) + "\n"
    var pairs: Set<String> = []
    for line in piece[rule.upperBound...].split(separator: "\n") {
      guard let colon = line.firstRange(of: ": ") else { continue }
      let value = line[colon.upperBound...]
      if line[..<colon.lowerBound] == "profiles" {
        profiles = value.split(separator: "|").map { part in
          part.split(separator: " ").joined(separator: " ")
        }.sorted()
      } else {
        for source in value.split(separator: " ") {
          pairs.insert("\(line[..<colon.lowerBound]) \(source)")
        }
      }
    }
    expected = pairs.sorted()
  }
}

/// Checks that a page gives what a careful reader finds in it.
func check(_ page: Page) {
  let document = Document.parse(bytes: page.bytes, path: page.name)
  let found = Extractor.extract(document)
  #expect(pairs(found) == page.expected)
  if let wanted = page.profiles {
    let isNamed = wanted.contains { !$0.hasPrefix("-") }
    let seen = found.profiles.map(\.profile).map {
      isNamed && wanted.contains("\($0.name) \($0.mode.rawValue)")
        ? "\($0.name) \($0.mode.rawValue)" : "- \($0.mode.rawValue)"
    }
    #expect(seen.sorted() == wanted)
  }
}
