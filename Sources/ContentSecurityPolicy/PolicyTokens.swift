import ByteScanning

/// The directives and tokens of one policy of a header, read once for all that is asked of it.
///
/// Its memory is used again for the next policy.
public struct PolicyTokens: Sendable {
  /// A token of a source list.
  struct Token: Sendable {
    let start: UInt32
    let end: UInt32
    /// The host, without `*.`, of a token such as `https://*.acorn.example/p.js` in which nothing is unusual.
    let hostStart: UInt32
    /// Its end; 0 for any other token.
    let hostEnd: UInt32
    /// Its ``TailFilter/tail(_:endingAt:)``.
    let tail: UInt16
    /// Position in ``PolicyTokens/parts`` of any other token.
    let parts: Int32

    var range: Range<Int> { Int(start)..<Int(end) }
    var host: Range<Int> { Int(hostStart)..<Int(hostEnd) }
  }

  /// One directive, the first of its name.
  struct List: Sendable {
    let name: DirectiveName
    /// Its tokens, in ``PolicyTokens/tokens``; none for a directive without a source list.
    var tokens: Range<Int>
    /// Bytes of its tokens with a space before each, `'none'` left out.
    var length = 0
    var tokenCount = 0
    var hasNone = false

    /// Whether `'none'` stands in it alone.
    var isNone: Bool { tokenCount == 1 && hasNone }
  }

  private(set) var tokens: [Token] = []
  private(set) var parts: [SourceParts] = []
  private var marks = TokenMarks()
  /// Names that no browser knows, each once.
  private var unknown: [Range<Int>] = []
  private(set) var lists: [List] = []
  /// The directives that the policy has.
  private(set) var names: DirectiveSet = []
  /// The length of ``Policy/text``, in bytes.
  private(set) var textLength = 0

  /// Makes room for a policy.
  public init() {}

  /// Reads a policy; what was read before is gone.
  ///
  /// - Returns: `false` for what has to be looked at as a whole: several policies, unknown directives that hold
  ///   run-time parts, bytes that no policy may hold.
  public mutating func read(_ policy: Span<UInt8>) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    unknown.removeAll(keepingCapacity: true)
    lists.removeAll(keepingCapacity: true)
    names = []
    textLength = 0
    marks.read(policy)
    var list: List?
    // Whether nothing counts up to the end of the directive but, for one that no browser knows, its length.
    var isSkipped = false
    var isUnknown = false
    var start = 0
    while true {
      let end = marks.endOfToken(from: start)
      if end > start, isSkipped {
        if isUnknown {
          // What is known only at run time stands in braces.
          if policy.holds(0x7B, in: start..<end) { return false }
          textLength += 1 + end - start
        }
      } else if end > start {
        if list == nil {
          if let name = DirectiveName(policy, start..<end) {
            isSkipped = names.contains(name)
            if !isSkipped { list = List(name: name, tokens: tokens.count..<tokens.count) }
          } else {
            if policy.holds(0x7B, in: start..<end) || unknown.count == Self.mostUnknown {
              return false
            }
            isSkipped = true
            isUnknown = !unknown.contains { policy.isSame($0, as: start..<end) }
            if isUnknown {
              textLength += separator + end - start
              unknown.append(start..<end)
            }
          }
        } else {
          if list?.name.hasSourceList ?? false {
            list?.tokenCount += 1
            if add(policy, start..<end) {
              list?.hasNone = true
            } else {
              list?.length += 1 + end - start
            }
          }
          textLength += 1 + end - start
        }
      }
      guard end < policy.count else { break }
      let byte = policy[end]
      guard byte == 0x3B || ASCII.isWhitespace(byte) else { return false }
      if byte == 0x3B {
        if let list { close(list) }
        list = nil
        isSkipped = false
        isUnknown = false
      }
      start = end + 1
    }
    if let list { close(list) }
    return true
  }

  private static let mostUnknown = 4

  /// Bytes between a directive and those before it.
  private var separator: Int { lists.isEmpty && unknown.isEmpty ? 0 : 2 }

  private mutating func close(_ list: List) {
    var list = list
    list.tokens = list.tokens.lowerBound..<tokens.count
    textLength += separator + list.name.text.utf8CodeUnitCount
    names.insert(DirectiveSet(list.name))
    lists.append(list)
  }

  /// Takes a token of a source list; whether it is `'none'`.
  private mutating func add(_ policy: Span<UInt8>, _ token: Range<Int>) -> Bool {
    let host = PlainHost(policy, token, marks)?.range ?? 0..<0
    var isNone = false
    if host.isEmpty {
      let read = SourceParts(policy, token)
      isNone = read.form == .none
      parts.append(read)
    }
    tokens.append(
      Token(
        start: UInt32(truncatingIfNeeded: token.lowerBound),
        end: UInt32(truncatingIfNeeded: token.upperBound),
        hostStart: UInt32(truncatingIfNeeded: host.lowerBound),
        hostEnd: UInt32(truncatingIfNeeded: host.upperBound),
        tail: host.isEmpty ? 0 : TailFilter.tail(policy, endingAt: host.upperBound),
        parts: Int32(truncatingIfNeeded: parts.count - 1)))
    return isNone
  }
}

extension Span<UInt8> {
  /// Whether a byte stands in a range.
  func holds(_ byte: UInt8, in range: Range<Int>) -> Bool {
    for index in range where self[index] == byte { return true }
    return false
  }

  /// Whether two ranges hold the same when case is ignored.
  fileprivate func isSame(_ range: Range<Int>, as other: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    for (one, two) in zip(range, other) where ASCII.lower(self[one]) != ASCII.lower(self[two]) {
      return false
    }
    return true
  }
}
