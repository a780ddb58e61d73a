/// Oddities of a host source or hash that some engine refuses and another accepts.
///
/// A token with an empty set is legal in the CSP3 grammar. ``EngineTraits/refused`` says which of them
/// make an engine drop the token.
struct SourceOddities: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  /// `h/p?x`, `h/p#x`: a query or a fragment after a path.
  static let querySuffix = SourceOddities(rawValue: 1 << 0)
  /// `h?x`, `h#x`: a query or a fragment without a path.
  static let bareQuerySuffix = SourceOddities(rawValue: 1 << 1)
  /// `example.com.`: a dot at the end, which the grammar allows.
  static let trailingDot = SourceOddities(rawValue: 1 << 2)
  /// `:0443`: a port that begins with zero, which the grammar allows.
  static let leadingZeroPort = SourceOddities(rawValue: 1 << 3)
  /// `*/path`: a path after a bare `*`.
  static let anyHostPath = SourceOddities(rawValue: 1 << 4)
  /// `/%zz`: a percent sign that starts no escape.
  static let malformedEscape = SourceOddities(rawValue: 1 << 5)
  /// `a_b.example.com`: an underscore, which the grammar lacks.
  static let underscore = SourceOddities(rawValue: 1 << 6)
  /// A hash whose `=` padding is missing.
  static let unpaddedHash = SourceOddities(rawValue: 1 << 7)
  /// A path with a byte that the URL grammar wants escaped.
  static let rawPathByte = SourceOddities(rawValue: 1 << 8)
  /// A port of more than 65535.
  static let portTooLarge = SourceOddities(rawValue: 1 << 9)

  /// What the CSP3 grammar does not derive.
  static let illegal: SourceOddities = [
    .querySuffix, .bareQuerySuffix, .malformedEscape, .underscore, .rawPathByte, .portTooLarge,
  ]
}
