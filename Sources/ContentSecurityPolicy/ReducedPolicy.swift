/// One policy without the tokens that match nothing of what is asked; made by ``PolicyReduction``.
///
/// Its tokens are numbers, the same for equal tokens of all policies that were reduced into it one after the
/// other, until ``forget()``. Its memory is used again for the next policy.
public struct ReducedPolicy: Sendable {
  /// What is left of one directive, the first of its name.
  public struct List: Sendable {
    /// Its name.
    public let name: DirectiveName
    /// Its tokens that may matter, in ``ReducedPolicy/tokens``.
    public internal(set) var tokens: Range<Int>
    /// Whether some of them are own hosts.
    public internal(set) var namesOwnHost = false
    /// Bytes of all its tokens with a space before each, `'none'` left out.
    public let length: Int
    /// Whether `'none'` stands in it alone.
    public let isNone: Bool
  }

  /// What becomes of a token.
  enum Fate: UInt8, Sendable {
    case dropped, kept, own
    /// The policy has to be looked at as a whole.
    case odd
  }

  private var table = TokenTable()
  /// Whether each token is an own host, by number.
  private var isOwn: [Bool] = []
  /// The numbers of the tokens that may matter, one directive behind the other.
  public private(set) var tokens: [Int32] = []
  /// The directives, in their order.
  public private(set) var lists: [List] = []
  /// Their names.
  public private(set) var names: DirectiveSet = []
  /// The length of ``Policy/text``, in bytes.
  public private(set) var textLength = 0
  /// Whether a source of any directive is at or below one of the own domains.
  public private(set) var namesOwnHost = false

  /// Makes room for a policy.
  public init() {}

  // MARK: Reducing

  /// Begins a policy; the one before is gone.
  mutating func begin(_ policy: borrowing PolicyTokens) {
    // Room for one odd policy is not kept.
    tokens.removeAll(keepingCapacity: tokens.capacity < 1 << 14)
    lists.removeAll(keepingCapacity: true)
    names = policy.names
    textLength = policy.textLength
    namesOwnHost = false
  }

  mutating func begin(_ list: PolicyTokens.List) {
    lists.append(
      List(
        name: list.name, tokens: tokens.count..<tokens.count, length: list.length,
        isNone: list.isNone))
  }

  /// Takes a token of which may be known what becomes of it; else it is asked.
  @inline(__always)
  mutating func add(_ bytes: Span<UInt8>, _ token: Range<Int>, _ fate: () -> Fate) {
    let place = table.place(of: bytes, token)
    if let number = place.number { return keep(number) }
    let fate = fate()
    // Most hosts are somebody else's, and need no number.
    if fate == .dropped { return }
    isOwn.append(fate == .own)
    keep(table.insert(bytes, token, at: place))
  }

  /// Takes a token that may matter.
  mutating func add(_ bytes: Span<UInt8>, _ token: Range<Int>, isOwn: Bool = false) {
    add(bytes, token) { isOwn ? .own : .kept }
  }

  @inline(__always)
  private mutating func keep(_ number: Int) {
    let last = lists.count - 1
    tokens.append(Int32(truncatingIfNeeded: number))
    lists[last].tokens = lists[last].tokens.lowerBound..<tokens.count
    if isOwn[number] {
      lists[last].namesOwnHost = true
      namesOwnHost = true
    }
  }

  // MARK: Asking

  /// The text of a token.
  public func text(of number: Int32) -> ArraySlice<UInt8> { table[Int(number)] }

  /// Whether a token is an own host.
  public func isOwn(_ number: Int32) -> Bool { isOwn[Int(number)] }

  /// About how many bytes are kept of tokens.
  public var size: Int { table.size }

  /// Gives up all numbers, and the policy.
  public mutating func forget() { self = ReducedPolicy() }

  /// What governs some directives, and what acts on all.
  public func governing(_ asked: DirectiveSet) -> PolicyList {
    var text: [UInt8] = []
    let wanted = asked.governing(in: names)
    for list in lists where wanted.contains(list.name) {
      list.name.text.withUTF8Buffer { text.append(contentsOf: $0) }
      for token in tokens[list.tokens] {
        text.append(0x20)
        text += self.text(of: token)
      }
      text.append(0x3B)
    }
    return PolicyList(parsing: String(decoding: text, as: UTF8.self))
  }

  /// The directive of a name; `nil` when there is none.
  public func list(of name: DirectiveName) -> List? {
    names.contains(name) ? lists.first { $0.name == name } : nil
  }
}

extension DirectiveName {
  /// The directive that governs this one in a policy of some directives; `nil` when none does.
  public func governing(in names: DirectiveSet) -> DirectiveName? {
    fallbacks.first { names.contains($0) }
  }
}

extension DirectiveSet {
  /// The directives that govern these in a policy of some directives, and those that act on all.
  public func governing(in names: DirectiveSet) -> DirectiveSet {
    // These two act on what all directives are asked about.
    var wanted = names.intersection([
      DirectiveSet(.upgradeInsecureRequests), DirectiveSet(.blockAllMixedContent),
    ])
    for name in all {
      if let governing = name.governing(in: names) { wanted.insert(DirectiveSet(governing)) }
    }
    return wanted
  }
}
