/// Tells a page's main content from what surrounds it.
enum MainContent {
  /// Whether an element and all in it is outside of what the page says.
  ///
  /// - Parameters:
  ///   - place: The element.
  ///   - markup: The page.
  ///   - isInMain: Whether it stands inside `<main>` or `<article>`; an `<aside>` or `<header>` in
  ///     there is part of the text.
  /// - Returns: Whether to leave it out.
  static func isOutside(_ place: Int, in markup: Markup, isInMain: Bool) -> Bool {
    let node = markup.nodes[place]
    switch node.element {
    case .button:
      // A button in a heading is the heading of a part that folds.
      return !markup.nodes[Int(node.parent)].element.isHeading
        && markup.value(.expanded, of: node) == nil
    case .label: return false
    case .form:
      // Old pages wrap everything in a form; a small one is a search box or a vote.
      return node.contents.isDisjoint(
        with: [.firstHeading, .heading, .paragraph, .preformatted, .table])
    case .header, .aside: if !isInMain { return true }
    case .footer: return true
    case let element: if element.isIgnored { return true }
    }
    if node.attributes.isEmpty { return false }
    if let role = markup.attribute(.role, of: node) {
      switch role {
      case "navigation", "search", "dialog", "alertdialog", "menu", "menubar": return true
      case "banner", "contentinfo", "complementary": return !isInMain
      default: break
      }
    }
    if let modal = markup.value(.modal, of: node), modal.elementsEqual("true".utf8) { return true }
    let id = markup.value(.id, of: node)
    guard let classes = markup.value(.class, of: node) ?? id else { return false }
    let names = classes.split(separator: 32)
    if names.contains(where: isForScreenReaders) { return true }
    return (names.contains(where: isCookieBanner) || id.map(isCookieBanner) ?? false)
      && node.contents.isDisjoint(with: [.main, .firstHeading, .table, .preformatted])
  }

  private static func isForScreenReaders(_ name: ArraySlice<UInt8>) -> Bool {
    screenReaderOnly.contains { name.count == $0.utf8CodeUnitCount && name.holdsWord($0) }
  }

  private static let screenReaderOnly: [StaticString] = [
    "sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "a11y-hidden",
    "hash-link", "headerlink", "anchor-link",
  ]

  private static func isCookieBanner(_ name: ArraySlice<UInt8>) -> Bool {
    ["cookie", "consent", "gdpr"].contains { name.holdsWord($0) }
      && ["banner", "notice", "popup", "modal", "bar", "dialog", "overlay"]
        .contains { name.holdsWord($0) }
  }
}

extension ArraySlice<UInt8> {
  /// Whether a lower-case word stands in it, in capitals or not.
  fileprivate func holdsWord(_ word: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in
      word.withUTF8Buffer { word in
        guard bytes.count >= word.count else { return false }
        for start in 0...(bytes.count - word.count) where bytes[start].lowered == word[0] {
          if word.indices.allSatisfy({ bytes[start + $0].lowered == word[$0] }) { return true }
        }
        return false
      }
    }
  }
}
