extension SourceExpression {
  /// Tells whether every request that `other` stands for is allowed by this expression in all browsers.
  ///
  /// Both are compared through the representative requests of `other`, with the same matcher that
  /// ``PolicyList/allows(_:origin:profile:)`` uses. Keywords, nonces and hashes cover only their like.
  ///
  /// ```swift
  /// SourceExpression("https://*.example.com").covers(
  ///   SourceExpression("https://cdn.example.com"), directive: "img-src", origin: .example)  // true
  /// ```
  public func covers(_ other: SourceExpression, directive: String, origin: Origin) -> Bool {
    if self == other { return true }
    guard parts.form.standsForURLs, other.parts.form.standsForURLs else {
      if parts.form == .keyword(.unsafeEval), other.parts.form == .keyword(.wasmUnsafeEval) {
        return true
      }
      return kind == other.kind
    }
    if parts.form == .host, other.parts.form == .host, !mayCoverHost(of: other) { return false }
    let name = DirectiveName(directive) ?? .defaultSrc
    let both = PolicyList(policies: [
      Policy(
        directives: [
          Directive(sources: [self, other], known: name)
        ], delivery: .header)
    ])
    let representatives = Representatives(
      directive: name, origin: origin, fresh: both.freshNames, extent: .everything
    ).urls(other).filter { other.isMatched(by: $0, name, origin, .allBrowsers) }
    guard !representatives.isEmpty else { return false }
    return representatives.allSatisfy { isMatched(by: $0, name, origin, .allBrowsers) }
  }
}

extension SourceExpression {
  /// Whether some host that `other` stands for is one of this host source's.
  private func mayCoverHost(of other: SourceExpression) -> Bool {
    let (mine, theirs) = (hostRange, other.hostRange)
    if mine.isEmpty { return true }
    let shift = theirs.count - mine.count
    guard shift >= 0 else { return false }
    let isBelow = shift > 0 && other.bytes[theirs.lowerBound + shift - 1] == 0x2E
    let fits =
      parts.hasWildcard
      ? isBelow || shift == 0 && other.parts.hasWildcard
      : shift == 0 && !other.parts.hasWildcard
    guard fits else { return false }
    for index in 0..<mine.count
    where ASCII.lower(bytes[mine.lowerBound + index])
      != ASCII.lower(other.bytes[theirs.lowerBound + shift + index])
    {
      return false
    }
    return true
  }
}

extension SourceExpression.Form {
  fileprivate var standsForURLs: Bool { self == .scheme || self == .host || self == .selfOrigin }
}

extension Directive {
  /// A directive made of parsed sources, without a text of its own.
  init(sources: [SourceExpression], known: DirectiveName) {
    self.init(
      sources: sources, known: known,
      features: sources.reduce(into: []) { $0.formUnion(ListFeatures($1.parts.form)) },
      bytes: [], nameRange: 0..<0, valueRange: 0..<0)
  }
}
