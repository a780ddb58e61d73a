/// A skeleton while it is written: its bytes and the pieces that say what stands where.
struct HTMLSkeletonDraft {
  private let page: UnsafeBufferPointer<UInt8>
  private let skeleton: UnsafeMutableBufferPointer<UInt8>
  /// How much of the skeleton is written; never more than what is read of the page.
  private(set) var count = 0
  private(set) var pieces: [HTMLSkeleton.Piece] = []
  private(set) var attributes: [Markup.Attribute] = []
  /// Where the byte ends that stands for what came last.
  private var standInEnd = -1
  /// Up to where the skeleton is what libxml2 has to see.
  private var shown = 0

  init(_ page: UnsafeBufferPointer<UInt8>, _ skeleton: UnsafeMutableBufferPointer<UInt8>) {
    self.page = page
    self.skeleton = skeleton
    pieces.reserveCapacity(page.count / 32)
    attributes.reserveCapacity(page.count / 256)
  }

  // MARK: What libxml2 sees

  // What is written is never longer than what it stands for; nothing is written beyond it anyway.
  mutating func put(_ byte: UInt8) {
    guard count < skeleton.count else { return }
    skeleton[count] = byte
    count += 1
  }

  mutating func copy(_ start: Int, _ end: Int) {
    guard count + (end - start) <= skeleton.count else { return }
    for place in start..<end { skeleton[count + place - start] = page[place] }
    count += end - start
  }

  /// Has libxml2 see all that is written.
  mutating func showAll() { shown = count }

  /// Adds text or a reference as it is.
  mutating func addLiteral(_ start: Int, _ end: Int) {
    copy(start, end)
    showAll()
    add(.literal, .text, start, end)
  }

  /// Adds a tag whose name has been written; its attributes are the last ones.
  mutating func addTag(
    _ element: Element, _ start: Int, _ nameEnd: Int, _ end: Int, attributesFrom first: Int
  ) {
    add(.tag, element, start, end)
    let last = pieces.count - 1
    pieces[last].nameLength = UInt8(truncatingIfNeeded: nameEnd - start - 1)
    pieces[last].attributes = range(first, attributes.count)
  }

  /// Adds a tag that has been written as it is.
  mutating func addLiteralTag(_ element: Element, _ start: Int, _ nameEnd: Int, _ end: Int) {
    add(.literalTag, element, start, end)
    pieces[pieces.count - 1].nameLength = UInt8(truncatingIfNeeded: nameEnd - start - 1)
  }

  mutating func add(_ attribute: Markup.Attribute) { attributes.append(attribute) }

  mutating func removeAttributes(from first: Int) {
    attributes.removeLast(attributes.count - first)
  }

  // MARK: What it need not see

  /// Whether what comes next is under the same byte as what came last.
  var mayJoin: Bool { standInEnd == count }

  mutating func addText(_ start: Int, _ end: Int, isBlank: Bool) {
    addUnseen(.text, start, end, by: isBlank ? HTMLSkeleton.blank : HTMLSkeleton.standIn)
  }

  mutating func addComment(_ start: Int, _ end: Int) { addUnseen(.comment, start, end) }

  mutating func addReference(_ character: Unicode.Scalar, _ start: Int, _ end: Int) {
    addUnseen(.reference, start, end)
    pieces[pieces.count - 1].character = character
  }

  private mutating func addUnseen(
    _ kind: HTMLSkeleton.Piece.Kind, _ start: Int, _ end: Int,
    by byte: UInt8 = HTMLSkeleton.standIn
  ) {
    let isJoined = mayJoin
    if !isJoined {
      put(byte)
    } else if byte != HTMLSkeleton.blank {
      skeleton[count - 1] = byte
    }
    standInEnd = count
    add(kind, .text, start, end)
    if isJoined { pieces[pieces.count - 1].end = 0 }
  }

  /// An element whose tag is written next.
  func begun(_ element: Element, _ name: Range<Int>) -> OpenElements.Open {
    let isPrefixed =
      element.isKnown
      && UnsafeBufferPointer(rebasing: page[name]).contains(UInt8(ascii: ":"))
    return OpenElements.Open(
      element: element, known: isPrefixed ? .unknown : element, name: name, start: count,
      piece: pieces.count, followsText: mayJoin)
  }

  /// Hides an element that has ended, if all of it can be told without libxml2.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - end: Where it ends in the page.
  /// - Returns: Whether it is hidden.
  mutating func hide(_ element: OpenElements.Open, end: Int) -> Bool {
    guard element.isInside, shown <= element.start else { return false }
    let first = element.piece
    // What stands in it is under one byte, for none of it is shown.
    if first + 1 < pieces.count { pieces[first + 1].end = 0 }
    count = element.start
    if element.followsText {
      skeleton[count - 1] = HTMLSkeleton.standIn
      pieces[first].end = 0
    } else {
      put(HTMLSkeleton.standIn)
      pieces[first].end = Int32(truncatingIfNeeded: count)
    }
    standInEnd = count
    addUnseen(.closing, end, end)
    return true
  }

  // MARK: What nobody reads

  /// How much is written.
  var mark: UnreadPart.Mark {
    UnreadPart.Mark(bytes: count, pieces: pieces.count, attributes: attributes.count)
  }

  /// Takes a part that nobody reads back out.
  mutating func leaveOut(_ part: UnreadPart) {
    count = part.mark.bytes
    shown = min(shown, count)
    standInEnd = -1
    pieces.removeLast(pieces.count - part.mark.pieces)
    removeAttributes(from: part.mark.attributes)
    pieces[pieces.count - 1].contents = part.contents
  }

  private mutating func add(
    _ kind: HTMLSkeleton.Piece.Kind, _ element: Element, _ start: Int, _ end: Int
  ) {
    pieces.append(
      HTMLSkeleton.Piece(
        kind: kind, element: element, end: Int32(truncatingIfNeeded: count),
        range: range(start, end)))
  }

  // Pages are at most 4 MiB.
  private func range(_ start: Int, _ end: Int) -> Range<Int32> {
    Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: end)
  }
}
