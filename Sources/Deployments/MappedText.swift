import ContentSecurityPolicy

/// Text that was read out of a file and knows where in the file each of its parts stands.
///
/// Platforms make one for each value; edits go back through it, so that what was read is what is
/// edited.
public struct MappedText: Sendable {
  /// What the file has for a run of text.
  public enum Kind: Sendable, Hashable {
    /// The same bytes.
    case verbatim
    /// Other bytes that always mean this text, such as `\u0027`.
    case escape
    /// The name of something: a constant whose value the text is, or a run-time part.
    case reference
    /// Nothing, as for the `; ` of a `join`.
    case unwritten
  }

  /// A run of bytes that came from one place.
  public struct Segment: Sendable {
    /// Where it is in ``MappedText/bytes``.
    public var range: Range<Int>
    /// What of the file it stands for.
    public var source: Range<Int>
    /// How it stands for that.
    public var kind: Kind
    /// How text is written there; `nil` where nothing can be written.
    public var spelling: (any Spelling)?
    /// The reference that brought it here, when it is the end of a constant's value: what is added
    /// behind it is written behind the reference.
    public var reference: (source: Range<Int>, spelling: any Spelling)?
  }

  /// The text.
  public private(set) var bytes: [UInt8] = []
  /// Its parts, in order, without gaps.
  public private(set) var segments: [Segment] = []
  /// Parts that are known only at run time, as the file spells them; `{{...}}` in ``bytes``.
  public private(set) var unresolved: [String] = []

  /// Makes empty text.
  public init() {}

  /// Makes text that stands in a file as it is.
  public init(of file: [UInt8], in range: Range<Int>, _ spelling: any Spelling) {
    append(of: file, in: range, spelling)
  }

  /// Makes text in which some bytes of the file stand for others.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - range: The text's place.
  ///   - spelling: How text is written there.
  ///   - escape: What begins at an offset and where it ends; `nil` for a byte that is itself.
  init(
    of file: [UInt8], in range: Range<Int>, _ spelling: any Spelling,
    escape: (Int) -> (text: [UInt8], end: Int)?
  ) {
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      guard let (text, end) = escape(index) else {
        index += 1
        continue
      }
      append(of: file, in: start..<index, spelling)
      append(text, escapedAs: index..<end, spelling)
      index = end
      start = end
    }
    append(of: file, in: min(start, range.upperBound)..<range.upperBound, spelling)
  }

  /// Appends bytes that the file holds as they are.
  public mutating func append(of file: [UInt8], in range: Range<Int>, _ spelling: any Spelling) {
    guard !range.isEmpty else { return }
    add(file[range], range, .verbatim, spelling)
  }

  /// Appends text that an escape stands for.
  public mutating func append(
    _ text: some Collection<UInt8>, escapedAs source: Range<Int>, _ spelling: any Spelling
  ) {
    guard !text.isEmpty else { return }
    add(text, source, .escape, spelling)
  }

  /// Appends the value of a constant.
  ///
  /// - Parameters:
  ///   - value: What it is.
  ///   - source: Where the file refers to it, delimiters included.
  ///   - spelling: How text is written after the reference; `nil` when it cannot be.
  public mutating func append(
    valueOf value: MappedText, referredToAt source: Range<Int>, _ spelling: (any Spelling)?
  ) {
    unresolved += value.unresolved
    guard !value.bytes.isEmpty else { return }
    add(value.bytes, source, .reference, spelling)
  }

  /// Appends the value of a constant that is used nowhere else, so that it may be edited itself.
  ///
  /// - Parameters:
  ///   - value: What it is.
  ///   - source: Where the file refers to it, delimiters included.
  ///   - spelling: How text is written after the reference.
  public mutating func append(
    _ value: MappedText, referredToAt source: Range<Int>, _ spelling: any Spelling
  ) {
    append(value)
    if !value.segments.isEmpty { segments[segments.count - 1].reference = (source, spelling) }
  }

  /// Appends text that no bytes of the file stand for.
  public mutating func append(unwritten text: String) {
    guard !text.isEmpty else { return }
    add(Array(text.utf8), 0..<0, .unwritten, nil)
  }

  /// Appends a part that is known only at run time.
  ///
  /// - Parameters:
  ///   - expression: It, as the file spells it.
  ///   - source: Where the file refers to it, delimiters included.
  ///   - spelling: How text is written around it.
  public mutating func append(
    runTime expression: String, for source: Range<Int>, _ spelling: (any Spelling)?
  ) {
    unresolved.append(expression)
    var text = Array("{{".utf8)
    for byte in expression.utf8 {
      // What would end a token or a directive must not do so here.
      if [0x3B, 0x2C].contains(byte) {
        text.append(0x5F)
      } else if byte > 0x20 {
        text.append(byte)
      }
    }
    text += Array("}}".utf8)
    add(text, source, .reference, spelling)
  }

  /// Appends all of another text.
  public mutating func append(_ other: MappedText) {
    let shift = bytes.count
    bytes += other.bytes
    unresolved += other.unresolved
    for var segment in other.segments {
      segment.range = segment.range.lowerBound + shift..<segment.range.upperBound + shift
      segments.append(segment)
    }
  }

  /// Takes the run-time parts that it holds of the text that it was read from.
  mutating func take(unresolvedOf outer: MappedText) {
    let text = String(decoding: bytes, as: UTF8.self)
    for expression in outer.unresolved where text.contains(Self.mark(expression)) {
      unresolved.append(expression)
    }
  }

  /// It with what stands for each run-time part, by its expression and its place.
  func replacingRunTimeParts(
    with replacement: (String, Range<Int>, (any Spelling)?) -> MappedText
  ) -> MappedText {
    guard !unresolved.isEmpty else { return self }
    var result = MappedText()
    var expressions = unresolved[...]
    for segment in segments {
      let isNext = expressions.first.map { Self.mark($0).utf8.elementsEqual(bytes[segment.range]) }
      if isNext == true, let expression = expressions.popFirst() {
        result.append(replacement(expression, segment.source, segment.spelling))
      } else {
        result.append(self[segment.range])
      }
    }
    return result
  }

  /// Lets nothing be written behind the reference that it ends in, of which it is not the end.
  mutating func closeReference() {
    guard let last = segments.indices.last, segments[last].kind == .reference else { return }
    segments[last].spelling = nil
  }

  /// It with other spellings where something can be written.
  func spelled(_ spelling: (any Spelling) -> any Spelling) -> MappedText {
    var text = self
    for index in segments.indices {
      text.segments[index].spelling = segments[index].spelling.map(spelling)
      text.segments[index].reference = segments[index].reference.map {
        ($0.source, spelling($0.spelling))
      }
    }
    return text
  }

  /// It when the file stands behind that many bytes more.
  func moved(by count: Int) -> MappedText {
    if count == 0 { return self }
    var text = self
    for index in segments.indices where !segments[index].source.isEmpty {
      let source = segments[index].source
      text.segments[index].source = source.lowerBound + count..<source.upperBound + count
    }
    return text
  }

  private mutating func add(
    _ text: some Collection<UInt8>, _ source: Range<Int>, _ kind: Kind,
    _ spelling: (any Spelling)?
  ) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    segments.append(
      Segment(range: start..<bytes.count, source: source, kind: kind, spelling: spelling))
  }

  /// A part of the text.
  public subscript(range: Range<Int>) -> MappedText {
    var part = MappedText()
    for segment in segments {
      let common = segment.range.clamped(to: range)
      guard !common.isEmpty else { continue }
      var source = segment.source
      if segment.kind == .verbatim {
        let shift = segment.source.lowerBound - segment.range.lowerBound
        source = common.lowerBound + shift..<common.upperBound + shift
      }
      part.add(bytes[common], source, segment.kind, segment.spelling)
      if common.upperBound == segment.range.upperBound {
        part.segments[part.segments.count - 1].reference = segment.reference
      }
    }
    let text = String(decoding: part.bytes, as: UTF8.self)
    part.unresolved = unresolved.filter { text.contains(Self.mark($0)) }
    return part
  }

  private static func mark(_ expression: String) -> String {
    var text = MappedText()
    text.append(runTime: expression, for: 0..<0, nil)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The segment that holds the byte at an offset.
  func segment(at offset: Int) -> Segment? {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < segments.count ? segments[low] : nil
  }

  /// How text is written in all of a part; `nil` where nothing can be, or not in the same way.
  func spelling(of range: Range<Int>) -> (any Spelling)? {
    let first = segment(at: range.lowerBound)?.spelling
    var offset = range.lowerBound
    while offset < range.upperBound, let segment = segment(at: offset) {
      guard let first, segment.spelling?.isAlike(first) ?? false else { return nil }
      offset = segment.range.upperBound
    }
    return first
  }

  /// What of the file stands for the byte at an offset; `nil` when nothing does.
  func source(at offset: Int) -> Range<Int>? {
    guard let segment = segment(at: offset), !segment.source.isEmpty else { return nil }
    guard segment.kind == .verbatim else { return segment.source }
    let start = segment.source.lowerBound + offset - segment.range.lowerBound
    return start..<start + 1
  }

  /// What of the file stands for a part of the text, when that is one stretch of it.
  func source(of range: Range<Int>) -> Range<Int>? {
    guard !range.isEmpty, let first = source(at: range.lowerBound),
      let last = source(at: range.upperBound - 1), first.lowerBound <= last.lowerBound
    else { return nil }
    return first.lowerBound..<last.upperBound
  }

  /// From the first to the last byte of the file that the text came from.
  var extent: Range<Int>? {
    let written = segments.filter { !$0.source.isEmpty }
    guard let first = written.map(\.source.lowerBound).min(),
      let last = written.map(\.source.upperBound).max()
    else { return nil }
    return first..<last
  }

  /// The text with white space collapsed to single spaces.
  public var collapsed: String {
    bytes.split(whereSeparator: ASCII.isWhitespace).map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }
}
