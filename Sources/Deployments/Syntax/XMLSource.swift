import Diagnostics

/// The elements of an XML document, with the places of their parts.
///
/// Comments, processing instructions and the document type are passed over; entities of the document
/// type are not read.
struct XMLSource {
  /// An attribute.
  struct Attribute: Sendable {
    /// With its prefix.
    var name: String
    /// What stands between the quotes.
    var value: Range<Int>
    var quote: UInt8
  }

  /// An element.
  struct Element: Sendable {
    /// With its prefix.
    var name: String
    var attributes: [Attribute] = []
    var children: [Element] = []
    /// The text that stands in it, not in its children.
    var text = MappedText()
    /// From its first to its last bracket.
    var range: Range<Int>
    /// What stands between its tags; `nil` for an empty-element tag.
    var content: Range<Int>?

    /// The children of that name.
    func all(_ name: String) -> [Element] { children.filter { $0.name == name } }
  }

  /// What is not XML, and where.
  struct Fault: Error {
    var offset: Int
    var message: String
  }

  let bytes: [UInt8]
  let root: Element

  /// Reads a document.
  init(_ file: SourceFile) throws(Fault) {
    bytes = file.bytes
    var parser = XMLParser(bytes: file.bytes, index: file.start)
    root = try parser.document()
  }

  /// The value of an attribute, with the places of its parts.
  func value(_ name: String, of element: Element) -> MappedText? {
    guard let attribute = element.attributes.first(where: { $0.name == name }) else { return nil }
    return XMLText(quote: attribute.quote).read(attribute.value, of: bytes)
  }

  /// The value of an attribute.
  func string(_ name: String, of element: Element) -> String? {
    value(name, of: element).map { ASCIIText.string($0.bytes) }
  }

  /// Reads a file as a platform's, or says why it is no XML.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - platform: The platform's id.
  ///   - isCertain: Whether the name says that it is the platform's.
  ///   - policies: What a document holds; `nil` when it is none of the platform's.
  /// - Returns: What it holds; `nil` when it is no file of the platform.
  static func read(
    _ file: SourceFile, as platform: String, isCertain: Bool,
    _ policies: (XMLSource) -> [DeployedPolicy]?
  ) -> DeployedFile? {
    do {
      let found = policies(try XMLSource(file))
      guard isCertain || found != nil else { return nil }
      return DeployedFile(platform: platform, policies: found ?? [])
    } catch {
      guard isCertain else { return nil }
      let line = LineIndex(file.bytes).line(of: min(error.offset, file.bytes.count))
      let fault = Diagnostic(
        rule: "invalid-xml", level: .warn, line: line,
        message: "the file is not valid XML: \(error.message) on line \(line)")
      return DeployedFile(platform: platform, policies: [], diagnostics: [fault])
    }
  }
}

/// Text between tags, or between the quotes of an attribute.
struct XMLText: Spelling {
  var quote: UInt8?

  func written(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x26: bytes += Array("&amp;".utf8)
      case 0x3C: bytes += Array("&lt;".utf8)
      case 0x22 where quote == byte: bytes += Array("&quot;".utf8)
      case 0x27 where quote == byte: bytes += Array("&apos;".utf8)
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  /// Text of a file with its references.
  func read(_ range: Range<Int>, of bytes: [UInt8]) -> MappedText {
    MappedText(of: bytes, in: range, self) { index in
      CharacterReference.read(bytes[index..<range.upperBound], inHTML: false).map {
        (Array($0.text.utf8), index + $0.width)
      }
    }
  }
}
