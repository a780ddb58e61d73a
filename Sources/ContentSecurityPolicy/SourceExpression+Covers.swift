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
    switch (kind, other.kind) {
    case (.scheme, .scheme), (.scheme, .host), (.scheme, .selfOrigin), (.host, .scheme),
      (.host, .host), (.host, .selfOrigin), (.selfOrigin, .scheme), (.selfOrigin, .host),
      (.selfOrigin, .selfOrigin):
      break
    case (.keyword(.unsafeEval), .keyword(.wasmUnsafeEval)): return true
    case (let mine, let theirs): return mine == theirs || self == other
    }
    if self == other { return true }
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

extension Directive {
  /// A directive made of parsed sources, without a text of its own.
  init(sources: [SourceExpression], known: DirectiveName) {
    self.init(
      offset: 0, sources: sources, known: known,
      features: sources.reduce(into: []) { $0.formUnion(ListFeatures($1.parts.form)) },
      bytes: [], nameRange: 0..<0, valueRange: 0..<0)
  }
}
