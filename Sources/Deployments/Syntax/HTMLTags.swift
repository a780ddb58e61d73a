/// The tags of an HTML page up to its body, with the places of their attributes.
///
/// Follows the tokenizer of the HTML standard as far as the head needs it: comments, raw text, quotes
/// and character references. Expressions of template languages between tags are passed over.
struct HTMLTags {
  /// An attribute.
  struct Attribute {
    /// In lower case.
    var name: String
    /// What stands between the quotes.
    var value: Range<Int>
    /// The quote around it; `nil` for none.
    var quote: UInt8?
  }

  private let bytes: [UInt8]
  private var index: Int

  /// The attributes of the `meta` elements that stand in the head.
  static func metas(_ file: SourceFile) -> [[Attribute]] {
    var tags = HTMLTags(bytes: file.bytes, index: file.start)
    return tags.metas()
  }

  private init(bytes: [UInt8], index: Int) {
    self.bytes = bytes
    self.index = index
  }

  /// Elements that may come before the body begins.
  private static let inHead: Set<String> = [
    "html", "head", "meta", "link", "base", "basefont", "bgsound", "title", "style", "script",
    "noscript", "noframes", "template",
  ]
  /// Elements whose content is text, whatever it looks like.
  private static let rawText: Set<String> = ["title", "style", "script", "noscript", "noframes"]

  private mutating func metas() -> [[Attribute]] {
    var found: [[Attribute]] = []
    var templates = 0
    while index < bytes.count {
      if bytes[index] != 0x3C {
        if templates == 0, !skipText() { return found }
        if templates > 0 { index = bytes[index...].firstIndex(of: 0x3C) ?? bytes.count }
        continue
      }
      if starts("<!--") {
        skip(past: "-->", from: index + 4)
      } else if starts("<!") || starts("<?") {
        skip(past: starts("<?php") || starts("<?=") ? "?>" : ">", from: index + 2)
      } else if starts("<%") {
        skip(past: "%>", from: index + 2)
      } else if starts("</") {
        index += 2
        let name = name()
        skip(past: ">", from: index)
        if name == "template" { templates = max(0, templates - 1) }
        if templates == 0, name == "body" || name == "html" { return found }
      } else if index + 1 < bytes.count, Self.isLetter(bytes[index + 1]) {
        index += 1
        let name = name()
        let attributes = attributes()
        if name == "template" {
          templates += 1
        } else if Self.rawText.contains(name) {
          skip(past: "</" + name, from: index)
          skip(past: ">", from: index)
        } else if templates == 0, !Self.inHead.contains(name) {
          return found
        } else if templates == 0, name == "meta" {
          found.append(attributes)
        }
      } else {
        if templates == 0 { return found }
        index += 1
      }
    }
    return found
  }

  /// Passes over white space and template expressions; `false` at text, which begins the body.
  private mutating func skipText() -> Bool {
    if HTMLTags.isSpace(bytes[index]) {
      index += 1
      return true
    }
    for (opening, closing) in [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("[[", "]]")]
    where starts(opening) {
      skip(past: closing, from: index + 2)
      return true
    }
    // Razor, Blade and bundlers: `@section`, `%app.head%`, `{head}`, `__HEAD__`.
    guard [0x40, 0x25, 0x7B, 0x24, 0x5F].contains(bytes[index]) else { return false }
    let isLine = bytes[index] == 0x40
    index =
      bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x3C || !isLine && $0 == 0x20 }
      ?? bytes.count
    return true
  }

  private func starts(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  /// Goes behind the next occurrence of a text, in any case.
  private mutating func skip(past text: String, from start: Int) {
    let wanted = Array(text.utf8)
    index = min(start, bytes.count)
    while index + wanted.count <= bytes.count {
      var width = 0
      while width < wanted.count, Self.lower(bytes[index + width]) == wanted[width] { width += 1 }
      if width == wanted.count {
        index += width
        return
      }
      index += 1
    }
    index = bytes.count
  }

  private mutating func name() -> String {
    let start = index
    while index < bytes.count, !Self.isSpace(bytes[index]), ![0x2F, 0x3E].contains(bytes[index]) {
      index += 1
    }
    return ASCIIText.string(bytes[start..<index]).lowercased()
  }

  private mutating func attributes() -> [Attribute] {
    var found: [Attribute] = []
    while index < bytes.count {
      if Self.isSpace(bytes[index]) || bytes[index] == 0x2F {
        index += 1
        continue
      }
      if bytes[index] == 0x3E {
        index += 1
        return found
      }
      let start = index
      // A name may begin with `=`.
      index += 1
      while index < bytes.count, !Self.isSpace(bytes[index]),
        ![0x2F, 0x3E, 0x3D].contains(bytes[index])
      {
        index += 1
      }
      var attribute = Attribute(
        name: ASCIIText.string(bytes[start..<index]).lowercased(), value: index..<index)
      let afterName = index
      while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
      if index < bytes.count, bytes[index] == 0x3D {
        index += 1
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
        value(&attribute)
      } else {
        index = afterName
      }
      // Of several with one name the first counts.
      if !found.contains(where: { $0.name == attribute.name }) { found.append(attribute) }
    }
    return found
  }

  private mutating func value(_ attribute: inout Attribute) {
    guard index < bytes.count else { return }
    let quote = bytes[index]
    if quote == 0x22 || quote == 0x27 {
      let start = index + 1
      let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
      attribute.value = start..<end
      attribute.quote = quote
      index = min(end + 1, bytes.count)
    } else {
      let start = index
      while index < bytes.count, !Self.isSpace(bytes[index]), bytes[index] != 0x3E { index += 1 }
      attribute.value = start..<index
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
