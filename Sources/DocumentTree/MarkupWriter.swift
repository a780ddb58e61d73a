/// Takes what a parser of HTML says, one event after the other, and writes the tree.
///
/// The limits are kept here: a parser that only reports events has none of its own.
struct MarkupWriter {
  static let maximumNodes = 1_000_000
  static let maximumText = 10_000_000
  static let maximumDepth = 256

  /// What has been written.
  private(set) var markup: Markup
  /// Why not all of the page can be read; nothing is written from then on.
  private(set) var problem: String?
  /// Where in the page the next text begins.
  var place = 0
  /// The text of scripts and styles is nobody's reading unless somebody selects it.
  private let keepsScripts: Bool
  /// The elements that are open, outermost first.
  private var open: [Int] = []
  private var wasRootSeen = false
  /// The text that may still grow.
  private var text: Int?
  private var mayHoldNames = false
  private var textSize = 0

  init(_ markup: Markup, keepsScripts: Bool) {
    self.markup = markup
    self.keepsScripts = keepsScripts
    open.reserveCapacity(64)
  }

  /// An element begins.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - place: Where in the page its tag ends.
  ///   - contents: What stands in it, of which nothing more will be said.
  /// - Returns: Whether its attributes are wanted.
  mutating func begin(
    _ element: Element, place: Int, with contents: Element.Kinds = []
  ) -> Bool {
    endText()
    guard problem == nil, !open.isEmpty || !wasRootSeen else { return false }
    if open.count > MarkupWriter.maximumDepth {
      problem = "its elements nest too deep or hold too much text"
      return false
    }
    guard hasRoom() else { return false }
    wasRootSeen = true
    open.append(
      markup.append(element, parent: open.last ?? 0, place: place, with: contents))
    return true
  }

  /// The name of the element that has just begun, where HTML does not know it.
  mutating func name(_ name: UnsafeBufferPointer<UInt8>) {
    markup.extend(markup.nodes.count - 1, by: name)
  }

  /// An attribute of the element that has just begun.
  mutating func attribute(
    _ name: Markup.Attribute.Name, key: UnsafeBufferPointer<UInt8>,
    value: UnsafeBufferPointer<UInt8>
  ) {
    markup.addAttribute(name, key: key, value: value)
  }

  /// The attributes of the element that has just begun, among those of the page.
  mutating func setAttributes(_ range: Range<Int32>) { markup.setAttributes(range) }

  /// The innermost element ends.
  mutating func end() {
    endText()
    _ = open.popLast()
  }

  /// Text goes on.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let text = beginText(), !bytes.isEmpty else { return }
    mayHoldNames = mayHoldNames || bytes.contains(UInt8(ascii: "&"))
    markup.extend(text, by: bytes)
  }

  /// Text goes on that stands in the page and holds no reference.
  mutating func add(_ range: Range<Int32>, of page: UnsafeBufferPointer<UInt8>) {
    guard let text = beginText() else { return }
    markup.extend(text, by: range, of: page)
  }

  private mutating func beginText() -> Int? {
    guard problem == nil, let parent = open.last else { return nil }
    if let text { return text }
    guard hasRoom() else { return nil }
    text = markup.append(.text, parent: parent, place: place)
    mayHoldNames = false
    return text
  }

  /// The text of a script or style.
  mutating func addScript(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !keepsScripts else { return add(bytes) }
    endText()
    textSize += bytes.count
  }

  /// What is said next is another text.
  mutating func endText() {
    guard let place = text else { return }
    text = nil
    if mayHoldNames, let decoded = NamedCharacters.decode(markup.text(of: markup.nodes[place])) {
      markup.replaceText(of: place, by: decoded)
    }
    textSize += markup.nodes[place].text.count
  }

  private mutating func hasRoom() -> Bool {
    if markup.nodes.count >= MarkupWriter.maximumNodes {
      problem = "it has more than a million nodes"
    } else if textSize > MarkupWriter.maximumText {
      problem = "it holds more than 10 MB of text"
    }
    return problem == nil
  }
}
