/// What the elements of HTML mean for a reader.
enum Elements {
  /// Never part of what a reader reads.
  static let ignored: Set<String> = [
    "script", "style", "head", "noscript", "template", "svg", "button", "select", "input", "nav",
    "iframe", "object", "canvas", "audio", "video", "meta", "link", "dialog", "math", "label",
    "map", "form",
  ]

  /// Elements that flow in a line of text.
  static let inline: Set<String> = [
    "a", "abbr", "acronym", "b", "button", "bdi", "bdo", "big", "cite", "code", "data", "del",
    "dfn", "em",
    "font", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr",
  ]

  /// Elements that begin a block of their own.
  static let block: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre",
    "section", "summary", "table", "caption", "colgroup", "col", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul", "br", "textarea", "base", "search", "slot", "picture", "source",
    "track", "embed", "param", "area", "optgroup", "option", "progress", "meter", "output",
    "frame", "frameset", "noframes", "basefont", "isindex", "applet", "listing", "xmp",
    "plaintext", "marquee", "blink",
  ]

  /// Whether an element is one that HTML knows.
  static func isKnown(_ name: String) -> Bool {
    ignored.contains(name) || inline.contains(name) || block.contains(name)
  }
}
