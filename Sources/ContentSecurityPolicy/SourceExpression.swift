/// One token of a source list, typed.
///
/// Holds a reference to the parsed text and offsets into it, so that parsing makes no string; ``token`` and
/// ``kind`` make theirs when asked. Two expressions are equal when their tokens are, wherever they stand.
///
/// ```swift
/// SourceExpression("https://*.example.com").kind  // .host(...)
/// ```
public struct SourceExpression: Sendable, Hashable {
  /// What a token means.
  public enum Kind: Sendable, Hashable {
    /// `'none'`, which counts only when it stands alone.
    case none
    /// `'self'`.
    case selfOrigin
    /// A quoted keyword.
    case keyword(Keyword)
    /// `'nonce-...'` with its value.
    case nonce(String)
    /// `'sha256-...'` with its value as it is written.
    case hash(HashAlgorithm, String)
    /// `https:`, without the colon, in lower case.
    case scheme(String)
    /// A host source.
    case host(HostSource)
    /// Nothing that any engine understands, with a stable reason.
    case invalid(InvalidReason)
  }

  /// Why a token is no source expression.
  public enum InvalidReason: String, Sendable, Hashable, CaseIterable {
    /// A quoted word that is no keyword.
    case unknownKeyword = "unknown-keyword"
    /// A nonce whose value is not base64.
    case malformedNonce = "malformed-nonce"
    /// A hash whose value is not base64.
    case malformedHash = "malformed-hash"
    /// A host with characters or wildcards where none may stand.
    case malformedHost = "malformed-host"
    /// A port that is neither digits nor `*`.
    case malformedPort = "malformed-port"
    /// An IPv6 address, which the grammar lacks.
    case addressLiteral = "address-literal"
    /// No characters.
    case empty
  }

  /// The form of a token, without its strings.
  enum Form: Sendable, Hashable {
    case none, selfOrigin, scheme, host
    case keyword(Keyword)
    case nonce
    case hash(HashAlgorithm)
    case invalid(InvalidReason)
  }

  let bytes: [UInt8]
  let start: UInt32
  let end: UInt32
  let parts: SourceParts

  @inline(__always)
  init(bytes: [UInt8], range: Range<Int>, parts: SourceParts) {
    self.bytes = bytes
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    self.parts = parts
  }

  /// Reads one token; anything is accepted, see ``Kind/invalid(_:)``.
  public init(_ token: String) {
    let bytes = Array(token.utf8)
    let range = 0..<bytes.count
    self.init(bytes: bytes, range: range, parts: SourceParts(bytes.span, range))
  }

  /// The token as it is written.
  public var token: String { ASCII.string(bytes, range) }

  /// Byte offset of the token in the parsed value.
  public var offset: Int { Int(start) }

  /// What the token means.
  public var kind: Kind {
    switch parts.form {
    case .none: .none
    case .selfOrigin: .selfOrigin
    case .keyword(let keyword): .keyword(keyword)
    case .nonce: .nonce(ASCII.string(bytes, valueRange))
    case .hash(let algorithm): .hash(algorithm, ASCII.string(bytes, valueRange))
    case .scheme: .scheme(ASCII.lowercased(bytes, schemeRange))
    case .host: .host(hostSource)
    case .invalid(let reason): .invalid(reason)
    }
  }

  /// Whether the token is a source expression in the CSP3 grammar.
  ///
  /// See <https://www.w3.org/TR/CSP3/#grammardef-source-expression>.
  public var isLegal: Bool {
    if case .invalid = parts.form { return false }
    return parts.oddities.isDisjoint(with: .illegal)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var schemeRange: Range<Int> { Int(start)..<Int(start) + Int(parts.schemeLength) }
  var hostRange: Range<Int> { Int(parts.hostStart)..<Int(parts.hostEnd) }
  var pathRange: Range<Int> { Int(parts.pathStart)..<Int(parts.pathEnd) }
  /// The value of a nonce or a hash.
  var valueRange: Range<Int> { Int(parts.hostStart)..<Int(parts.hostEnd) }

  private var hostSource: HostSource {
    HostSource(
      scheme: parts.schemeLength > 0 ? ASCII.lowercased(bytes, schemeRange) : nil,
      isWildcard: parts.hasWildcard && !hostRange.isEmpty,
      isAny: parts.hasWildcard && hostRange.isEmpty,
      host: ASCII.lowercased(bytes, hostRange),
      port: parts.portValue,
      path: pathRange.isEmpty ? nil : ASCII.string(bytes, pathRange))
  }

  /// Whether two expressions have the same token.
  public static func == (left: SourceExpression, right: SourceExpression) -> Bool {
    left.range.count == right.range.count
      && left.bytes[left.range].elementsEqual(right.bytes[right.range])
  }

  /// Hashes the token.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
