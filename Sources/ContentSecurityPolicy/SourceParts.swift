import ByteScanning

/// Where the parts of a token stand, as offsets into the parsed text.
///
/// The grammar is CSP3's, <https://www.w3.org/TR/CSP3/#framework-directive-source-list>, plus what browsers
/// accept beyond it; each such liberty is noted in ``oddities``.
struct SourceParts: Sendable, Hashable {
  static let noPort: Int32 = -1
  static let anyPort: Int32 = -2

  var form: SourceExpression.Form = .invalid(.malformedHost)
  var oddities: SourceOddities = []
  /// Whether the host is `*` or begins with `*.`.
  var hasWildcard = false
  /// The scheme, as far as matching rules know it by name.
  var scheme = URLScheme.other
  var port = SourceParts.noPort
  var schemeLength: UInt32 = 0
  /// The host without `*.`; the value of a nonce or a hash.
  var hostStart: UInt32 = 0
  var hostEnd: UInt32 = 0
  var pathStart: UInt32 = 0
  var pathEnd: UInt32 = 0

  /// Where the host stands, without `*.`.
  var host: Range<Int> { Int(hostStart)..<Int(hostEnd) }

  var portValue: HostSource.Port? {
    switch port {
    case SourceParts.noPort: nil
    case SourceParts.anyPort: .any
    default: .number(Int(port))
    }
  }

  /// Whether the token is no source expression, or its path holds bytes that no path may.
  var isOdd: Bool {
    if case .invalid = form { return true }
    return oddities.contains(.rawPathByte)
  }

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else {
      form = .invalid(.empty)
      return
    }
    if bytes[range.lowerBound] == 0x27 {
      readQuoted(bytes, range)
    } else {
      readUnquoted(bytes, range)
    }
  }

  /// The parts of a token with a plain host: what reading it gives.
  @inline(__always)
  init(_ plain: PlainHost, in token: Range<Int>) {
    form = .host
    hasWildcard = plain.hasWildcard
    if let scheme = plain.scheme {
      self.scheme = scheme
      schemeLength = scheme == .https ? 5 : 3
    }
    hostStart = UInt32(truncatingIfNeeded: plain.range.lowerBound)
    hostEnd = UInt32(truncatingIfNeeded: plain.range.upperBound)
    guard plain.range.upperBound < token.upperBound else { return }
    pathStart = hostEnd
    pathEnd = UInt32(truncatingIfNeeded: token.upperBound)
  }

  private mutating func readQuoted(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    if range.count == 6, ASCII.equals(bytes, range, "'self'") {
      form = .selfOrigin
    } else if range.count == 6, ASCII.equals(bytes, range, "'none'") {
      form = .none
    } else if ASCII.starts(bytes, range, "'nonce-") {
      form = readValue(bytes, range, from: 7) == nil ? .invalid(.malformedNonce) : .nonce
    } else if ASCII.starts(bytes, range, "'sha256-") {
      readHash(bytes, range, .sha256, length: 44)
    } else if ASCII.starts(bytes, range, "'sha384-") {
      readHash(bytes, range, .sha384, length: 64)
    } else if ASCII.starts(bytes, range, "'sha512-") {
      readHash(bytes, range, .sha512, length: 88)
    } else if let keyword = Keyword(bytes, range) {
      form = .keyword(keyword)
    } else {
      form = .invalid(.unknownKeyword)
    }
  }

  private mutating func readHash(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ algorithm: HashAlgorithm, length: Int
  ) {
    guard let padding = readValue(bytes, range, from: 8) else {
      form = .invalid(.malformedHash)
      return
    }
    form = .hash(algorithm)
    let expected = algorithm == .sha256 ? 1 : algorithm == .sha384 ? 0 : 2
    if padding < expected { oddities.insert(.unpaddedHash) }
  }

  /// Reads a base64 value up to the closing quote; the number of its `=`, `nil` when it is malformed.
  ///
  /// See <https://www.w3.org/TR/CSP3/#grammardef-base64-value>.
  private mutating func readValue(
    _ bytes: Span<UInt8>, _ range: Range<Int>, from prefix: Int
  ) -> Int? {
    let first = range.lowerBound + prefix
    let last = range.upperBound - 1
    guard last > first, bytes[last] == 0x27 else { return nil }
    var index = first
    while index < last, ASCII.isBase64(bytes[index]) { index += 1 }
    guard index > first else { return nil }
    var padding = 0
    while index < last, bytes[index] == 0x3D, padding < 2 {
      index += 1
      padding += 1
    }
    guard index == last else { return nil }
    hostStart = UInt32(truncatingIfNeeded: first)
    hostEnd = UInt32(truncatingIfNeeded: last)
    return padding
  }

  private mutating func readUnquoted(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    var name = bytes.name(in: range)
    if ASCII.isAlpha(bytes[index]) {
      var end = name.end
      while end < range.upperBound, ASCII.isSchemeByte(bytes[end]) { end += 1 }
      if end < range.upperBound, bytes[end] == 0x3A {
        if end + 1 == range.upperBound {
          schemeLength = UInt32(truncatingIfNeeded: end - index)
          scheme = URLScheme(bytes, index..<end)
          form = .scheme
          return
        }
        if end + 2 < range.upperBound, bytes[end + 1] == 0x2F, bytes[end + 2] == 0x2F {
          schemeLength = UInt32(truncatingIfNeeded: end - index)
          scheme = URLScheme(bytes, index..<end)
          index = end + 3
          name = bytes.name(in: index..<range.upperBound)
        }
      }
    }
    form = readHost(bytes, index..<range.upperBound, name)
  }

  /// Reads what stands after the scheme, beginning with a name of letters, digits, `-` and `.`.
  private mutating func readHost(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ name: (end: Int, hasEmptyLabel: Bool)
  ) -> SourceExpression.Form {
    var index = range.lowerBound
    var name = name
    let end = range.upperBound
    guard index < end else { return .invalid(.malformedHost) }
    if bytes[index] == 0x5B { return .invalid(.addressLiteral) }
    var needsHost = true
    if bytes[index] == 0x2A {
      hasWildcard = true
      index += 1
      if index < end, bytes[index] == 0x2E {
        index += 1
        name = bytes.name(in: index..<end)
      } else {
        needsHost = false
      }
    }
    let first = index
    if needsHost {
      guard let stop = readLabels(bytes, index..<end, name) else {
        return .invalid(.malformedHost)
      }
      index = stop
    }
    hostStart = UInt32(truncatingIfNeeded: first)
    hostEnd = UInt32(truncatingIfNeeded: index)
    if index < end, bytes[index] == 0x3A {
      guard let stop = readPort(bytes, index + 1..<end) else { return .invalid(.malformedPort) }
      index = stop
    }
    guard index < end else { return .host }
    switch bytes[index] {
    case 0x2F: readPath(bytes, index..<end)
    case 0x3F, 0x23: oddities.insert(.bareQuerySuffix)
    default: return .invalid(.malformedHost)
    }
    return .host
  }

  /// Reads labels with dots between them; the index after them, `nil` when one is empty.
  @inline(__always)
  private mutating func readLabels(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ name: (end: Int, hasEmptyLabel: Bool)
  ) -> Int? {
    if name.end < range.upperBound, bytes[name.end] == 0x5F {
      return readLabelsWithUnderscores(bytes, range)
    }
    guard name.end > range.lowerBound, !name.hasEmptyLabel else { return nil }
    if bytes[name.end - 1] == 0x2E { oddities.insert(.trailingDot) }
    return name.end
  }

  private mutating func readLabelsWithUnderscores(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Int? {
    oddities.insert(.underscore)
    var index = range.lowerBound
    var isAfterDot = true
    while index < range.upperBound, ASCII.isName(bytes[index]) || bytes[index] == 0x5F {
      let isDot = bytes[index] == 0x2E
      if isDot, isAfterDot { return nil }
      isAfterDot = isDot
      index += 1
    }
    if isAfterDot { oddities.insert(.trailingDot) }
    return index
  }

  private mutating func readPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    guard index < range.upperBound else { return nil }
    if bytes[index] == 0x2A {
      port = SourceParts.anyPort
      return index + 1
    }
    var value: Int32 = 0
    if bytes[index] == 0x30, range.count > 1, ASCII.isDigit(bytes[index + 1]) {
      oddities.insert(.leadingZeroPort)
    }
    while index < range.upperBound, ASCII.isDigit(bytes[index]) {
      value = min(value * 10 + Int32(bytes[index] - 0x30), 100_000)
      index += 1
    }
    guard index > range.lowerBound else { return nil }
    if value > 65535 { oddities.insert(.portTooLarge) }
    port = value
    return index
  }

  private mutating func readPath(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    if hasWildcard, hostStart == hostEnd { oddities.insert(.anyHostPath) }
    scan: while index < range.upperBound {
      if ASCII.isName(bytes[index]) || bytes[index] == 0x2F {
        index += 1
        continue
      }
      switch bytes[index] {
      case 0x3F, 0x23:
        oddities.insert(.querySuffix)
        break scan
      case 0x25:
        if index + 2 >= range.upperBound || ASCII.hexValue(bytes[index + 1]) == nil
          || ASCII.hexValue(bytes[index + 2]) == nil
        {
          oddities.insert(.malformedEscape)
        }
      case 0x22, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5E, 0x60, 0x7B, 0x7C, 0x7D:
        oddities.insert(.rawPathByte)
      default: break
      }
      index += 1
    }
    pathStart = UInt32(truncatingIfNeeded: range.lowerBound)
    pathEnd = UInt32(truncatingIfNeeded: index)
  }
}
