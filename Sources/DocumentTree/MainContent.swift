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
    if markup.has(.role, of: node, where: { isOutside(role: $0, isInMain) })
      || markup.has(.modal, of: node, where: { $0.elementsEqual("true".utf8) })
    {
      return true
    }
    let name: Markup.Attribute.Name = markup.has(.class, of: node) { _ in true } ? .class : .id
    if markup.has(name, of: node, where: { names($0, hold: screenReaderOnly.contains) }) {
      return true
    }
    let isBanner =
      markup.has(name, of: node) { names($0, hold: isCookieBanner) }
      || markup.has(.id, of: node, where: isCookieBanner)
    return isBanner
      && node.contents.isDisjoint(with: [.main, .firstHeading, .table, .preformatted])
  }

  private static func isOutside(
    role: UnsafeBufferPointer<UInt8>, _ isInMain: Bool
  ) -> Bool {
    asideRoles.contains(role) || !isInMain && pageRoles.contains(role)
  }

  /// Roles of what is never part of the text.
  private static let asideRoles: WordSet = [
    "navigation", "search", "dialog", "alertdialog", "menu", "menubar",
  ]
  /// Roles of what is part of the text inside of it only.
  private static let pageRoles: WordSet = ["banner", "contentinfo", "complementary"]

  /// Whether a test holds for one of the names in a list of classes.
  private static func names(
    _ list: UnsafeBufferPointer<UInt8>, hold test: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    var start = 0
    while start < list.count {
      let end = list.place(of: 32, from: start) ?? list.count
      if end > start, test(UnsafeBufferPointer(rebasing: list[start..<end])) { return true }
      start = end + 1
    }
    return false
  }

  private static let screenReaderOnly: WordSet = [
    "sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "a11y-hidden",
    "hash-link", "headerlink", "anchor-link",
  ]

  private static func isCookieBanner(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    cookieWords.stand(in: name) && bannerWords.stand(in: name)
  }

  private static let cookieWords = Words(["cookie", "consent", "gdpr"])
  private static let bannerWords = Words([
    "banner", "notice", "popup", "modal", "bar", "dialog", "overlay",
  ])

  /// Lower-case words that are looked for in a name, in capitals or not.
  private struct Words {
    private let words: [StaticString]
    /// The last five bits of their first letters, a bit each.
    private var letters: UInt32 = 0

    init(_ words: [StaticString]) {
      self.words = words
      for word in words { word.withUTF8Buffer { letters |= 1 << UInt32($0[0] & 31) } }
    }

    func stand(in name: UnsafeBufferPointer<UInt8>) -> Bool {
      name.indices.contains { start in
        letters >> UInt32(name[start] & 31) & 1 == 1
          && words.contains { word in
            word.withUTF8Buffer { word in
              word.count <= name.count - start
                && word.indices.allSatisfy { name[start + $0].lowered == word[$0] }
            }
          }
      }
    }
  }
}
