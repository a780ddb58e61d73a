/// Changes markup in ways that no reader sees: blanks, attributes, wrappers, entities, spans.
struct MarkupMutation {
  private var random: SplitMix
  private var openPreformatted = 0
  private var openIgnored = 0

  init(seed: UInt64) { random = SplitMix(state: seed) }

  mutating func apply(to page: String) -> String {
    var result = ""
    var rest = page[...]
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "<" }
      result += self.text(String(text))
      rest = rest[text.endIndex...]
      guard !rest.isEmpty else { break }
      let end = rest.firstIndex(of: ">").map { rest.index(after: $0) } ?? rest.endIndex
      result += tag(String(rest[..<end]))
      rest = rest[end...]
    }
    return result
  }

  private mutating func tag(_ tag: String) -> String {
    let isEnd = tag.hasPrefix("</")
    let name = tag.dropFirst(isEnd ? 2 : 1).prefix { $0.isLetter || $0.isNumber }.lowercased()
    let step = isEnd ? -1 : 1
    if name == "pre" || name == "textarea" { openPreformatted += step }
    if ["script", "style", "title", "head"].contains(name) { openIgnored += step }
    let blocks = ["p", "div", "ul", "ol", "h1", "h2", "h3", "table", "section", "article"]
    let isBlock = blocks.contains(name) && openPreformatted == 0 && openIgnored == 0
    var tag = tag
    if !isEnd, random.next(3) == 0, ["p", "li", "td", "code", "h2", "div"].contains(name) {
      let start = tag.index(tag.startIndex, offsetBy: name.count + 1)
      tag.insert(contentsOf: " data-x\(random.next(9))='\(random.next(99))'\n  lang=en", at: start)
    }
    guard isBlock else { return tag }
    switch random.next(6) {
    case 0: return isEnd ? tag + "\n\n" : "\n  " + tag
    case 1 where name == "p" && !isEnd: return "<div class=wrap>" + tag
    case 2 where name == "table" || name == "ul":
      return isEnd ? tag + "<!-- end -->" : "<!-- -->" + tag
    default: return tag
    }
  }

  private mutating func text(_ text: String) -> String {
    guard openIgnored == 0 else { return text }
    var result = ""
    var isReference = false
    for character in text {
      if character == "&" { isReference = true }
      defer { if character == ";" || character == " " { isReference = false } }
      guard !isReference else {
        result.append(character)
        continue
      }
      switch (character, random.next(12)) {
      case (" ", 0) where openPreformatted == 0: result += "\n    "
      case (" ", 1) where openPreformatted == 0: result += "  "
      case (".", 0): result += "&#46;"
      case (":", 0), (":", 1): result += "&#x3A;"
      case ("/", 0): result += "&#47;"
      case ("-", 0): result += "&#45;"
      case ("'", 0): result += "&#39;"
      case (_, 2) where character.isLetter && character.isASCII && random.next(4) == 0:
        result += "<span class=hl>\(character)</span>"
      case (_, 3) where character.isLetter && character.isASCII && random.next(6) == 0:
        result += "<wbr>\(character)"
      case (_, 4) where character.isLetter && character.isASCII && random.next(8) == 0:
        result += "\u{200B}\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}

/// A small generator of numbers that is the same on every machine.
struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return (value ^ (value >> 31)) % bound
  }
}
