/// A part of a page that nobody reads, such as its navigation, while its tags are read.
///
/// It can be left out of the skeleton when each element in it is closed by its own tag, so that
/// nothing in it changes what libxml2 makes of what follows.
struct UnreadPart {
  /// How much of the skeleton stood there when it began.
  struct Mark {
    let bytes: Int
    let pieces: Int
    let attributes: Int
  }

  let mark: Mark
  /// Its place among the elements that are open.
  let depth: Int
  /// What stands in it.
  private(set) var contents: Element.Kinds = []

  /// Begins behind the tag of an element; `nil` for one that readers may look into.
  init?(_ element: Element, depth: Int, mark: Mark) {
    switch element {
    case .nav, .footer, .svg, .noscript, .template, .dialog, .math, .canvas, .audio, .video: break
    default: return nil
    }
    self.depth = depth
    self.mark = mark
  }

  /// Takes an opening tag.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - depth: Its place among the elements that are open.
  /// - Returns: Whether it stays in the part whatever libxml2 makes of it.
  mutating func opens(_ element: Element, depth: Int) -> Bool {
    switch element {
    case .table, .caption, .tr, .td, .th, .thead, .tbody, .tfoot, .col, .colgroup: return false
    default: break
    }
    contents.formUnion(element.kinds)
    return depth > self.depth && depth - self.depth <= 100
  }
}
