/// An element of HTML and what it means for a reader.
enum Element: UInt8, CaseIterable, Sendable {
  /// Text, which is no element.
  case text
  /// Above the first element.
  case root
  /// One that HTML does not know.
  case unknown
  /// One that HTML leaves to pages: its name holds a hyphen.
  case custom

  case a, abbr, acronym, address, applet, area, article, aside, audio, b, base, basefont, bdi, bdo
  case big, blink, blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup
  case data, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption
  case figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup
  case hr, html, i, iframe, img, input, ins, isindex, kbd, label, legend, li, link, listing, main
  case map, mark, marquee, math, menu, meta, meter, nav, nobr, noframes, noscript, object, ol
  case optgroup, option, output, p, param, picture, plaintext, pre, progress, q, rp, rt, ruby, s
  case samp, script, search, section, select, slot, small, source, span, strike, strong, style
  case sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title
  case tr, track, tt, u, ul, `var`, video, wbr, xmp

  /// The elements by their names.
  static let spellings = Spellings()

  /// Tells elements by their names.
  struct Spellings {
    private let known = WordTable(allCases.filter(\.isKnown).map { ($0.name, $0) })

    /// The element that a name stands for, with or without the prefix of a word processor's
    /// namespace, as in `o:p`.
    func element(_ name: UnsafeBufferPointer<UInt8>) -> Element {
      if let element = known.value(of: name) { return element }
      if let colon = name.place(of: UInt8(ascii: ":")), colon > 0,
        let element = known.value(of: UnsafeBufferPointer(rebasing: name[(colon + 1)...]))
      {
        return element
      }
      return name.contains(UInt8(ascii: "-")) ? .custom : .unknown
    }
  }

  /// Its name in lower case, which is that of its case.
  var name: String { isNameless ? "" : Element.names[Int(rawValue)] }

  private static let names = allCases.map { String(describing: $0) }

  private var isNameless: Bool {
    switch self {
    case .text, .root, .unknown, .custom: true
    default: false
    }
  }

  /// Whether HTML knows it.
  var isKnown: Bool { !isNameless }

  /// Whether it is never part of what a reader reads.
  var isIgnored: Bool {
    switch self {
    case .script, .style, .head, .noscript, .template, .svg, .button, .select, .input, .nav,
      .iframe, .object, .canvas, .audio, .video, .meta, .link, .dialog, .math, .label, .map, .form:
      true
    default: false
    }
  }

  /// Whether it flows in a line of text.
  var isInline: Bool {
    switch self {
    case .a, .abbr, .acronym, .b, .button, .bdi, .bdo, .big, .cite, .code, .data, .del, .dfn, .em,
      .font, .i, .img, .ins, .kbd, .mark, .q, .rp, .rt, .ruby, .s, .samp, .small, .span, .strike,
      .strong, .sub, .sup, .time, .tt, .u, .var, .wbr, .nobr:
      true
    default: false
    }
  }

  /// Whether it begins a block of its own.
  var isBlock: Bool { isKnown && !isInline && !isIgnored }

  /// Whether a button in it is the heading of a part that folds.
  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6, .dt, .summary: true
    default: false
    }
  }

  /// Sets of elements that are looked for under others.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt8

    /// Blocks of their own.
    static let block = Kinds(rawValue: 1)
    /// `h1`.
    static let firstHeading = Kinds(rawValue: 2)
    /// `h2` and `h3`.
    static let heading = Kinds(rawValue: 4)
    /// `p`.
    static let paragraph = Kinds(rawValue: 8)
    /// `pre`.
    static let preformatted = Kinds(rawValue: 16)
    /// `table`.
    static let table = Kinds(rawValue: 32)
    /// `main` and `article`.
    static let main = Kinds(rawValue: 64)
  }

  /// The sets that it belongs to.
  var kinds: Kinds {
    switch self {
    case .h1: [.block, .firstHeading]
    case .h2, .h3: [.block, .heading]
    case .p: [.block, .paragraph]
    case .pre: [.block, .preformatted]
    case .table: [.block, .table]
    case .main, .article: [.block, .main]
    default: isBlock ? .block : []
    }
  }
}
