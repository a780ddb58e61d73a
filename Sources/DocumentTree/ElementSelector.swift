/// Picks elements of a page by name, id, class and attribute, like the simplest selectors of CSS.
///
/// A blank between two parts means "somewhere inside": `#content .article [data-tab=csp]`. Other
/// combinators, lists and pseudo-classes are not taken, so that a selector that is understood
/// differently elsewhere is refused here.
///
/// ```swift
/// let article = try ElementSelector("main .article-body")
/// let page = Document.parse(bytes: bytes, mediaType: .html, select: article)
/// ```
public struct ElementSelector: Sendable, Hashable {
  /// Why a text is no selector.
  public struct Problem: Error, Sendable, Hashable {
    /// What is wrong with it and where.
    public var message: String
  }

  /// What one element must have.
  private struct Part: Sendable, Hashable {
    /// Lower-case element name; `nil` for any.
    var name: String?
    var id: String?
    var classes: [String] = []
    /// Attributes, and the value where one is asked for.
    var attributes: [Attribute] = []

    struct Attribute: Sendable, Hashable {
      var name: String
      var value: String?
    }
  }

  private var parts: [Part] = []

  /// Its spelling.
  public let text: String

  /// Reads a selector.
  ///
  /// - Parameter text: Such as `article`, `#csp`, `div.body`, `[role=main] table`.
  /// - Throws: ``Problem`` that says at which character it cannot be read.
  public init(_ text: String) throws(Problem) {
    self.text = text
    var scanner = Scanner(text)
    while let part = try scanner.nextPart() { parts.append(part) }
    if parts.isEmpty { throw Problem(message: "the selector is empty.") }
  }

  /// The outermost elements that match, in document order.
  func places(in markup: Markup) -> [Int] {
    guard let last = parts.last else { return [] }
    var found: [Int] = []
    var at = Int(markup.nodes[0].firstChild)
    while at >= 0 {
      let isFound =
        markup.nodes[at].element != .text && matches(last, markup.nodes[at], in: markup)
        && hasAncestors(at, in: markup)
      if isFound { found.append(at) }
      at = markup.next(after: at, under: 0, skippingChildren: isFound)
    }
    return found
  }

  /// Whether the parts before the last match ancestors of an element, nearest first.
  private func hasAncestors(_ place: Int, in markup: Markup) -> Bool {
    var wanted = parts.dropLast()
    var at = Int(markup.nodes[place].parent)
    while let part = wanted.last {
      guard at > 0 else { return false }
      if matches(part, markup.nodes[at], in: markup) { wanted.removeLast() }
      at = Int(markup.nodes[at].parent)
    }
    return true
  }

  private func matches(_ part: Part, _ node: Markup.Node, in markup: Markup) -> Bool {
    if let name = part.name, name != markup.name(of: node) { return false }
    if let id = part.id, id != markup.attribute(.id, of: node) { return false }
    if !part.classes.isEmpty {
      let classes = (markup.attribute(.class, of: node) ?? "").split(whereSeparator: \.isWhitespace)
      guard part.classes.allSatisfy({ name in classes.contains { $0 == name } }) else {
        return false
      }
    }
    return part.attributes.allSatisfy { wanted in
      guard let value = markup.attribute(named: wanted.name, of: node) else { return false }
      return wanted.value.map { $0 == value } ?? true
    }
  }

  /// Reads the parts of a selector from left to right.
  private struct Scanner {
    private let characters: [Character]
    private var at = 0

    init(_ text: String) { characters = Array(text) }

    mutating func nextPart() throws(Problem) -> Part? {
      skipBlanks()
      guard at < characters.count else { return nil }
      var part = Part()
      if characters[at] == "*" {
        at += 1
      } else if isName(characters[at]) {
        part.name = try name().lowercased()
      }
      while at < characters.count, !characters[at].isWhitespace {
        switch characters[at] {
        case "#":
          at += 1
          part.id = try name()
        case ".":
          at += 1
          part.classes.append(try name())
        case "[":
          at += 1
          part.attributes.append(try attribute())
        default: throw unexpected()
        }
      }
      return part
    }

    private mutating func attribute() throws(Problem) -> Part.Attribute {
      skipBlanks()
      let name = try name().lowercased()
      skipBlanks()
      var value: String?
      if at < characters.count, characters[at] == "=" {
        at += 1
        skipBlanks()
        value = try self.value()
        skipBlanks()
      }
      guard at < characters.count, characters[at] == "]" else { throw unexpected() }
      at += 1
      return Part.Attribute(name: name, value: value)
    }

    private mutating func value() throws(Problem) -> String {
      guard at < characters.count, characters[at] == "\"" || characters[at] == "'" else {
        return try name()
      }
      let quote = characters[at]
      let rest = characters[(at + 1)...]
      guard let end = rest.firstIndex(of: quote) else {
        throw Problem(message: "the quote at character \(at + 1) is not closed.")
      }
      at = end + 1
      return String(rest[..<end])
    }

    private mutating func name() throws(Problem) -> String {
      let name = characters[at...].prefix { isName($0) }
      if name.isEmpty { throw unexpected() }
      at += name.count
      return String(name)
    }

    private func isName(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "-" || character == "_"
    }

    private mutating func skipBlanks() {
      while at < characters.count, characters[at].isWhitespace { at += 1 }
    }

    private func unexpected() -> Problem {
      guard at < characters.count else { return Problem(message: "the selector stops too early.") }
      return Problem(
        message: "'\(characters[at])' at character \(at + 1) is not understood; a selector is "
          + "made of names, #id, .class, [attribute=value] and blanks.")
    }
  }
}
