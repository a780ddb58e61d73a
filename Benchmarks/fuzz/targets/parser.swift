// modules: Diagnostics ByteScanning ContentSecurityPolicy
// dictionary: policy
// length: 4096
@testable import ContentSecurityPolicy

/// Any bytes as a policy: parsing, texts, offsets and the parts of every token.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  for delivery in [Delivery.header, .meta, .reportOnly] {
    for policy in PolicyList(parsing: bytes, delivery: delivery).policies {
      check(policy, bytes)
      for part in policy.commaSeparated { check(part, bytes) }
    }
  }
  let text = String(decoding: bytes, as: UTF8.self)
  let whole = SourceExpression(text)
  expect(whole.token == text, "the token of an expression is not its text")
  _ = (whole.kind, whole.isLegal, RequestURL(text), Origin(text))
  let needed = NeededSource(directive: "img-src", reading: text)
  if let legal = needed.legal { expect(SourceExpression(legal).isLegal, "illegal: \(legal)") }
  return 0
}

func check(_ policy: Policy, _ bytes: [UInt8]) {
  let again = PolicyList(parsing: policy.text, delivery: policy.delivery).policies
  if policy.directives.isEmpty {
    expect(again.isEmpty, "a policy without directives has text")
  } else {
    expect(again == [policy], "serialised and parsed it is another: \(policy.text)")
    expect(again.first?.hashValue == policy.hashValue, "equal, but hashed apart: \(policy.text)")
  }
  expect(policy.writtenPositions.count == policy.directives.count, "positions are missing")
  var last = -1
  for directive in policy.directives {
    expect(directive.offset > last, "directives out of order")
    last = directive.offset
    expect(policy.directive(directive.name) == directive, "not found: \(directive.name)")
    expect(
      !directive.hasSourceList || directive.tokens == directive.sources.map(\.token),
      "tokens differ from sources: \(directive.text)")
    for source in directive.sources { check(source, bytes) }
    guard let effective = directive.effective else { continue }
    for token in effective.kept {
      expect(SourceExpression(token).normalToken == token, "not normal: \(token)")
    }
  }
  for diagnostic in policy.diagnostics {
    expect(bytes.indices.contains(diagnostic.offset), "offset outside the text")
  }
}

func check(_ source: SourceExpression, _ bytes: [UInt8]) {
  let token = source.token
  let end = source.offset + token.utf8.count
  expect(end <= bytes.count, "a token ends outside the text")
  expect(Array(token.utf8) == Array(bytes[source.offset..<end]), "offset of \(token)")
  let alone = SourceExpression(token)
  expect(alone == source && alone.kind == source.kind, "read alone it is another: \(token)")
  expect(alone.isLegal == source.isLegal, "legal only here: \(token)")
  if source.isLegal, case .invalid = source.kind { expect(false, "legal and invalid: \(token)") }
}
