/// An attribute of a tag that is written by the book.
struct HTMLTagAttribute {
  let key: Range<Int32>
  let value: Range<Int32>
  /// Where it ends.
  let end: Int
  /// Its name, where somebody looks for it.
  let name: Markup.Attribute.Name?

  /// Reads an attribute; `nil` when there may be doubt where it ends.
  ///
  /// - Parameters:
  ///   - page: A page of at most 4 MiB.
  ///   - start: Where the attribute begins.
  ///   - names: The names that somebody looks for.
  init?(
    _ page: UnsafeBufferPointer<UInt8>, from start: Int,
    _ names: WordTable<Markup.Attribute.Name>
  ) {
    guard page[start].isLetter || page[start] == 95 || page[start] == 58 else { return nil }
    var at = start
    while at < page.count, page[at].isNameByte { at += 1 }
    guard at < page.count, at - start <= 90 else { return nil }
    key = HTMLTagAttribute.range(start, at)
    name = names.value(of: UnsafeBufferPointer(rebasing: page[start..<at]))
    guard page[at] == UInt8(ascii: "=") else {
      guard page[at].isBlank || page[at] == 62 || page[at] == 47 else { return nil }
      value = 0..<0
      end = at
      return
    }
    at += 1
    guard at < page.count else { return nil }
    let quote = page[at]
    if quote == 34 || quote == 39 {
      guard let close = page.place(of: quote, from: at + 1) else { return nil }
      value = HTMLTagAttribute.range(at + 1, close)
      end = close + 1
      return
    }
    let first = at
    while at < page.count, !page[at].isBlank, page[at] != 62 {
      if page[at] == 34 || page[at] == 39 || page[at] == 60 || page[at] == 61 { return nil }
      at += 1
    }
    guard at > first, at < page.count else { return nil }
    value = HTMLTagAttribute.range(first, at)
    end = at
  }

  private static func range(_ start: Int, _ end: Int) -> Range<Int32> {
    Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: end)
  }
}

extension UInt8 {
  /// A letter of ASCII.
  var isLetter: Bool { self | 32 >= 97 && self | 32 <= 122 }

  /// What libxml2 takes for a part of a name.
  var isNameByte: Bool {
    isLetter || self >= 48 && self <= 57 || self == 45 || self == 95 || self == 58 || self == 46
  }

  /// What may belong to a character reference.
  var isReferenceByte: Bool { isNameByte || self == UInt8(ascii: "#") || self >= 128 }

  /// What libxml2 takes for a blank.
  var isBlank: Bool { self == 32 || self == 10 || self == 9 || self == 13 }
}
