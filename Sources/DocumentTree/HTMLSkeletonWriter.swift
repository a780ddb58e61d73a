/// Makes the skeleton of a page in one pass over its bytes.
///
/// It only takes what is written by the book, so that there is no doubt where a tag ends. From the
/// first tag, comment or `<` on of which that cannot be said, the skeleton is the page itself.
struct HTMLSkeletonWriter {
  private let page: UnsafeBufferPointer<UInt8>
  private let elements = Element.spellings
  private let names = Markup.Attribute.Name.spellings
  private let skeleton: UnsafeMutableBufferPointer<UInt8>
  /// How much of the skeleton is written; never more than what is read of the page.
  private(set) var count = 0
  private var pieces: [HTMLSkeleton.Piece] = []
  private var attributes: [Markup.Attribute] = []
  private var rest = (start: 0, inPage: 0)
  private var limits = HTMLGuard()
  /// Whether neither a tag nor a word has come yet.
  private var isInProlog = true
  private var hasDoctype = false
  /// Whether a title may be open, of which all is read.
  private var isInTitle = false
  /// The part in which it is that nobody reads.
  private var unread: UnreadPart?
  private var rules = HTMLAutoClosing()

  /// What the skeleton is made of besides its bytes.
  struct Parts {
    let pieces: [HTMLSkeleton.Piece]
    let attributes: [Markup.Attribute]
    let rest: (start: Int, inPage: Int)
    let problem: HTMLGuard.Problem?
  }

  var parts: Parts {
    Parts(pieces: pieces, attributes: attributes, rest: rest, problem: limits.problem)
  }

  init(page: UnsafeBufferPointer<UInt8>, skeleton: UnsafeMutableBufferPointer<UInt8>) {
    self.page = page
    self.skeleton = skeleton
    pieces.reserveCapacity(page.count / 64)
    attributes.reserveCapacity(page.count / 256)
  }

  mutating func run() {
    var at = 0
    while at < page.count {
      let next = page.place(of: UInt8(ascii: "<"), from: at) ?? page.count
      if next > at { text(at, next) }
      at = next
      guard at < page.count else { break }
      let end = markup(at)
      if limits.problem != nil { return }
      guard let end else {
        rest = (count, at)
        copy(at, page.count)
        limits.scan(page, from: at)
        return
      }
      at = end
    }
    rest = (count, page.count)
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
      literal(reference, at)
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
    if at < end {
      put(HTMLSkeleton.standIn)
    } else if end - start < 1000 {
      put(HTMLSkeleton.blank)
    } else {
      // libxml2 takes text in chunks of 1,000 characters and may take the first for more than blanks.
      return literal(start, end)
    }
    add(.text, .text, start, end)
  }

  private mutating func literal(_ start: Int, _ end: Int) {
    copy(start, end)
    add(.literal, .text, start, end)
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
      literal(start, start + 2)
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
    isInProlog = false
    if isInTitle, elements.element(UnsafeBufferPointer(rebasing: page[name..<nameEnd])) == .title {
      isInTitle = false
    }
    switch unread?.closes(name..<nameEnd, in: page) {
    case .reachesOut: unread = nil
    case .ends: leaveOut()
    case .goesOn, nil: break
    }
    copy(start, nameEnd)
    put(UInt8(ascii: ">"))
    return at + 1
  }

  /// Leaves the words of a comment out; `<!-->` and `--!>` end it for some readers only.
  private mutating func comment(_ start: Int) -> Int? {
    var at = start + 4
    while let end = page.place(of: UInt8(ascii: ">"), from: at) {
      if page[end - 1] == 45, page[end - 2] == 45 {
        guard end - 2 >= start + 4 else { return nil }
        copy(start, start + 4)
        copy(end - 2, end + 1)
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
    copy(start, end + 1)
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
    let firstAttribute = attributes.count
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
        attributes.removeLast(attributes.count - firstAttribute)
        return oddTag(start, nameEnd: nameEnd, element: element)
      }
      number += 1
      at = attribute.end
      guard let name = attribute.name ?? (element.isKnown ? nil : .other) else { continue }
      isLiteral = isLiteral || holdsReference(attribute.value) || !element.isKnown && number > 16
      isRow = isRow || name == .role && namesRow(attribute.value)
      attributes.append(
        Markup.Attribute(
          name: name, key: attribute.key, value: attribute.value))
    }
    if limits.refuses(name, isClosing: false, attributes: number, size: at - start) { return nil }
    let close = page[at] == UInt8(ascii: "/") ? at + 2 : at + 1
    if isLiteral || !element.isKnown && hasRepetition(from: firstAttribute) {
      attributes.removeLast(attributes.count - firstAttribute)
      return literalTag(start, at, close, nameEnd, element)
    }
    var end = close
    if element == .script || element == .style, page[at] == UInt8(ascii: ">") {
      guard let scriptEnd = scriptEnd(of: name, from: close) else { return nil }
      end = scriptEnd
    }
    copy(start, nameEnd)
    addTag(.tag, element, start, nameEnd, at)
    pieces[pieces.count - 1].attributes = range(firstAttribute, attributes.count)
    copy(at, close)
    enter(element, (start + 1)..<nameEnd, isClosed: page[at] == UInt8(ascii: "/"), isRow)
    return end
  }

  /// Begins a part that nobody reads, or takes a tag in one.
  private mutating func enter(
    _ element: Element, _ name: Range<Int>, isClosed: Bool, _ isRow: Bool
  ) {
    if element == .title { isInTitle = true }
    guard var part = unread else {
      if isInTitle { return }
      let mark = UnreadPart.Mark(bytes: count, pieces: pieces.count, attributes: attributes.count)
      if !isClosed { unread = UnreadPart(element, name: name, mark: mark) }
      return
    }
    // Taken out while it changes, so that nothing is copied.
    unread = nil
    let page = page
    let stays = part.opens(element, name: name, isClosed: isClosed, page, &rules)
    // A row of a table is one wherever it stands.
    if stays && !isRow { unread = part }
  }

  /// Whether a role makes an element a part of a table.
  private func namesRow(_ role: Range<Int32>) -> Bool {
    let role = page[Int(role.lowerBound)..<Int(role.upperBound)]
    return HTMLSkeletonWriter.rowRoles.contains(UnsafeBufferPointer(rebasing: role))
  }

  private static let rowRoles: WordSet = ["row", "cell", "gridcell", "columnheader", "rowheader"]

  /// Takes the part that nobody reads back out.
  private mutating func leaveOut() {
    guard let part = unread else { return }
    count = part.mark.bytes
    pieces.removeLast(pieces.count - part.mark.pieces)
    attributes.removeLast(attributes.count - part.mark.attributes)
    pieces[pieces.count - 1].contents = part.contents
    unread = nil
  }

  /// Takes a tag as it is.
  private mutating func literalTag(
    _ start: Int, _ end: Int, _ close: Int, _ nameEnd: Int, _ element: Element
  ) -> Int? {
    guard element != .script, element != .style else { return nil }
    copy(start, end)
    addTag(.literalTag, element, start, nameEnd, end)
    copy(end, close)
    if element == .title { isInTitle = true }
    unread = nil
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
    let names = attributes[first...].map { attribute in
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

  // MARK: Writing

  // What is written is never longer than what it stands for; nothing is written beyond it anyway.
  private mutating func put(_ byte: UInt8) {
    guard count < skeleton.count else { return }
    skeleton[count] = byte
    count += 1
  }

  private mutating func copy(_ start: Int, _ end: Int) {
    guard count + (end - start) <= skeleton.count else { return }
    for place in start..<end { skeleton[count + place - start] = page[place] }
    count += end - start
  }

  private mutating func add(
    _ kind: HTMLSkeleton.Piece.Kind, _ element: Element, _ start: Int, _ end: Int
  ) {
    isInProlog = false
    pieces.append(
      HTMLSkeleton.Piece(kind: kind, element: element, end: Int32(count), range: range(start, end)))
  }

  private mutating func addTag(
    _ kind: HTMLSkeleton.Piece.Kind, _ element: Element, _ start: Int, _ nameEnd: Int, _ end: Int
  ) {
    add(kind, element, start, end)
    pieces[pieces.count - 1].nameLength = UInt8(truncatingIfNeeded: nameEnd - start - 1)
  }

  // Pages are at most 4 MiB.
  private func range(_ start: Int, _ end: Int) -> Range<Int32> {
    Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: end)
  }
}
