/// One policy without the tokens that match nothing of what is asked; made by ``PolicyReduction``.
///
/// Its memory is used again for the next policy.
public struct ReducedPolicy: Sendable {
  /// One directive, the first of its name.
  private struct List {
    let name: DirectiveName
    /// Tokens that may matter, in ``text``, each behind a space.
    var kept: Range<Int>
    /// Tokens of own hosts, in ``own``, each behind a space.
    var own: Range<Int>
    /// Bytes of all its tokens with a space before each, `'none'` left out.
    let length: Int
    /// Whether `'none'` stands in it alone.
    let isNone: Bool
  }

  private var text: [UInt8] = []
  private var own: [UInt8] = []
  private var lists: [List] = []
  /// The directives that the policy has.
  public private(set) var names: DirectiveSet = []
  /// The length of ``Policy/text``, in bytes.
  public private(set) var textLength = 0

  /// Makes room for a policy.
  public init() {}

  /// Whether a source of any directive is at or below one of the own domains.
  public var namesOwnHost: Bool { !own.isEmpty }

  // MARK: Reducing

  /// Begins a policy; the one before is gone.
  mutating func begin(_ tokens: borrowing PolicyTokens) {
    text.removeAll(keepingCapacity: true)
    own.removeAll(keepingCapacity: true)
    lists.removeAll(keepingCapacity: true)
    names = tokens.names
    textLength = tokens.textLength
  }

  mutating func begin(_ list: PolicyTokens.List) {
    lists.append(
      List(
        name: list.name, kept: text.count..<text.count, own: own.count..<own.count,
        length: list.length, isNone: list.isNone))
  }

  mutating func keep(_ bytes: Span<UInt8>, _ token: Range<Int>) {
    Self.append(bytes, token, to: &text)
    lists[lists.count - 1].kept = lists[lists.count - 1].kept.lowerBound..<text.count
  }

  mutating func addOwn(_ bytes: Span<UInt8>, _ token: Range<Int>) {
    Self.append(bytes, token, to: &own)
    lists[lists.count - 1].own = lists[lists.count - 1].own.lowerBound..<own.count
  }

  /// Keeps a nonce or a hash, of which only matters that it is there.
  mutating func keepNonce() { keep(" 'nonce-a'") }

  mutating func keepHash() { keep(" 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='") }

  private mutating func keep(_ token: StaticString) {
    // Once is as good as often.
    let last = lists.count - 1
    let isThere = token.withUTF8Buffer {
      text[lists[last].kept].reversed().starts(with: $0.reversed())
    }
    if isThere { return }
    token.withUTF8Buffer { text.append(contentsOf: $0) }
    lists[last].kept = lists[last].kept.lowerBound..<text.count
  }

  private static func append(_ bytes: Span<UInt8>, _ token: Range<Int>, to text: inout [UInt8]) {
    text.append(0x20)
    bytes.extracting(token).withUnsafeBufferPointer { text.append(contentsOf: $0) }
  }

  // MARK: Asking

  /// Appends what governs some directives, as a policy that is read like any other.
  ///
  /// - Parameters:
  ///   - asked: The directives.
  ///   - bytes: Where to append.
  public func write(governing asked: DirectiveSet, to bytes: inout [UInt8]) {
    let wanted = governing(asked)
    for list in lists where wanted.contains(list.name) {
      list.name.text.withUTF8Buffer { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: text[list.kept])
      bytes.append(0x3B)
    }
  }

  /// What governs some directives, and what acts on all.
  private func governing(_ asked: DirectiveSet) -> DirectiveSet {
    // These two act on what all directives are asked about.
    var wanted: DirectiveSet = [
      DirectiveSet(.upgradeInsecureRequests), DirectiveSet(.blockAllMixedContent),
    ]
    for name in asked.all {
      if let governing = name.fallbacks.first(where: { names.contains($0) }) {
        wanted.insert(DirectiveSet(governing))
      }
    }
    return wanted
  }

  /// Hands on each directive that names own hosts, in the order of the policy.
  ///
  /// - Parameter body: Receives the name, and the tokens with a space before each.
  public func eachWithOwnHosts(_ body: (String, ArraySlice<UInt8>) -> Void) {
    for list in lists where !list.own.isEmpty { body(list.name.string, own[list.own]) }
  }

  /// What an addition to a directive starts from: its length in bytes, with a space before each token,
  /// `'none'` left out; and whether that alone stands in it.
  public func list(of directive: String) -> (length: Int, isNone: Bool)? {
    guard let name = DirectiveName(directive), let list = lists.first(where: { $0.name == name })
    else { return nil }
    return (list.length, list.isNone)
  }

  /// The directive that governs another; `nil` when none does.
  public func governing(_ directive: String) -> String? {
    guard let name = DirectiveName(directive) else { return nil }
    return name.fallbacks.first { names.contains($0) }?.string
  }
}
