import Diagnostics

/// Reads policies from bytes; total, each byte is looked at once for tokens and once for their parts.
///
/// See <https://www.w3.org/TR/CSP3/#parse-serialized-policy>.
struct PolicyParser {
  private let bytes: [UInt8]
  private let delivery: Delivery
  private let splitsAtCommas: Bool
  private var policies: [Policy] = []
  private var hasComma = false

  // The policy being read.
  private var directives: [Directive] = []
  private var diagnostics: [PolicyDiagnostic] = []
  private var seenKnown: UInt64 = 0
  private var seenUnknown: Set<String> = []
  private var count = 0

  // The directive being read: tokens, the name first, and the first byte that may not be there.
  private var tokens: [Range<Int>] = []
  private var forbidden: Int?

  private init(bytes: [UInt8], delivery: Delivery, splitsAtCommas: Bool) {
    self.bytes = bytes
    self.delivery = delivery
    self.splitsAtCommas = splitsAtCommas
  }

  /// Reads a header's value, in which commas separate policies, or the value of a `<meta>`.
  static func policies(in bytes: [UInt8], delivery: Delivery) -> [Policy] {
    let bytes = bytes.count > Int(UInt32.max) ? Array(bytes.prefix(Int(UInt32.max))) : bytes
    var parser = PolicyParser(bytes: bytes, delivery: delivery, splitsAtCommas: delivery != .meta)
    parser.read(bytes.span)
    guard delivery == .meta, parser.hasComma else { return parser.policies }
    var splitting = PolicyParser(bytes: bytes, delivery: delivery, splitsAtCommas: true)
    splitting.read(bytes.span)
    let whole = parser.policies.first
    return [
      Policy(
        directives: whole?.directives ?? [], delivery: delivery,
        diagnostics: whole?.diagnostics ?? [], commaSeparated: splitting.policies)
    ]
  }

  private mutating func read(_ span: Span<UInt8>) {
    var index = 0
    var start = 0
    while index < span.count {
      let byte = span[index]
      let isSeparator = byte == 0x3B || byte == 0x2C
      guard isSeparator || byte &- 0x21 >= 0x5E else {
        index += 1
        continue
      }
      if byte == 0x2C { hasComma = true }
      let ends = byte == 0x3B || byte == 0x2C && splitsAtCommas
      if ends || ASCII.isWhitespace(byte) {
        if index > start { tokens.append(start..<index) }
        start = index + 1
        if ends { endDirective(span) }
        if ends, byte == 0x2C { endPolicy() }
      } else if !isSeparator, forbidden == nil {
        forbidden = index
      }
      index += 1
    }
    if index > start { tokens.append(start..<index) }
    endDirective(span)
    endPolicy()
  }

  private mutating func endPolicy() {
    if !directives.isEmpty || !diagnostics.isEmpty {
      policies.append(
        Policy(directives: directives, delivery: delivery, diagnostics: diagnostics))
      directives = []
      diagnostics = []
      seenUnknown = []
    }
    seenKnown = 0
    count = 0
  }

  private mutating func endDirective(_ span: Span<UInt8>) {
    guard let name = tokens.first else { return }
    let position = count
    count += 1
    if let bad = forbidden {
      skip(
        "forbidden-character", position, at: bad,
        "Browsers skip the whole directive: it holds a byte that is not printable ASCII.")
    } else {
      let known = DirectiveName(span, name)
      if isNew(known, name) {
        append(span, known, name)
      } else {
        skip(
          "duplicate-directive", position, at: name.lowerBound,
          "Browsers keep the first \(ASCII.lowercased(bytes, name)) and skip this one.")
      }
    }
    tokens.removeAll(keepingCapacity: true)
    forbidden = nil
  }

  private mutating func append(_ span: Span<UInt8>, _ known: DirectiveName?, _ name: Range<Int>) {
    let hasList = known?.hasSourceList ?? false
    let value = (tokens.count > 1 ? tokens[1].lowerBound : name.upperBound)
    let last = (tokens.count > 1 ? tokens[tokens.count - 1].upperBound : name.upperBound)
    var features: ListFeatures = []
    var sources: [SourceExpression] = []
    if hasList, tokens.count > 1 {
      sources.reserveCapacity(tokens.count - 1)
      for index in 1..<tokens.count {
        let parts = SourceParts(span, tokens[index])
        features.formUnion(ListFeatures(parts.form))
        if parts.isOdd { features.insert(.holdsOddToken) }
        if parts.namesWitness(span) { features.insert(.namesWitness) }
        sources.append(SourceExpression(bytes: bytes, range: tokens[index], parts: parts))
      }
    }
    if directives.isEmpty { directives.reserveCapacity(12) }
    directives.append(
      Directive(
        offset: name.lowerBound, sources: sources, known: known, features: features,
        bytes: bytes, nameRange: name, valueRange: value..<last))
  }

  private mutating func isNew(_ known: DirectiveName?, _ name: Range<Int>) -> Bool {
    guard let known else { return seenUnknown.insert(ASCII.lowercased(bytes, name)).inserted }
    let bit = UInt64(1) << UInt64(known.rawValue)
    defer { seenKnown |= bit }
    return seenKnown & bit == 0
  }

  private mutating func skip(_ rule: String, _ directive: Int, at offset: Int, _ message: String) {
    diagnostics.append(
      PolicyDiagnostic(
        rule: rule, level: .break, policy: policies.count, directive: directive, offset: offset,
        message: message))
  }
}
