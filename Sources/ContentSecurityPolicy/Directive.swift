/// A directive of a policy: a name and, mostly, a source list.
///
/// Two directives are equal when their names and tokens are, wherever they stand.
public struct Directive: Sendable, Hashable {
  /// The tokens of a source list; empty for a directive that has none, see ``tokens``.
  public let sources: [SourceExpression]

  let known: DirectiveName?
  let features: ListFeatures
  let bytes: [UInt8]
  /// For a long list that many URLs are asked of.
  var index: SourceIndex?
  // Offsets are narrow, as a policy may have very many directives.
  private let nameStart: UInt32
  private let nameEnd: UInt32
  private let valueStart: UInt32
  private let valueEnd: UInt32

  init(
    sources: [SourceExpression], known: DirectiveName?, features: ListFeatures, bytes: [UInt8],
    nameRange: Range<Int>, valueRange: Range<Int>
  ) {
    self.sources = sources
    self.known = known
    self.features = features
    self.bytes = bytes
    nameStart = UInt32(truncatingIfNeeded: nameRange.lowerBound)
    nameEnd = UInt32(truncatingIfNeeded: nameRange.upperBound)
    valueStart = UInt32(truncatingIfNeeded: valueRange.lowerBound)
    valueEnd = UInt32(truncatingIfNeeded: valueRange.upperBound)
  }

  /// Byte offset of the name in the parsed value.
  public var offset: Int { Int(nameStart) }

  var nameRange: Range<Int> { Int(nameStart)..<Int(nameEnd) }
  /// From the first to the last token.
  var valueRange: Range<Int> { Int(valueStart)..<Int(valueEnd) }

  /// The name in lower case.
  public var name: String {
    known?.string ?? ASCII.lowercased(bytes, nameRange)
  }

  /// Everything after the name as it is written, without white space at its ends.
  public var value: String { ASCII.string(bytes, valueRange) }

  /// The tokens as they are written, also of a directive that has no source list.
  public var tokens: [String] {
    bytes[valueRange].split(whereSeparator: ASCII.isWhitespace).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Whether the value is a source list in a browser's eyes.
  public var hasSourceList: Bool { known?.hasSourceList ?? false }

  /// The names of the directives that a browser asks in turn until a policy has one, beginning with this one.
  ///
  /// See <https://www.w3.org/TR/CSP3/#directive-fallback-list>.
  ///
  /// - Parameter name: A directive's name, in any case.
  /// - Returns: Names in lower case; `nil` for a name that no browser knows.
  public static func fallbackNames(of name: String) -> [String]? {
    guard let known = DirectiveName(name) else { return nil }
    let chain = known.fallbacks.map(\.string)
    return chain.isEmpty ? [known.string] : chain
  }

  /// The names of all directives that a browser knows or knew.
  public static let knownNames = DirectiveName.allCases.map(\.string)

  /// The directive as text with single spaces.
  public var text: String {
    tokens.reduce(into: name) { $0 += " " + $1 }
  }

  /// The length of ``text`` in bytes.
  var textLength: Int {
    guard hasSourceList else { return text.utf8.count }
    return sources.reduce(nameRange.count) { $0 + 1 + $1.range.count }
  }

  /// Whether both have the same name and the same tokens in the same order.
  public static func == (left: Directive, right: Directive) -> Bool {
    guard left.known == right.known, left.sources == right.sources else { return false }
    if left.known == nil, left.name != right.name { return false }
    return left.hasSourceList || left.tokens == right.tokens
  }

  /// Hashes the name and the tokens.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(known)
    if known == nil { hasher.combine(name) }
    hasher.combine(sources)
  }
}
