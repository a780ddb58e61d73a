/// The elements that are open at a place of a page, as far as nobody can doubt it.
///
/// They are those whose tags libxml2 takes as they stand: each stands right inside of the one
/// before and closes nothing for it. What stands above the first is not known.
struct OpenElements {
  /// An element that is open, and how much of the skeleton stood there when it began.
  struct Open {
    let element: Element
    /// What libxml2 takes it for: with a prefix it is none that it knows.
    let known: Element
    let name: Range<Int>
    /// Where its tag begins in the skeleton.
    let start: Int
    /// Its place among the pieces.
    let piece: Int
    /// Whether something that libxml2 takes for text stands right before its tag.
    let followsText: Bool
    /// Whether it stands right inside of the one before.
    fileprivate(set) var isInside = false
  }

  private var open: [Open] = []
  private var rules = HTMLAutoClosing.current()

  init() { open.reserveCapacity(64) }

  /// How many are known.
  var count: Int { open.count }

  /// Whether the innermost one is known.
  var isKnown: Bool { !open.isEmpty }

  /// An element begins.
  ///
  /// - Parameters:
  ///   - begun: The element.
  ///   - isClosed: Whether its tag ends it, too.
  /// - Returns: The element if it has ended already, for some have no content.
  mutating func begin(_ begun: Open, isClosed: Bool) -> Open? {
    switch begun.element {
    case .html, .head, .body, .title, .frameset, .frame, .noframes, .isindex:
      // libxml2 has rules of its own for where these may stand.
      forget()
      return nil
    default: break
    }
    var begun = begun
    if let last = open.last {
      begun.isInside = !rules.mayClose(last.known, before: begun.known)
      if !begun.isInside { forget() }
    }
    if isClosed || rules.isEmpty(begun.known) { return begun }
    open.append(begun)
    return nil
  }

  /// A closing tag comes; the element that it closes, unless there is doubt about it.
  mutating func end(_ name: Range<Int>, in page: UnsafeBufferPointer<UInt8>) -> Open? {
    guard let last = open.popLast() else { return nil }
    if last.name.count == name.count,
      (0..<name.count).allSatisfy({
        page[last.name.lowerBound + $0].lowered == page[name.lowerBound + $0].lowered
      })
    {
      return last
    }
    forget()
    return nil
  }

  /// From here on nobody can say which ones are open.
  mutating func forget() { open.removeAll(keepingCapacity: true) }

  /// Keeps what was learnt about elements for the next page.
  func keepRules() { rules.keep() }
}
