import ContentSecurityPolicy

extension ReducedPolicy {
  /// What is left of a policy that is asked about some sources, each under `img-src`.
  init(_ text: String, for sources: [String], ownDomains: [String] = ["acorn.test"]) {
    self.init()
    let needs = sources.map { PreparedSource(NeededSource(directive: "img-src", token: $0)) }
    read(text, by: PolicyReduction(for: needs, ownDomains: ownDomains))
  }

  /// Turns to another policy.
  mutating func read(_ text: String, by reduction: PolicyReduction) {
    var tokens = PolicyTokens()
    let bytes = Array(text.utf8)
    precondition(tokens.read(bytes.span))
    precondition(reduction.reduce(tokens, of: bytes.span, page: [UInt8]().span, into: &self))
  }
}
