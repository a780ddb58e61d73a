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
    if Elements.ignored.contains(node.name) {
      // A button in a heading is the heading of a part that folds.
      if node.name == "button", node.parent >= 0 {
        return !headings.contains(markup.nodes[node.parent].name)
          && node.attribute("aria-expanded") == nil
      }
      // Old pages wrap everything in a form; a small one is a search box or a vote.
      guard node.name == "form" || node.name == "label" else { return true }
      if node.name == "label" { return false }
      return !markup.contains(["h1", "h2", "h3", "p", "pre", "table"], under: place)
    }
    switch node.name {
    case "header", "aside": if !isInMain { return true }
    case "footer": return true
    default: break
    }
    if let role = node.attribute("role") {
      switch role {
      case "navigation", "search", "dialog", "alertdialog", "menu", "menubar": return true
      case "banner", "contentinfo", "complementary": return !isInMain
      default: break
      }
    }
    if node.attribute("aria-modal") == "true" { return true }
    guard let classes = node.attribute("class") ?? node.attribute("id") else { return false }
    let names = classes.lowercased().split(separator: " ")
    if names.contains(where: { screenReaderOnly.contains(String($0)) }) { return true }
    let both = names + [Substring((node.attribute("id") ?? "").lowercased())]
    return both.contains { isCookieBanner($0) }
      && !markup.contains(["main", "article", "h1", "table", "pre"], under: place)
  }

  private static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"]

  private static let screenReaderOnly: Set<String> = [
    "sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "a11y-hidden",
    "hash-link", "headerlink", "anchor-link",
  ]

  private static func isCookieBanner(_ name: Substring) -> Bool {
    guard name.holds("cookie") || name.holds("consent") || name.holds("gdpr") else {
      return false
    }
    return ["banner", "notice", "popup", "modal", "bar", "dialog", "overlay"].contains {
      name.holds($0)
    }
  }
}
