/// Makes the skeleton of a page in one pass over its bytes.
///
/// It only takes what is written by the book, so that there is no doubt where a tag ends. From the
/// first tag, comment or `<` on of which that cannot be said, the skeleton is the page itself.
struct HTMLSkeletonWriter {
  private let page: UnsafeBufferPointer<UInt8>
  private let elements = Element.spellings
  private let names = Markup.Attribute.Name.spellings
  private let keepsLinks: Bool
  private(set) var draft: HTMLSkeletonDraft
  private var rest = (start: 0, inPage: 0)
  private var limits = HTMLGuard()
  private var wasElementClosed = false
  private var hasDoctype = false
  /// Whether a title may be open, of which all is read.
  private var isInTitle = false
  /// Whether the last tag was the only one that has opened a title.
  private var wasTitleOpened = false
  /// The part in which it is that nobody reads.
  private var unread: UnreadPart?
  private var open = OpenElements()

  /// What the skeleton is made of besides its bytes.
  struct Parts {
    let pieces: [HTMLSkeleton.Piece]
    let attributes: [Markup.Attribute]
    let rest: (start: Int, inPage: Int)
    let problem: HTMLGuard.Problem?
  }

  var parts: Parts {
    Parts(
      pieces: draft.pieces, attributes: draft.attributes, rest: rest, problem: limits.problem)
  }

  init(
    page: UnsafeBufferPointer<UInt8>, skeleton: UnsafeMutableBufferPointer<UInt8>, keepsLinks: Bool
  ) {
    self.page = page
    self.keepsLinks = keepsLinks
    draft = HTMLSkeletonDraft(page, skeleton)
  }

  /// Whether neither a tag nor a word has come yet.
  private var isInProlog: Bool { !wasElementClosed && draft.pieces.isEmpty }

  mutating func run() {
    defer { open.keepRules() }
    var at = 0
    while at < page.count {
      let next = page.place(of: UInt8(ascii: "<"), from: at) ?? page.count
      if next > at { text(at, next) }
      at = next
      guard at < page.count else { break }
      let end = markup(at)
      if limits.problem != nil { return }
      guard let end else {
        rest = (draft.count, at)
        draft.copy(at, page.count)
        limits.scan(page, from: at)
        return
      }
      at = end
    }
    rest = (draft.count, page.count)
  }

  // MARK: Text

  /// Text without tags: stand-ins for what says itself, references as they are.
  private mutating func text(_ start: Int, _ end: Int) {
    var at = start
    let limit = UnsafeBufferPointer(rebasing: page[..<end])
    while at < end {
      let reference = limit.place(of: UInt8(ascii: "&"), from: at) ?? end
      if reference > at { plain(at, reference) }
      guard reference < end else { return }
      at = reference + 1
      while at < end, page[at].isReferenceByte { at += 1 }
      if at < end, page[at] == UInt8(ascii: ";") { at += 1 }
      let spelling = UnsafeBufferPointer(rebasing: page[reference..<at])
      if open.isKnown, let character = HTMLReference.character(spelling) {
        draft.addReference(character, reference, at)
      } else {
        draft.addLiteral(reference, at)
      }
    }
  }

  /// Text that neither begins nor holds a tag or reference.
  private mutating func plain(_ start: Int, _ end: Int) {
    var at = start
    while at < end, page[at].isBlank { at += 1 }
    var start = start
    if isInProlog {
      // libxml2 passes over blanks before the first tag or word.
      guard at < end else { return }
      start = at
    }
    guard at < end || draft.mayJoin || end - start < 1000 else {
      // libxml2 takes text in chunks of 1,000 characters and may take the first for more than blanks.
      return draft.addLiteral(start, end)
    }
    draft.addText(start, end, isBlank: at == end)
  }

  // MARK: Markup

  /// Reads what begins with a `<` and says where it ends; `nil` when that is open to doubt.
  private mutating func markup(_ start: Int) -> Int? {
    guard start + 1 < page.count else { return nil }
    switch page[start + 1] {
    case UInt8(ascii: "/"): return closingTag(start)
    case UInt8(ascii: "!"):
      if page[start...].starts(with: "<!--".utf8) { return comment(start) }
      return doctype(start)
    case UInt8(ascii: "?"):
      guard start + 2 < page.count, page[start + 2].isLetter else { return nil }
      return declaration(start, from: start + 3)
    case UInt8(ascii: " "), UInt8(ascii: "0")...UInt8(ascii: "9"):
      // "a < b" and "<3" are text.
      draft.addLiteral(start, start + 2)
      return start + 2
    case let next: return next.isLetter ? tag(start) : nil
    }
  }

  /// Reads a closing tag.
  private mutating func closingTag(_ start: Int) -> Int? {
    var at = start + 2
    guard at < page.count, page[at].isLetter else { return nil }
    let name = at
    while at < page.count, page[at].isNameByte { at += 1 }
    let nameEnd = at
    while at < page.count, page[at].isBlank { at += 1 }
    guard at < page.count, page[at] == UInt8(ascii: ">"), nameEnd - name <= 90 else { return nil }
    if limits.refuses(UnsafeBufferPointer(rebasing: page[name..<nameEnd]), isClosing: true) {
      return nil
    }
    wasElementClosed = true
    if wasTitleOpened {
      // With tags in it libxml2 may leave it open.
      wasTitleOpened = false
      isInTitle = elements.element(UnsafeBufferPointer(rebasing: page[name..<nameEnd])) != .title
    }
    let element = open.end(name..<nameEnd, in: page)
    if let part = unread, open.count <= part.depth {
      if element != nil { draft.leaveOut(part) }
      unread = nil
    }
    if let element, draft.hide(element, end: at + 1) { return at + 1 }
    draft.copy(start, nameEnd)
    draft.put(UInt8(ascii: ">"))
    draft.showAll()
    return at + 1
  }

  /// Leaves the words of a comment out; `<!-->` and `--!>` end it for some readers only.
  private mutating func comment(_ start: Int) -> Int? {
    var at = start + 4
    while let end = page.place(of: UInt8(ascii: ">"), from: at) {
      if page[end - 1] == 45, page[end - 2] == 45 {
        guard end - 2 >= start + 4 else { return nil }
        if open.isKnown {
          draft.addComment(start, end + 1)
        } else {
          draft.copy(start, start + 4)
          draft.copy(end - 2, end + 1)
        }
        return end + 1
      }
      if page[end - 1] == 33, page[end - 2] == 45, page[end - 3] == 45 { return nil }
      at = end + 1
    }
    return nil
  }

  /// Takes a doctype at the beginning as it is; elsewhere it may be text.
  private mutating func doctype(_ start: Int) -> Int? {
    let keyword = page[(start + 2)...].prefix(7)
    guard isInProlog, !hasDoctype, keyword.elementsEqual("doctype".utf8, by: { $0.lowered == $1 })
    else {
      return nil
    }
    hasDoctype = true
    return declaration(start, from: start + 9)
  }

  /// Takes a doctype or a processing instruction as it is.
  private mutating func declaration(_ start: Int, from: Int) -> Int? {
    guard let end = page.place(of: UInt8(ascii: ">"), from: from) else { return nil }
    let body = page[from..<end]
    let isPlain = body.allSatisfy { byte in
      byte != UInt8(ascii: "<") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "[")
    }
    guard isPlain, body.count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 0 else { return nil }
    draft.copy(start, end + 1)
    draft.showAll()
    return end + 1
  }

  /// Reads a tag and, with it, the script or style that it begins.
  private mutating func tag(_ start: Int) -> Int? {
    var at = start + 1
    while at < page.count, page[at].isNameByte { at += 1 }
    let nameEnd = at
    guard nameEnd - start <= 90 else { return nil }
    let name = UnsafeBufferPointer(rebasing: page[(start + 1)..<nameEnd])
    let element = elements.element(name)
    let firstAttribute = draft.attributes.count
    var number = 0
    var isLiteral = false
    var isRow = false
    while true {
      let gap = at
      while at < page.count, page[at].isBlank { at += 1 }
      guard at < page.count else { return nil }
      if page[at] == UInt8(ascii: ">") { break }
      if page[at] == UInt8(ascii: "/"), at + 1 < page.count, page[at + 1] == UInt8(ascii: ">") {
        break
      }
      guard at > gap, let attribute = HTMLTagAttribute(page, from: at, names) else {
        draft.removeAttributes(from: firstAttribute)
        return oddTag(start, nameEnd: nameEnd, element: element)
      }
      number += 1
      at = attribute.end
      guard let name = attribute.name ?? (element.isKnown ? nil : .other),
        name != .href || keepsLinks || !element.isKnown
      else { continue }
      isLiteral = isLiteral || holdsReference(attribute.value) || !element.isKnown && number > 16
      isRow = isRow || name == .role && namesRow(attribute.value)
      draft.add(Markup.Attribute(name: name, key: attribute.key, value: attribute.value))
    }
    if limits.refuses(name, isClosing: false, attributes: number, size: at - start) { return nil }
    let close = page[at] == UInt8(ascii: "/") ? at + 2 : at + 1
    if isLiteral || !element.isKnown && hasRepetition(from: firstAttribute) {
      draft.removeAttributes(from: firstAttribute)
      return literalTag(start, at, close, nameEnd, element)
    }
    var end = close
    if element == .script || element == .style, page[at] == UInt8(ascii: ">") {
      guard let scriptEnd = scriptEnd(of: name, from: close) else { return nil }
      end = scriptEnd
    }
    let begun = draft.begun(element, (start + 1)..<nameEnd)
    draft.copy(start, nameEnd)
    draft.addTag(element, start, nameEnd, at, attributesFrom: firstAttribute)
    draft.copy(at, close)
    enter(begun, isClosed: page[at] == UInt8(ascii: "/"), isRow, end: close)
    return end
  }

  /// Takes an element whose tag has been written; begins a part that nobody reads, or takes it as
  /// a part of one.
  private mutating func enter(
    _ begun: OpenElements.Open, isClosed: Bool, _ isRow: Bool, end: Int
  ) {
    let element = begun.element
    noteTitle(element)
    let ended = open.begin(begun, isClosed: isClosed)
    let depth = ended == nil ? open.count - 1 : open.count
    if var part = unread {
      // A row of a table is one wherever it stands.
      unread = part.opens(element, depth: depth) && !isRow ? part : nil
    } else if !isInTitle, !isClosed, ended == nil, depth >= 0 {
      unread = UnreadPart(element, depth: depth, mark: draft.mark)
    }
    if let ended, !draft.hide(ended, end: end) { draft.showAll() }
  }

  private mutating func noteTitle(_ element: Element) {
    wasTitleOpened = element == .title && !isInTitle
    isInTitle = isInTitle || element == .title
  }

  /// Whether a role makes an element a part of a table.
  private func namesRow(_ role: Range<Int32>) -> Bool {
    let role = page[Int(role.lowerBound)..<Int(role.upperBound)]
    return HTMLSkeletonWriter.rowRoles.contains(UnsafeBufferPointer(rebasing: role))
  }

  private static let rowRoles: WordSet = ["row", "cell", "gridcell", "columnheader", "rowheader"]

  /// Takes a tag as it is.
  private mutating func literalTag(
    _ start: Int, _ end: Int, _ close: Int, _ nameEnd: Int, _ element: Element
  ) -> Int? {
    guard element != .script, element != .style else { return nil }
    let begun = draft.begun(element, (start + 1)..<nameEnd)
    draft.copy(start, end)
    draft.addLiteralTag(element, start, nameEnd, end)
    draft.copy(end, close)
    draft.showAll()
    noteTitle(element)
    unread = nil
    _ = open.begin(begun, isClosed: page[end] == UInt8(ascii: "/"))
    return close
  }

  /// Takes a tag with odd attributes that ends at the same place however it is read.
  private mutating func oddTag(_ start: Int, nameEnd: Int, element: Element) -> Int? {
    guard let end = plainEnd(start + 1) else { return nil }
    let tag = HTMLGuard.tag(page, from: start + 1)
    let name = UnsafeBufferPointer(rebasing: page[(start + 1)..<nameEnd])
    if limits.refuses(
      name, isClosing: false, attributes: tag.attributes, size: end - start)
    {
      return nil
    }
    let bare = page[end - 1] == UInt8(ascii: "/") ? end - 1 : end
    return literalTag(start, bare, end + 1, nameEnd, element)
  }

  /// Where a tag with odd attributes ends, however it is read; `nil` when that depends.
  ///
  /// A quote opens behind a `=` only; where none that closes stands there, nobody takes one for the
  /// other.
  private func plainEnd(_ start: Int) -> Int? {
    var isQuoted = false
    var last: UInt8 = 0
    for place in start..<page.count {
      switch page[place] {
      case UInt8(ascii: "<"), UInt8(ascii: "'"): return nil
      case UInt8(ascii: ">"): return isQuoted ? nil : place
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        guard isQuoted == (last == UInt8(ascii: "=")) else { return nil }
      default: break
      }
      if !page[place].isBlank { last = page[place] }
    }
    return nil
  }

  /// Whether libxml2 has to read a value.
  private func holdsReference(_ value: Range<Int32>) -> Bool {
    let value = page[Int(value.lowerBound)..<Int(value.upperBound)]
    return UnsafeBufferPointer(rebasing: value).place(of: UInt8(ascii: "&")) != nil
  }

  /// Whether an unknown element has an attribute twice, of which libxml2 keeps the first.
  private func hasRepetition(from first: Int) -> Bool {
    let names = draft.attributes[first...].map { attribute in
      page[Int(attribute.key.lowerBound)..<Int(attribute.key.upperBound)].map(\.lowered)
    }
    return Set(names).count < names.count
  }

  /// Where the closing tag of a script or style begins.
  private func scriptEnd(of name: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var at = start
    while let end = page.place(of: UInt8(ascii: "<"), from: at) {
      at = end + 1
      guard at + name.count < page.count else { return nil }
      if page[at] == UInt8(ascii: "/"),
        name.indices.allSatisfy({ page[at + 1 + $0].lowered == name[$0].lowered })
      {
        return end
      }
    }
    return nil
  }
}
