/// How text is written at a place of a file: its quotes, escapes and separators.
public protocol Spelling: Sendable {
  /// The bytes that stand for text, in place of text that is there.
  ///
  /// - Parameter text: What is meant, printable ASCII and spaces.
  /// - Returns: What to write; `nil` when it cannot be written there.
  func written(_ text: String) -> [UInt8]?

  /// The bytes that add one source, right after the last byte of the source before it.
  ///
  /// In text that is a space and the source; in a list it closes the element and opens another.
  func addition(_ source: String) -> [UInt8]?

  /// The bytes that add sources, one after the other.
  func additions(_ sources: [String]) -> [UInt8]?

  /// What goes before the value that the sources are added behind; most values need nothing.
  var opening: [UInt8] { get }
}

extension Spelling {
  /// Whether another one writes separators, quotes and backslashes the same way.
  func isAlike(_ other: any Spelling) -> Bool {
    ["; ", "\\", "'", "\""].allSatisfy { written($0) == other.written($0) }
  }

  /// A space and the source.
  public func addition(_ source: String) -> [UInt8]? { written(" " + source) }

  /// Each by itself.
  public func additions(_ sources: [String]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for source in sources {
      guard let added = addition(source) else { return nil }
      bytes += added
    }
    return bytes
  }

  /// Nothing.
  public var opening: [UInt8] { [] }
}

/// Text between quotes in which a few bytes must not stand, or stand behind a backslash.
public struct QuotedText: Spelling {
  /// Bytes that are written with a backslash before them.
  public var escaped: [UInt8]
  /// Bytes that cannot be written.
  public var forbidden: [UInt8]

  /// Makes a spelling.
  ///
  /// - Parameters:
  ///   - escaped: Characters that get a backslash.
  ///   - forbidden: Characters that end the text or mean something else.
  public init(escaped: String = "", forbidden: String = "") {
    self.escaped = Array(escaped.utf8)
    self.forbidden = Array(forbidden.utf8)
  }

  /// The text with its backslashes.
  public func written(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if forbidden.contains(byte) { return nil }
      if escaped.contains(byte) { bytes.append(0x5C) }
      bytes.append(byte)
    }
    return bytes
  }
}

/// One element of a list of quoted strings: another one closes this and opens itself.
public struct ListElement: Spelling {
  /// How text is written between the quotes.
  public var inside: any Spelling
  /// The quote that this element stands in.
  public var quote: String
  /// What stands between elements.
  public var separator: String

  /// Makes a spelling.
  public init(inside: any Spelling, quote: String, separator: String = ", ") {
    self.inside = inside
    self.quote = quote
    self.separator = separator
  }

  /// The text within the quotes.
  public func written(_ text: String) -> [UInt8]? { inside.written(text) }

  /// Quote, separator, quote, source; the quote that is there closes it.
  public func addition(_ source: String) -> [UInt8]? {
    inside.written(source).map { Array((quote + separator + quote).utf8) + $0 }
  }
}
