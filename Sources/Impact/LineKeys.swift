import JSONText

/// The keys under which a line of a stream is found again: one for the domain of each host that it names, one for
/// each vendor that it says it uses, one for holding a policy that only reports, one for being malformed.
///
/// A domain stands for itself by its last two labels. Where these may be a public suffix, such as `co.uk`, the last
/// three count too.
public struct LineKeys: Sendable {
  /// What a line turned out to be.
  public enum Reading: Sendable, Hashable {
    case policy, blank, malformed
  }

  /// The keys of the line that was read last; some may stand there twice.
  public private(set) var keys: [UInt32] = []
  private var plain = PlainLine()

  /// Makes room for keys.
  public init() {}

  /// The key of lines that are malformed.
  public static let malformed = hash(of: "\0malformed")

  /// The key of lines with a policy that only reports: where none is enforced, that is said of each vendor.
  public static let reportOnly = hash(of: "\0report-only")

  /// The key of lines that say they use a vendor.
  public static func uses(_ vendor: String) -> UInt32 { hash(of: "\0uses " + vendor) }

  /// A key of every line that names a domain or a host below it; `nil` for a domain of one label.
  public static func names(_ domain: String) -> UInt32? {
    let bytes = Array(domain.utf8)
    var found: UInt32?
    guard let last = bytes.lastIndex(of: 0x2E) else { return nil }
    let second = bytes[..<last].lastIndex(of: 0x2E) ?? -1
    eachKey(bytes.span, 0..<bytes.count, last, second) { found = $0 }
    return found
  }

  /// Reads a line.
  ///
  /// - Parameter line: The line without its end; ``keys`` are its keys then.
  /// - Returns: What it is.
  public mutating func read(_ line: ArraySlice<UInt8>) -> Reading {
    keys.removeAll(keepingCapacity: true)
    if plain.read(line.span) {
      add(line.span, plain.policy)
      return .policy
    }
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return .blank }
    do throws(JSONError) {
      let line = try PolicyLine(parsing: line, file: "", number: 1)
      for text in line.texts {
        let bytes = text.utf8.span
        add(bytes, 0..<bytes.count)
      }
      keys.append(contentsOf: line.uses.map(Self.uses))
      if line.hasReportOnly { keys.append(Self.reportOnly) }
      return .policy
    } catch {
      keys.append(Self.malformed)
      return .malformed
    }
  }

  /// Takes a line for malformed that is too long to be read.
  public mutating func skip() { keys = [Self.malformed] }

  /// What a byte is in a policy: 0 ends a name, 1 is a part of one, 2 stands between labels.
  ///
  /// Bytes that stand in no host may count as parts of a name when they cannot stand behind one either.
  private static let classes: [UInt8] = (0...255).map { byte in
    byte == 0x2E ? 2 : byte <= 0x2C || byte == 0x2F || (0x3A...0x3F).contains(byte) ? 0 : 1
  }

  /// Adds the keys of what may be hosts in a policy.
  private mutating func add(_ text: Span<UInt8>, _ policy: Range<Int>) {
    let classes = Self.classes.span
    var index = policy.lowerBound
    while index < policy.upperBound {
      let start = index
      var last = -1
      var second = -1
      while index < policy.upperBound {
        let kind = classes[unchecked: Int(text[unchecked: index])]
        if kind == 0 { break }
        if kind == 2 { (second, last) = (last, index) }
        index &+= 1
      }
      if last >= 0, Self.mayBeginHost(text, start, in: policy) {
        Self.eachKey(text, start..<index, last, second) { keys.append($0) }
      }
      index &+= 1
    }
  }

  /// Whether a host may begin here: a token does, a scheme or `*` comes before it.
  @inline(__always)
  private static func mayBeginHost(
    _ text: Span<UInt8>, _ start: Int, in policy: Range<Int>
  ) -> Bool {
    if start == policy.lowerBound { return true }
    let before = text[unchecked: start &- 1]
    if before != 0x2F { return before != 0x3A }
    return start &- 1 > policy.lowerBound && text[unchecked: start &- 2] == 0x2F
  }

  /// Hands on the keys of a name, that of the fewest labels first.
  ///
  /// - Parameters:
  ///   - text: What holds the name.
  ///   - name: Its range.
  ///   - last: Where its last dot stands.
  ///   - second: Where the dot before that stands, or -1.
  ///   - body: Receives a key.
  @inline(__always)
  private static func eachKey(
    _ text: Span<UInt8>, _ name: Range<Int>, _ last: Int, _ second: Int, _ body: (UInt32) -> Void
  ) {
    body(hash(text, (second < 0 ? name.lowerBound : second &+ 1)..<name.upperBound))
    guard second > name.lowerBound, name.upperBound - last == 3, last - second <= 4 else { return }
    var start = second
    while start > name.lowerBound, text[unchecked: start &- 1] != 0x2E { start &-= 1 }
    body(hash(text, start..<name.upperBound))
  }

  private static func hash(of text: String) -> UInt32 {
    let bytes = Array(text.utf8)
    return hash(bytes.span, 0..<bytes.count)
  }

  /// A hash of names in any case: words of eight bytes, multiplied and mixed.
  @inline(__always)
  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var value = UInt64(range.count)
    var (word, filled) = (UInt64(0), 0)
    var index = range.lowerBound
    while index < range.upperBound {
      // Of the bytes of a name only letters change.
      word = word << 8 | UInt64(bytes[unchecked: index] | 0x20)
      index &+= 1
      filled &+= 1
      if filled == 8 {
        value = (value ^ word) &* factor
        value ^= value >> 29
        (word, filled) = (0, 0)
      }
    }
    return UInt32(truncatingIfNeeded: ((value ^ word) &* factor) >> 32)
  }
}
