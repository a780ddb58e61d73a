import Diagnostics

/// Reads policies from bytes; total, one pass, no string made for known directives.
///
/// See <https://www.w3.org/TR/CSP3/#parse-serialized-policy>.
struct PolicyParser {
  private let bytes: [UInt8]
  private let delivery: Delivery
  private var directives: [Directive] = []
  private var diagnostics: [PolicyDiagnostic] = []
  private var seenKnown: UInt64 = 0
  private var seenUnknown: Set<String> = []
  private var sources: [SourceExpression] = []
  private var count = 0

  private init(bytes: [UInt8], delivery: Delivery) {
    self.bytes = bytes
    self.delivery = delivery
  }

  /// Reads a header's value, in which commas separate policies, or the value of a `<meta>`.
  static func policies(in bytes: [UInt8], delivery: Delivery) -> [Policy] {
    let bytes = bytes.count > Int(UInt32.max) ? Array(bytes.prefix(Int(UInt32.max))) : bytes
    let pieces = split(bytes)
    guard delivery == .meta else {
      return pieces.compactMap { piece in
        var parser = PolicyParser(bytes: bytes, delivery: delivery)
        parser.read(bytes.span, piece)
        return parser.isEmpty ? nil : parser.policy()
      }
    }
    var whole = PolicyParser(bytes: bytes, delivery: delivery)
    whole.read(bytes.span, 0..<bytes.count)
    guard !(whole.isEmpty && pieces.count < 2) else { return [] }
    guard pieces.count > 1 else { return [whole.policy()] }
    let parts = pieces.map { piece in
      var parser = PolicyParser(bytes: bytes, delivery: delivery)
      parser.read(bytes.span, piece)
      return parser.policy()
    }
    return [whole.policy(commaSeparated: parts)]
  }

  private static func split(_ bytes: [UInt8]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    let span = bytes.span
    for index in span.indices where span[index] == 0x2C {
      pieces.append(start..<index)
      start = index + 1
    }
    pieces.append(start..<bytes.count)
    return pieces
  }

  private var isEmpty: Bool { directives.isEmpty && diagnostics.isEmpty }

  private func policy(commaSeparated: [Policy] = []) -> Policy {
    Policy(
      directives: directives, delivery: delivery, diagnostics: diagnostics,
      commaSeparated: commaSeparated)
  }

  private mutating func read(_ span: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    while start <= range.upperBound {
      var end = start
      while end < range.upperBound, span[end] != 0x3B { end += 1 }
      readDirective(span, start..<end)
      start = end + 1
    }
  }

  private mutating func readDirective(_ span: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound, ASCII.isWhitespace(span[index]) { index += 1 }
    guard index < range.upperBound else { return }
    let nameStart = index
    while index < range.upperBound, !ASCII.isWhitespace(span[index]) { index += 1 }
    let name = nameStart..<index
    let position = count
    count += 1
    if let bad = firstForbidden(span, nameStart..<range.upperBound) {
      skip(
        "forbidden-character", position, at: bad,
        "Browsers skip the whole directive: it holds a byte that is not printable ASCII.")
      return
    }
    let known = DirectiveName(span, name)
    guard isNew(known, name) else {
      skip(
        "duplicate-directive", position, at: nameStart,
        "Browsers keep the first \(ASCII.lowercased(bytes, name)) and skip this one.")
      return
    }
    append(span, known, name: name, rest: index..<range.upperBound)
  }

  private mutating func append(
    _ span: Span<UInt8>, _ known: DirectiveName?, name: Range<Int>, rest: Range<Int>
  ) {
    let isList = known?.hasSourceList ?? false
    var features: ListFeatures = []
    var value = rest.upperBound..<rest.upperBound
    var index = rest.lowerBound
    sources.removeAll(keepingCapacity: true)
    while true {
      while index < rest.upperBound, ASCII.isWhitespace(span[index]) { index += 1 }
      guard index < rest.upperBound else { break }
      let start = index
      while index < rest.upperBound, !ASCII.isWhitespace(span[index]) { index += 1 }
      value = (value.isEmpty ? start : value.lowerBound)..<index
      guard isList else { continue }
      let source = SourceExpression(bytes: bytes, span: span, range: start..<index)
      features.formUnion(ListFeatures(source.parts.form))
      if source.namesWitness(span) { features.insert(.namesWitness) }
      sources.append(source)
    }
    directives.append(
      Directive(
        offset: name.lowerBound, sources: Array(sources), known: known, features: features,
        bytes: bytes, nameRange: name, valueRange: value))
  }

  /// The first byte that is neither printable ASCII nor white space.
  private func firstForbidden(_ span: Span<UInt8>, _ range: Range<Int>) -> Int? {
    for index in range
    where span[index] &- 0x21 >= 0x5E && !ASCII.isWhitespace(span[index]) {
      return index
    }
    return nil
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
        rule: rule, level: .break, directive: directive, offset: offset, message: message))
  }
}
