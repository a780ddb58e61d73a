/// A part of a page that nobody reads, such as its navigation, while its tags are read.
///
/// It can be left out of the skeleton when each element in it is closed by its own tag, so that
/// nothing in it changes what libxml2 makes of what follows.
struct UnreadPart {
  /// An element that is open in it.
  private struct Open {
    let element: Element
    let name: Range<Int>
  }

  /// How much of the skeleton stood there when it began.
  struct Mark {
    let bytes: Int
    let pieces: Int
    let attributes: Int
  }

  let mark: Mark
  /// What stands in it.
  private(set) var contents: Element.Kinds = []
  private let name: Range<Int>
  private let element: Element
  private var open: [Open] = []

  /// What came of a closing tag.
  enum Closing {
    case goesOn, ends
    /// It closes something else, or nobody can say what.
    case reachesOut
  }

  /// Begins behind the tag of an element; `nil` for one that readers may look into.
  init?(_ element: Element, name: Range<Int>, mark: Mark) {
    switch element {
    case .nav, .footer, .svg, .noscript, .template, .dialog, .math, .canvas, .audio, .video: break
    default: return nil
    }
    self.element = element
    self.name = name
    self.mark = mark
  }

  /// Takes an opening tag.
  ///
  /// - Returns: Whether it stays in the part whatever libxml2 makes of it.
  mutating func opens(
    _ element: Element, name: Range<Int>, isClosed: Bool, _ page: UnsafeBufferPointer<UInt8>,
    _ rules: inout HTMLAutoClosing
  ) -> Bool {
    switch element {
    case .html, .head, .body, .title, .frameset, .frame, .noframes, .isindex, .table, .caption,
      .tr, .td, .th, .thead, .tbody, .tfoot, .col, .colgroup:
      return false
    default: break
    }
    contents.formUnion(element.kinds)
    // With a prefix it is none that libxml2 knows.
    let element = page[name].contains(UInt8(ascii: ":")) ? .unknown : element
    guard open.count < 100, !rules.mayClose(open.last?.element ?? self.element, before: element)
    else { return false }
    if !isClosed, !rules.isEmpty(element) { open.append(Open(element: element, name: name)) }
    return true
  }

  /// Takes a closing tag.
  mutating func closes(_ name: Range<Int>, in page: UnsafeBufferPointer<UInt8>) -> Closing {
    let expected = open.popLast()?.name
    let isSame = page[name].elementsEqual(page[expected ?? self.name]) { $0.lowered == $1.lowered }
    return isSame ? expected == nil ? .ends : .goesOn : .reachesOut
  }
}
