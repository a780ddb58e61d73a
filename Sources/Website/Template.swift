import Reporting

/// What a template is filled with; a missing value is an empty text, a false condition, no list.
typealias Fields = [String: Any]

/// A page, or a part of one, with places to fill: the logic-less heart of Mustache.
///
/// `{{name}}` is a value escaped for HTML, `{{{name}}}` one that is HTML already; what stands between `{{#name}}` and
/// `{{/name}}` is there for each element of a list, or once for any other value but `false`; between `{{^name}}` and
/// `{{/name}}` when there is none. Inside of a list the names of its element come first, and `{{.}}` is an element that
/// is a text. A line that holds the beginning or the end of a section and nothing else is none. See
/// <https://mustache.github.io/mustache.5.html>.
struct Template: Sendable {
  /// What is wrong in a template.
  struct Mistake: Error, Hashable {
    var line: Int
    var message: String
  }

  private enum Part: Sendable {
    case text(String)
    case value(String, isEscaped: Bool)
    case section(String, [Part], isInverted: Bool)
  }

  private let parts: [Part]

  /// The names in it, each once, sorted.
  var names: [String] { Set(Self.names(parts)).sorted() }

  /// Reads a template.
  init(_ text: String) throws(Mistake) {
    var reader = Reader(bytes: Array(text.utf8))
    parts = try reader.parts(of: nil)
  }

  /// Appends it, filled.
  func write(_ fields: Fields, to text: inout String) {
    Self.write(parts, Scope(fields: [fields]), to: &text)
  }

  private static func names(_ parts: [Part]) -> [String] {
    parts.flatMap { part -> [String] in
      switch part {
      case .text: []
      case .value(let name, _): [name]
      case .section(let name, let parts, _): [name] + names(parts)
      }
    }
  }

  // MARK: Filling

  /// Where names are looked up.
  private struct Scope {
    /// The innermost last.
    var fields: [Fields]
    /// The element of a list of texts.
    var element: Any?

    func value(_ name: String) -> Any? {
      if name == "." { return element }
      for fields in fields.reversed() {
        if let value = fields[name] { return value }
      }
      return nil
    }
  }

  private static func write(_ parts: [Part], _ scope: Scope, to text: inout String) {
    for part in parts {
      switch part {
      case .text(let part): text += part
      case .value(let name, let isEscaped):
        guard let value = scope.value(name) else { continue }
        let plain = value as? String ?? String(describing: value)
        text += isEscaped ? Markup.escapedLines(plain) : plain
      case .section(let name, let parts, let isInverted):
        let value = scope.value(name)
        if isInverted {
          if !holds(value) { write(parts, scope, to: &text) }
        } else if let list = value as? [Any] {
          for element in list {
            var inner = scope
            inner.element = element
            if let fields = element as? Fields { inner.fields.append(fields) }
            write(parts, inner, to: &text)
          }
        } else if holds(value) {
          write(parts, scope, to: &text)
        }
      }
    }
  }

  private static func holds(_ value: Any?) -> Bool {
    switch value {
    case nil: false
    case let flag as Bool: flag
    case let list as [Any]: !list.isEmpty
    default: true
    }
  }

  // MARK: Reading

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    /// The parts up to the end of a section, or of the text.
    mutating func parts(of section: String?) throws(Mistake) -> [Part] {
      var parts: [Part] = []
      var start = place
      func keep(_ range: Range<Int>) {
        if !range.isEmpty { parts.append(.text(String(decoding: bytes[range], as: UTF8.self))) }
      }
      while place < bytes.count {
        guard starts(with: "{{") else {
          place += 1
          continue
        }
        let begin = place
        place += 2
        let kind = place < bytes.count ? bytes[place] : 0
        let isWhole = kind == UInt8(ascii: "{")
        let isSection = "#^/".utf8.contains(kind)
        if isWhole || isSection { place += 1 }
        let name = try self.name(endingWith: isWhole ? "}}}" : "}}")
        let line = isSection ? lineOfItsOwn(begin..<place) : nil
        keep(start..<(line?.lowerBound ?? begin))
        place = line?.upperBound ?? place
        switch kind {
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
          let isInverted = kind == UInt8(ascii: "^")
          parts.append(.section(name, try self.parts(of: name), isInverted: isInverted))
        case UInt8(ascii: "/"):
          guard name == section else { throw mistake("{{/\(name)}} ends nothing that began") }
          return parts
        default: parts.append(.value(name, isEscaped: !isWhole))
        }
        start = place
      }
      if let section { throw mistake("{{#\(section)}} has no end") }
      keep(start..<place)
      return parts
    }

    private func starts(with mark: String) -> Bool { bytes[place...].starts(with: mark.utf8) }

    /// Reads the name of a tag up to what ends it.
    private mutating func name(endingWith mark: String) throws(Mistake) -> String {
      let begin = place
      while place < bytes.count, !starts(with: mark) { place += 1 }
      let name = String(decoding: bytes[begin..<place], as: UTF8.self)
      let isName = !name.isEmpty && name.utf8.allSatisfy { $0 | 0x20 &- 0x61 < 26 } || name == "."
      guard place < bytes.count, isName else {
        place = begin
        throw mistake("a name in letters and \(mark) must stand here")
      }
      place += mark.utf8.count
      return name
    }

    /// The whole line of a tag with its line feed; `nil` when something else stands on it.
    private func lineOfItsOwn(_ tag: Range<Int>) -> Range<Int>? {
      let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
      let before = bytes[..<tag.lowerBound].lastIndex { !isBlank($0) }
      let after = bytes[tag.upperBound...].firstIndex { !isBlank($0) } ?? bytes.count
      guard before.map({ bytes[$0] == 0x0A }) ?? true,
        after == bytes.count || bytes[after] == 0x0A
      else { return nil }
      return (before.map { $0 + 1 } ?? 0)..<min(after + 1, bytes.count)
    }

    private func mistake(_ message: String) -> Mistake {
      Mistake(line: 1 + bytes[..<place].count { $0 == 0x0A }, message: message)
    }
  }
}
