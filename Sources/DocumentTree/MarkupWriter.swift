/// Takes what a parser of HTML says, one event after the other, and writes the tree.
///
/// The limits are kept here: a parser that only reports events has none of its own.
final class MarkupWriter {
  static let maximumNodes = 1_000_000
  static let maximumText = 10_000_000
  static let maximumDepth = 256

  /// What has been written.
  private(set) var markup: Markup
  /// Why not all of the page can be read; nothing is written from then on.
  private(set) var problem: String?
  /// The text of scripts and styles is nobody's reading unless somebody selects it.
  private let keepsScripts: Bool
  /// The elements that are open, outermost first.
  private var open: [Int] = []
  private var wasRootSeen = false
  /// The text that may still grow.
  private var text: Int?
  private var mayHoldNames = false
  private var textSize = 0
  private var line = 1

  init(size: Int, keepsScripts: Bool) {
    markup = Markup(capacity: size)
    self.keepsScripts = keepsScripts
    open.reserveCapacity(64)
  }

  /// An element begins.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - known: The line on which its tag ends.
  /// - Returns: Whether its attributes are wanted.
  func begin(_ element: Element, line known: Int) -> Bool {
    endText()
    guard problem == nil, !open.isEmpty || !wasRootSeen else { return false }
    if open.count > MarkupWriter.maximumDepth {
      problem = "its elements nest too deep or hold too much text"
      return false
    }
    guard hasRoom() else { return false }
    wasRootSeen = true
    line = max(line, known)
    let place = markup.append(element, parent: open.last ?? 0, line: line)
    open.append(place)
    return true
  }

  /// The name of the element that has just begun, where HTML does not know it.
  func name(_ name: UnsafeBufferPointer<UInt8>) {
    markup.extend(markup.nodes.count - 1, by: name)
  }

  /// An attribute of the element that has just begun.
  func attribute(
    _ name: Markup.Attribute.Name, key: UnsafeBufferPointer<UInt8>,
    value: UnsafeBufferPointer<UInt8>
  ) {
    markup.addAttribute(name, key: key, value: value)
  }

  /// The innermost element ends.
  func end() {
    endText()
    _ = open.popLast()
  }

  /// Text goes on.
  func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard problem == nil, let parent = open.last, !bytes.isEmpty else { return }
    if text == nil {
      guard hasRoom() else { return }
      text = markup.append(.text, parent: parent, line: line)
      mayHoldNames = false
    }
    guard let text else { return }
    mayHoldNames = mayHoldNames || bytes.contains(UInt8(ascii: "&"))
    markup.extend(text, by: bytes)
  }

  /// The text of a script or style.
  func addScript(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !keepsScripts else { return add(bytes) }
    endText()
    textSize += bytes.count
    line += bytes.lineFeeds
  }

  /// A comment, which ends a text.
  func comment(_ bytes: UnsafeBufferPointer<UInt8>) {
    endText()
    if !open.isEmpty { line += bytes.lineFeeds }
  }

  /// The page ends.
  func finish() { endText() }

  private func hasRoom() -> Bool {
    if markup.nodes.count >= MarkupWriter.maximumNodes {
      problem = "it has more than a million nodes"
    } else if textSize > MarkupWriter.maximumText {
      problem = "it holds more than 10 MB of text"
    }
    return problem == nil
  }

  private func endText() {
    guard let place = text else { return }
    text = nil
    if mayHoldNames, let decoded = NamedCharacters.decode(markup.text(of: markup.nodes[place])) {
      markup.replaceText(of: place, by: decoded)
    }
    let bytes = markup.text(of: markup.nodes[place])
    textSize += bytes.count
    line += bytes.withUnsafeBufferPointer(\.lineFeeds)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many lines end in it.
  fileprivate var lineFeeds: Int {
    var count = 0
    for byte in self { count &+= byte == 10 ? 1 : 0 }
    return count
  }
}
