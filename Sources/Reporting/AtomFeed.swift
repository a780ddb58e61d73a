/// A feed that readers subscribe to (RFC 4287).
public struct AtomFeed: Sendable, Hashable {
  /// A link of the feed or an entry.
  public struct Link: Sendable, Hashable {
    /// What it leads to, such as `self` or `alternate`.
    public var rel: String
    /// Where.
    public var href: String

    /// Makes a link.
    public init(rel: String, href: String) {
      self.rel = rel
      self.href = href
    }
  }

  /// One piece of news.
  public struct Entry: Sendable, Hashable {
    /// Identity for ever, an absolute IRI.
    public var id: String
    /// What happened, a few words.
    public var title: String
    /// When, RFC 3339.
    public var updated: String
    /// Where to read more.
    public var link: Link?
    /// What happened, plain text, perhaps on several lines.
    public var content: String

    /// Makes an entry.
    public init(id: String, title: String, updated: String, link: Link? = nil, content: String) {
      self.id = id
      self.title = title
      self.updated = updated
      self.link = link
      self.content = content
    }

    /// The element, with a final newline.
    public var element: String {
      """
      \(AtomFeed.entryStart)
          <id>\(Markup.escaped(id))</id>
          <title>\(Markup.escaped(title))</title>
          <updated>\(Markup.escaped(updated))</updated>

      """ + (link.map { "    \($0.element)\n" } ?? "")
        + "    <content type=\"text\">\(Markup.escapedLines(content))</content>\n\(AtomFeed.entryEnd)"
    }
  }

  /// How an element of an entry begins.
  public static let entryStart = "  <entry>"
  /// How it ends.
  public static let entryEnd = "  </entry>\n"

  /// Identity for ever, an absolute IRI.
  public var id: String
  /// Its name.
  public var title: String
  /// When it changed last, RFC 3339.
  public var updated: String
  /// Where it and its pages are.
  public var links: [Link]

  /// Makes a feed without entries.
  public init(id: String, title: String, updated: String, links: [Link] = []) {
    self.id = id
    self.title = title
    self.updated = updated
    self.links = links
  }

  /// The document.
  ///
  /// - Parameter elements: Entries as ``Entry/element`` writes them, the newest first.
  /// - Returns: XML.
  public func document(_ elements: some Sequence<some StringProtocol>) -> String {
    var text = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
        <id>\(Markup.escaped(id))</id>
        <title>\(Markup.escaped(title))</title>
        <author><name>cspreg</name></author>
        <updated>\(Markup.escaped(updated))</updated>

      """
    for link in links { text += "  \(link.element)\n" }
    for element in elements { text += element }
    return text + "</feed>\n"
  }
}

extension AtomFeed.Link {
  fileprivate var element: String {
    "<link rel=\"\(Markup.escaped(rel))\" href=\"\(Markup.escaped(href))\"/>"
  }
}
