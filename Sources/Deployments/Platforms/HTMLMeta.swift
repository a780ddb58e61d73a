import ContentSecurityPolicy

/// `<meta http-equiv="Content-Security-Policy">` in the head of a page or of a template of one.
enum HTMLMeta: Platform {
  static let id = "html-meta"

  private static let pages: Set<Substring> = ["html", "htm", "xhtml", "shtml"]
  private static let templates: Set<Substring> = [
    "ejs", "hbs", "handlebars", "mustache", "njk", "nunjucks", "j2", "jinja", "jinja2", "twig",
    "erb", "liquid", "php", "phtml", "cshtml", "jsp", "tmpl", "gohtml", "vm", "ftl", "tpl", "heex",
    "eex", "leaf",
  ]

  static func claims(_ name: String) -> Claim {
    let ending = FileName.ending(of: name)
    if pages.contains(ending) { return .certain }
    return templates.contains(ending) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    var policies: [DeployedPolicy] = []
    for meta in HTMLTags.metas(file) {
      guard let name = meta.first(where: { $0.name == "http-equiv" }),
        let content = meta.first(where: { $0.name == "content" }),
        ASCIIText.string(text(name, file.bytes).bytes).lowercased() == "content-security-policy"
      else { continue }
      policies += DeployedPolicy.each(in: text(content, file.bytes), delivery: .meta)
    }
    let isPage = claims(file.name) == .certain
    return isPage || !policies.isEmpty ? DeployedFile(platform: id, policies: policies) : nil
  }

  /// How text is written in an attribute.
  private struct AttributeText: Spelling {
    var quote: UInt8?
    /// Whether it stands behind what a semicolon, a digit or a letter makes another reference of.
    var isOpen = false

    func written(_ text: String) -> [UInt8]? {
      if isOpen, text.first != " " { return nil }
      var bytes: [UInt8] = []
      for byte in text.utf8 {
        switch byte {
        case 0x26: bytes += Array("&amp;".utf8)
        case 0x22 where quote == byte: bytes += Array("&quot;".utf8)
        case 0x27 where quote == byte: bytes += Array("&#39;".utf8)
        case 0x20, 0x22, 0x27, 0x3C, 0x3D, 0x3E, 0x60:
          guard quote != nil else { return nil }
          bytes.append(byte)
        default: bytes.append(byte)
        }
      }
      return bytes
    }
  }

  private static func text(_ attribute: HTMLTags.Attribute, _ bytes: [UInt8]) -> MappedText {
    let spelling = AttributeText(quote: attribute.quote)
    var text = MappedText()
    var index = attribute.value.lowerBound
    var start = index
    let end = attribute.value.upperBound
    while index < end {
      let rest = bytes[index..<end]
      let step: Int
      if let (meant, width) = CharacterReference.read(rest, inHTML: true) {
        text.append(of: bytes, in: start..<index, spelling)
        let isOpen = bytes[index + width - 1] != 0x3B
        text.append(
          Array(meant.utf8), escapedAs: index..<index + width,
          AttributeText(quote: spelling.quote, isOpen: isOpen))
        step = width
      } else if let width = CharacterReference.openWidth(rest) {
        text.append(of: bytes, in: start..<index, spelling)
        text.append(
          of: bytes, in: index..<index + width, AttributeText(quote: spelling.quote, isOpen: true))
        step = width
      } else if let (expression, width) = expression(rest) {
        text.append(of: bytes, in: start..<index, spelling)
        text.append(runTime: expression, for: index..<index + width, spelling)
        step = width
      } else {
        index += 1
        continue
      }
      index += step
      start = index
    }
    text.append(of: bytes, in: start..<end, spelling)
    return text
  }

  /// The expression of a template language at the start, and its length with its marks.
  private static func expression(_ rest: ArraySlice<UInt8>) -> (String, Int)? {
    let marks = [
      ("{{", "}}"), ("<%", "%>"), ("<?", "?>"), ("{%", "%}"), ("${", "}"), ("#{", "}"),
      ("[[", "]]"),
    ]
    for (opening, closing) in marks where rest.starts(with: opening.utf8) {
      var index = rest.startIndex + 2
      while index < rest.endIndex, !rest[index...].starts(with: closing.utf8) { index += 1 }
      guard index < rest.endIndex else { return nil }
      let inside = ASCIIText.string(rest[rest.startIndex + 2..<index])
      let trimmed = inside.split { " \t\n\r".contains($0) }.joined(separator: " ")
      let dressed = trimmed.drop { "=-".contains($0) }.drop { $0 == " " }
      return (String(dressed), index + closing.utf8.count - rest.startIndex)
    }
    // `%VITE_ORIGIN%`, which bundlers replace; `%2F` is part of a URL.
    guard rest.first == 0x25 else { return nil }
    let name = rest.dropFirst().prefix {
      (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
    guard name.count > 2, name.endIndex < rest.endIndex, rest[name.endIndex] == 0x25,
      name.first.map({ (0x41...0x5A).contains($0) }) ?? false
    else { return nil }
    return (ASCIIText.string(name), name.count + 2)
  }
}
