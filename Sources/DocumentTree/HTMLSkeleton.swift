/// A page as libxml2 gets to see it: its tags and character references, without what libxml2 would
/// only hand on.
///
/// A piece of text becomes one byte, an attribute nothing; ``pieces`` says what stands where, so
/// that ``HTMLParser`` finds them in the page when libxml2 reports their places. What is nobody's
/// reading (scripts, styles, comments, other attributes) is left out. So are elements that have
/// their own closing tag, inside of others, where no rule of libxml2's for open ends applies: one
/// byte stands for them and the text beside them. Where there is any doubt which element a tag
/// opens or closes, libxml2 alone decides.
struct HTMLSkeleton {
  /// A place of the skeleton and what stands in the page there.
  struct Piece {
    enum Kind: UInt8 {
      /// Text, for which one byte stands.
      case text
      /// Text or a reference that stands there itself.
      case literal
      /// A tag whose attributes are among ``HTMLSkeleton/attributes``.
      case tag
      /// A tag that stands there itself, with its attributes.
      case literalTag
      /// The end of an element that is not there.
      case closing
      /// A character reference that is not there.
      case reference
      /// A comment that is not there.
      case comment
    }

    let kind: Kind
    let element: Element
    /// How long the name of a tag is.
    var nameLength: UInt8 = 0
    /// Where it ends in the skeleton, a tag before its `>`; 0 for what shares the byte that stands
    /// for the piece before it.
    var end: Int32
    /// Where it stands in the page.
    let range: Range<Int32>
    /// The attributes of a tag.
    var attributes: Range<Int32> = 0..<0
    /// What stands in an element besides what the skeleton has of it.
    var contents: Element.Kinds = []
    /// What a reference stands for.
    var character: Unicode.Scalar = "\0"
  }

  /// What libxml2 gets.
  let bytes: [UInt8]
  /// In the order of the page.
  let pieces: [Piece]
  /// Attributes of tags, with values that stand in the page as they are.
  let attributes: [Markup.Attribute]
  /// From where on the skeleton is the page itself: where it begins there and in the page.
  let rest: (start: Int, inPage: Int)
  /// Why the page is refused.
  let problem: HTMLGuard.Problem?

  /// The byte that stands for text and hidden elements; a page that has one itself is left as it is.
  static let standIn: UInt8 = 0x7F
  /// The byte that stands for blanks, for which libxml2 has rules of its own.
  static let blank: UInt8 = 0x20

  /// A page that is left as it is.
  init(whole page: [UInt8]) {
    bytes = page
    pieces = []
    attributes = []
    rest = (0, 0)
    problem = page.withUnsafeBufferPointer { page in
      var limits = HTMLGuard()
      limits.scan(page, from: 0)
      return limits.problem
    }
  }

  /// The skeleton of a page without NUL bytes.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - keepsLinks: Whether somebody looks where links lead.
  init(_ page: [UInt8], keepsLinks: Bool = true) {
    guard page.withUnsafeBufferPointer(HTMLSkeleton.isOrdinary) else {
      self.init(whole: page)
      return
    }
    var parts: HTMLSkeletonWriter.Parts?
    let bytes = [UInt8](unsafeUninitializedCapacity: page.count) { buffer, count in
      page.withUnsafeBufferPointer { page in
        var writer = HTMLSkeletonWriter(page: page, skeleton: buffer, keepsLinks: keepsLinks)
        writer.run()
        count = writer.draft.count
        parts = writer.parts
      }
    }
    self.init(bytes, parts)
  }

  private init(_ bytes: [UInt8], _ parts: HTMLSkeletonWriter.Parts?) {
    self.bytes = bytes
    pieces = parts?.pieces ?? []
    attributes = parts?.attributes ?? []
    rest = parts?.rest ?? (0, 0)
    problem = parts?.problem
  }

  /// Whether a page holds none of the characters that libxml2 drops, and no byte that stands for
  /// text.
  private static func isOrdinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var odd: UInt8 = 0
    for byte in bytes {
      let isControl: UInt8 = byte < 32 && byte != 10 && byte != 9 && byte != 13 ? 1 : 0
      odd |= isControl | (byte == standIn ? 1 : 0)
    }
    guard odd == 0 else { return false }
    // U+FFFE and U+FFFF.
    var at = 0
    while let lead = bytes.place(of: 0xEF, from: at) {
      if lead + 2 < bytes.count, bytes[lead + 1] == 0xBF, bytes[lead + 2] >= 0xBE { return false }
      at = lead + 1
    }
    return true
  }
}
