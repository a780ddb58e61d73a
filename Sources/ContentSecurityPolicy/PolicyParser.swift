import ByteScanning
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

  // The directive being read, and the first byte that may not be there. The parts are kept for the next
  // directive, so that a list is allocated once, at its length.
  private var name: Range<Int>?
  private var known: DirectiveName?
  private var isDuplicate = false
  private var readsSources = false
  private var value = 0..<0
  private var features: ListFeatures = []
  private var sources: [(range: Range<Int>, parts: SourceParts)] = []
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
    var marks = TokenMarks()
    marks.read(span)
    var start = 0
    var index = marks.endOfToken(from: 0)
    while index < span.count {
      let byte = span[index]
      let isSeparator = byte == 0x3B || byte == 0x2C
      if byte == 0x2C { hasComma = true }
      let ends = byte == 0x3B || byte == 0x2C && splitsAtCommas
      if ends || ASCII.isWhitespace(byte) {
        if index > start { add(span, start..<index, marks) }
        start = index + 1
        if ends { endDirective() }
        if ends, byte == 0x2C { endPolicy() }
      } else if !isSeparator, forbidden == nil {
        forbidden = index
      }
      index = marks.endOfToken(from: index + 1)
    }
    if index > start { add(span, start..<index, marks) }
    endDirective()
    endPolicy()
  }

  /// Takes a token: the first is the name.
  @inline(__always)
  private mutating func add(
    _ span: Span<UInt8>, _ token: Range<Int>, _ marks: borrowing TokenMarks
  ) {
    guard name != nil else {
      name = token
      value = token.upperBound..<token.upperBound
      known = DirectiveName(span, token)
      isDuplicate = known.map { seenKnown & $0.bit != 0 } ?? false
      readsSources = !isDuplicate && (known?.hasSourceList ?? false)
      return
    }
    value = (value.isEmpty ? token.lowerBound : value.lowerBound)..<token.upperBound
    guard readsSources else { return }
    if let plain = PlainHost(span, token, marks) {
      sources.append((token, SourceParts(plain, in: token)))
      return
    }
    let parts = SourceParts(span, token)
    if parts.form != .host { features.formUnion(ListFeatures(parts.form)) }
    if parts.isOdd { features.insert(.holdsOddToken) }
    if parts.namesWitness(span) { features.insert(.namesWitness) }
    sources.append((token, parts))
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

  private mutating func endDirective() {
    guard let name else { return }
    if let bad = forbidden {
      let text = ForbiddenText(
        bytes[name.lowerBound..<max(value.upperBound, name.upperBound)], at: bad)
      skip(
        "forbidden-character", at: bad, "Browsers skip the whole directive: it holds \(text.name).",
        suggestion: text.repaired)
    } else if isDuplicate || !isNew(name) {
      skip(
        "duplicate-directive", at: name.lowerBound,
        "Browsers keep the first \(ASCII.lowercased(bytes, name)) and skip this one.")
    } else {
      if directives.isEmpty { directives.reserveCapacity(12) }
      directives.append(
        Directive(
          sources: sources.map { SourceExpression(bytes: bytes, range: $0.range, parts: $0.parts) },
          known: known, features: features, bytes: bytes, nameRange: name, valueRange: value))
    }
    count += 1
    self.name = nil
    features = []
    sources.removeAll(keepingCapacity: true)
    forbidden = nil
  }

  /// Remembers a directive that is kept; `false` when one of that name, which nobody knows, was before.
  private mutating func isNew(_ name: Range<Int>) -> Bool {
    guard let known else { return seenUnknown.insert(ASCII.lowercased(bytes, name)).inserted }
    seenKnown |= known.bit
    return true
  }

  private mutating func skip(
    _ rule: String, at offset: Int, _ message: String, suggestion: String? = nil
  ) {
    diagnostics.append(
      PolicyDiagnostic(
        rule: rule, level: .break, policy: policies.count, directive: count, offset: offset,
        message: message, suggestion: suggestion))
  }
}

extension DirectiveName {
  /// A set of directives with this one alone.
  fileprivate var bit: UInt64 { 1 << UInt64(rawValue) }
}
