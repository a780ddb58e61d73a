/// A directive of a policy: a name and, mostly, a source list.
///
/// Two directives are equal when their names and tokens are, wherever they stand.
public struct Directive: Sendable, Hashable {
  /// Byte offset of the name in the parsed value.
  public let offset: Int
  /// The tokens of a source list; empty for a directive that has none, see ``tokens``.
  public let sources: [SourceExpression]

  let known: DirectiveName?
  let features: ListFeatures
  let bytes: [UInt8]
  let nameRange: Range<Int>
  /// From the first to the last token.
  let valueRange: Range<Int>

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

  /// The directive as text with single spaces.
  public var text: String {
    tokens.reduce(into: name) { $0 += " " + $1 }
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
