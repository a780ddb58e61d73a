/// The documents of a YAML file, whose scalars know their bytes.
///
/// Reads what configuration files are written in: block and flow collections, plain, quoted and block
/// scalars, tags, anchors, aliases and `<<`; lines that hold nothing but a template's `{{...}}` are
/// read as comments.
struct YAMLSource {
  /// The documents, in order.
  let documents: [DataNode]

  /// Reads a file; `nil` at what cannot be YAML.
  init?(_ file: SourceFile) {
    var parser = YAMLParser(bytes: file.bytes, index: file.start)
    guard let documents = parser.documents() else { return nil }
    self.documents = documents
  }
}

/// Text between no quotes.
struct YAMLPlainText: Spelling {
  /// Whether commas and brackets end it.
  var isInFlow: Bool

  func written(_ text: String) -> [UInt8]? {
    let ends = isInFlow ? ",[]{}" : ""
    let isUnsafe =
      text.contains(": ") || text.hasSuffix(":") || text.contains(" #") || text.contains("\n")
      || text.contains { ends.contains($0) }
    return isUnsafe ? nil : Array(text.utf8)
  }
}

/// Text between single quotes, which are doubled in it.
struct YAMLSingleQuotedText: Spelling {
  func written(_ text: String) -> [UInt8]? {
    if text.contains("\n") { return nil }
    return text.utf8.flatMap { $0 == 0x27 ? [0x27, 0x27] : [$0] }
  }
}

/// The lines of a block scalar, each behind its indentation.
struct YAMLBlockText: Spelling {
  var indent: [UInt8]

  func written(_ text: String) -> [UInt8]? {
    text.utf8.flatMap { $0 == 0x0A ? [0x0A] + indent : [$0] }
  }
}

/// Names of YAML files.
enum YAMLFile {
  private static let templates: Set<Substring> = [
    "j2", "jinja2", "tmpl", "tpl", "gotmpl", "erb", "dist", "example", "sample", "template",
  ]

  /// Whether a name, in lower case, is that of a YAML file or of a template of one.
  static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    let endings: Set<Substring> = ["yaml", "yml"]
    guard parts.count > 1, let last = parts.last else { return false }
    return endings.contains(last)
      || templates.contains(last) && endings.contains(parts[parts.count - 2])
  }
}
