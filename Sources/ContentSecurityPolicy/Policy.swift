/// One content security policy: directives, each name once.
///
/// Two policies are equal when their deliveries and directives are; what was ignored in the text does not
/// count.
public struct Policy: Sendable, Hashable {
  /// The directives in the order of the text, without those that browsers skip.
  public let directives: [Directive]
  /// How the policy reaches the browser.
  public var delivery: Delivery
  /// What parsing skipped: duplicates, names and values with forbidden characters.
  public let diagnostics: [PolicyDiagnostic]

  /// The policies that some engines see in a `<meta>` value with commas; else empty.
  let commaSeparated: [Policy]

  init(
    directives: [Directive], delivery: Delivery, diagnostics: [PolicyDiagnostic] = [],
    commaSeparated: [Policy] = []
  ) {
    self.directives = directives
    self.delivery = delivery
    self.diagnostics = diagnostics
    self.commaSeparated = commaSeparated
  }

  /// The directive of that name, in any case, without fallback.
  public func directive(_ name: String) -> Directive? {
    if let known = DirectiveName(name) { return index(of: known).map { directives[$0] } }
    let name = ASCII.lowercased(name)
    return directives.first { $0.known == nil && $0.name == name }
  }

  /// The directive that governs what `directive` asks for, after fallback; `nil` means all is allowed.
  ///
  /// See <https://www.w3.org/TR/CSP3/#directive-fallback-list>.
  public func governing(_ directive: String) -> Directive? {
    guard let name = DirectiveName(directive) else { return nil }
    return governingIndex(of: name).map { directives[$0] }
  }

  /// The policy as text: directives joined with `; `, tokens with single spaces.
  ///
  /// Keeps names (in lower case), tokens and their order; loses what browsers skip.
  public var text: String { directives.map(\.text).joined(separator: "; ") }

  /// The length of ``text`` in bytes.
  public var textLength: Int {
    directives.reduce(max(0, directives.count - 1) * 2) { $0 + $1.textLength }
  }

  func index(of name: DirectiveName) -> Int? {
    for index in directives.indices where directives[index].known == name { return index }
    return nil
  }

  func governingIndex(of name: DirectiveName) -> Int? {
    for candidate in name.fallbacks {
      if let index = index(of: candidate) { return index }
    }
    return nil
  }

  func has(_ name: DirectiveName) -> Bool { index(of: name) != nil }

  /// Whether both are delivered alike and have the same directives.
  public static func == (left: Policy, right: Policy) -> Bool {
    left.delivery == right.delivery && left.directives == right.directives
  }

  /// Hashes delivery and directives.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(delivery)
    hasher.combine(directives)
  }
}
