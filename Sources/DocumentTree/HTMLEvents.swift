/// Turns the events that libxml2 reports about a skeleton into what ``MarkupWriter`` takes.
struct HTMLEvents {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// What is written; libxml2's other events go there directly.
  var writer: MarkupWriter
  /// Whether text was reported that does not stand in the skeleton.
  private(set) var isAstray = false
  private let page: Bytes
  private let pieces: [HTMLSkeleton.Piece]
  private let rest: (start: Int, inPage: Int)
  private let keepsAll: Bool
  /// The first piece that does not end before the place of the last event.
  private var next = 0
  private var elements = PointerCache<Element>(.unknown)
  private var names = PointerCache<Markup.Attribute.Name>(.other)

  init(_ page: Bytes, _ skeleton: HTMLSkeleton, markup: Markup, keepsAll: Bool) {
    writer = MarkupWriter(markup, keepsScripts: keepsAll)
    self.page = page
    pieces = skeleton.pieces
    rest = skeleton.rest
    self.keepsAll = keepsAll
  }

  /// Whether nothing more can come of it.
  var hasToStop: Bool { isAstray || writer.problem != nil }

  /// An element begins.
  ///
  /// - Parameters:
  ///   - name: Its name, where libxml2 keeps it.
  ///   - given: Names and values of its attributes, one after the other.
  ///   - place: How far libxml2 has read.
  /// - Returns: Whether it was taken.
  mutating func begin(
    _ name: UnsafePointer<UInt8>, _ given: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    at place: Int
  ) -> Bool {
    let piece = piece(at: place)
    // What libxml2 adds by itself, as `html` and `p`, is reported at the place of a tag, too.
    if let piece, piece.end == place, piece.kind == .tag, spells(piece, name) {
      next += 1
      return begin(piece)
    }
    let element = elements.value(of: name) { Element.spellings.element($0) }
    guard writer.begin(element, place: placeInPage(place, piece)) else { return false }
    if !element.isKnown { writer.name(bytes(name)) }
    guard var attribute = given else { return true }
    while let key = attribute.pointee {
      let known = names.value(of: key) { Markup.Attribute.Name.spellings.value(of: $0) ?? .other }
      if known != .other || keepsAll || !element.isKnown {
        let value = attribute[1].map(bytes) ?? UnsafeBufferPointer(start: nil, count: 0)
        writer.attribute(known, key: bytes(key), value: value)
      }
      attribute += 2
    }
    return true
  }

  /// An element begins whose tag is a piece.
  private mutating func begin(_ piece: HTMLSkeleton.Piece) -> Bool {
    guard writer.begin(piece.element, place: Int(piece.range.upperBound), with: piece.contents)
    else { return false }
    if !piece.element.isKnown {
      let start = Int(piece.range.lowerBound) + 1
      page[start..<(start + Int(piece.nameLength))].map(\.lowered).withUnsafeBufferPointer {
        writer.name($0)
      }
    }
    if !piece.attributes.isEmpty { writer.setAttributes(piece.attributes) }
    return true
  }

  /// Text goes on.
  mutating func add(_ text: Bytes, at place: Int) {
    guard let piece = piece(at: place) else {
      isAstray = place < rest.start
      return addRead(text, at: place)
    }
    writer.place = Int(piece.range.lowerBound)
    guard piece.end == place, piece.kind != .literal, piece.kind != .literalTag,
      text.last == HTMLSkeleton.standIn || text.last == HTMLSkeleton.blank
    else {
      isAstray = isAstray || text.contains(HTMLSkeleton.standIn)
      return writer.add(text)
    }
    if text.count > 1 { writer.add(UnsafeBufferPointer(rebasing: text.dropLast())) }
    repeat {
      take(pieces[next])
      next += 1
    } while next < pieces.count && pieces[next].end == 0
  }

  /// Takes a piece that libxml2 has not seen.
  private mutating func take(_ piece: HTMLSkeleton.Piece) {
    switch piece.kind {
    case .text:
      writer.place = Int(piece.range.lowerBound)
      writer.add(piece.range, of: page)
    case .tag: _ = begin(piece)
    case .closing: writer.end()
    case .reference:
      writer.place = Int(piece.range.lowerBound)
      Array(String(piece.character).utf8).withUnsafeBufferPointer { writer.add($0) }
    case .comment: writer.endText()
    case .literal, .literalTag: break
    }
  }

  /// Whether elements that libxml2 has not seen were passed over.
  var lacksElements: Bool {
    writer.problem == nil && pieces[next...].contains { $0.kind == .closing }
  }

  /// Text of the page itself goes on, which libxml2 has read up to its end.
  private mutating func addRead(_ text: Bytes, at place: Int) {
    writer.place = max(0, placeInPage(place, nil) - text.count)
    writer.add(text)
  }

  /// The text of a script or style.
  mutating func addScript(_ text: Bytes, at place: Int) {
    writer.place = max(0, placeInPage(place, nil) - text.count)
    writer.addScript(text)
  }

  /// The piece at a place or the first one behind it.
  private mutating func piece(at place: Int) -> HTMLSkeleton.Piece? {
    while next < pieces.count, Int(pieces[next].end) < place {
      isAstray = isAstray || pieces[next].kind == .closing
      next += 1
    }
    return next < pieces.count ? pieces[next] : nil
  }

  /// Where in the page a place of the skeleton is.
  private func placeInPage(_ place: Int, _ piece: HTMLSkeleton.Piece?) -> Int {
    guard let piece else { return place - rest.start + rest.inPage }
    let isInTag = piece.kind == .tag || piece.kind == .literalTag && piece.end > place
    return isInTag
      ? Int(piece.range.lowerBound) + 1 + Int(piece.nameLength) : Int(piece.range.upperBound)
  }

  /// Whether the name of an element is that of a tag.
  private func spells(_ piece: HTMLSkeleton.Piece, _ name: UnsafePointer<UInt8>) -> Bool {
    let start = Int(piece.range.lowerBound) + 1
    let length = Int(piece.nameLength)
    for place in 0..<length where page[start + place].lowered != name[place] { return false }
    return name[length] == 0
  }

  private func bytes(_ text: UnsafePointer<UInt8>) -> Bytes {
    var count = 0
    while text[count] != 0 { count += 1 }
    return Bytes(start: text, count: count)
  }

  /// What names mean, by where libxml2 keeps them: each stands in its dictionary once.
  private struct PointerCache<Value> {
    private var entries: [(name: UnsafePointer<UInt8>?, value: Value)]

    init(_ empty: Value) { entries = Array(repeating: (nil, empty), count: 16) }

    mutating func value(of name: UnsafePointer<UInt8>, read: (Bytes) -> Value) -> Value {
      let place = Int(bitPattern: name) >> 2 & 15
      if entries[place].name == name { return entries[place].value }
      var count = 0
      while name[count] != 0 { count += 1 }
      let value = read(Bytes(start: name, count: count))
      entries[place] = (name, value)
      return value
    }
  }
}
