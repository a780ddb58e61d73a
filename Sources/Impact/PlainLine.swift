import ByteScanning
public import JSONText

/// Places in a line of a stream that can be read without making values of it.
///
/// Such a line holds the members `id`, `url` and `policy`, and a few others with plain values, each once at most, in
/// printable ASCII without escapes; so do most lines of most streams. Its memory is used again for the next line.
public struct PlainLine: Sendable {
  /// The id as JSON; `nil` when there is none.
  public private(set) var id: Range<Int>?
  /// The host of the page, a name; empty when the line does not say.
  public private(set) var host = 0..<0
  /// Whether the page is loaded over https, as it is when the line does not say; else over http.
  public private(set) var isSecure = true
  /// The policy.
  public private(set) var policy = 0..<0
  /// Members of other names with their values as JSON: a string, a small whole number, a literal.
  public private(set) var others: [(name: Range<Int>, value: Range<Int>)] = []
  private static let mostOthers = 8

  /// Makes room for the places of a line.
  public init() {}

  /// Finds the places; those of the line before are gone.
  ///
  /// - Parameter line: The line without its end.
  /// - Returns: `false` when the line has to be read.
  public mutating func read(_ line: Span<UInt8>) -> Bool {
    id = nil
    host = 0..<0
    isSecure = true
    if !others.isEmpty { others.removeAll(keepingCapacity: true) }
    var at = 0
    var seen: Member = []
    guard Self.take(0x7B, line, &at) else { return false }
    repeat {
      guard let member = Self.takeName(line, &at) else {
        guard takeOther(line, &at) else { return false }
        continue
      }
      guard seen.insert(member).inserted else { return false }
      let start = at
      switch member {
      case .id:
        guard Self.skipID(line, &at) else { return false }
        id = start..<at
      case .url: if !takeURL(line, &at) { return false }
      default:
        guard at < line.count, line[at] == 0x22 else { return false }
        at += 1
        guard Self.skipString(line, &at) else { return false }
        policy = start + 1..<at - 1
      }
    } while Self.take(0x2C, line, &at)
    return Self.take(0x7D, line, &at) && at == line.count && seen.contains(.policy)
  }

  private struct Member: OptionSet {
    let rawValue: UInt8
    static let id = Member(rawValue: 1)
    static let url = Member(rawValue: 2)
    static let policy = Member(rawValue: 4)
  }

  /// Goes behind one byte and the spaces around it; `false` when another stands there.
  @inline(__always)
  private static func take(_ byte: UInt8, _ line: Span<UInt8>, _ at: inout Int) -> Bool {
    skipSpaces(line, &at)
    guard at < line.count, line[at] == byte else { return false }
    at += 1
    skipSpaces(line, &at)
    return true
  }

  @inline(__always)
  private static func skipSpaces(_ line: Span<UInt8>, _ at: inout Int) {
    while at < line.count, line[at] == 0x20 || line[at] == 0x09 { at += 1 }
  }

  // "id", "url" and "policy"
  private static let idName: UInt64 = 0x2264_6922
  private static let urlName: UInt64 = 0x22_6C72_7522
  private static let policyName: UInt64 = 0x2279_6369_6C6F_7022

  /// Goes behind the name of a member and its colon; `nil` for a name that is not one of the three.
  @inline(__always)
  private static func takeName(_ line: Span<UInt8>, _ at: inout Int) -> Member? {
    let word = line.word(at: at)
    let member: Member
    var next: Int
    if word & 0xFFFF_FFFF == idName {
      (member, next) = (.id, at + 4)
    } else if word & 0xFF_FFFF_FFFF == urlName {
      (member, next) = (.url, at + 5)
    } else if word == policyName {
      (member, next) = (.policy, at + 8)
    } else {
      return nil
    }
    guard take(0x3A, line, &next) else { return nil }
    at = next
    return member
  }

  /// Goes behind a member of another name that means nothing here; `false` for what has to be read.
  private mutating func takeOther(_ line: Span<UInt8>, _ at: inout Int) -> Bool {
    let start = at + 1
    guard others.count < Self.mostOthers, at < line.count, line[at] == 0x22 else { return false }
    at += 1
    guard Self.skipString(line, &at) else { return false }
    let name = start..<at - 1
    for known: StaticString in ["id", "url", "policy", "headers", "delivery", "uses"] {
      if name.count == known.utf8CodeUnitCount, Self.starts(line, start, known) { return false }
    }
    for other in others where Self.areEqual(line, other.name, name) { return false }
    guard Self.take(0x3A, line, &at) else { return false }
    let value = at
    guard Self.skipID(line, &at) || Self.skipLiteral(line, &at) else { return false }
    others.append((name, value..<at))
    return true
  }

  private static func areEqual(
    _ line: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>
  ) -> Bool {
    guard one.count == other.count else { return false }
    for index in 0..<one.count
    where line[one.lowerBound + index] != line[other.lowerBound + index] {
      return false
    }
    return true
  }

  /// Goes behind `true`, `false` or `null`.
  private static func skipLiteral(_ line: Span<UInt8>, _ at: inout Int) -> Bool {
    for literal: StaticString in ["true", "false", "null"] where starts(line, at, literal) {
      at += literal.utf8CodeUnitCount
      return true
    }
    return false
  }

  /// The value of a member of another name.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - line: The line.
  /// - Returns: The value; `nil` when there is none or it is `null`.
  public func value(of name: String, in line: Span<UInt8>) -> JSON? {
    // Strings that are equal may differ in their bytes.
    for other in others where line.text(in: other.name).utf8.elementsEqual(name.utf8) {
      let text = line.text(in: other.value)
      switch text {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return nil
      default:
        return text.first == "\"" ? .string(String(text.dropFirst().dropLast())) : .number(text)
      }
    }
    return nil
  }

  @inline(__always)
  private static func starts(_ line: Span<UInt8>, _ at: Int, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard line.count - at >= count else { return false }
    return text.withUTF8Buffer { buffer in
      for index in 0..<count where line[at + index] != buffer[index] { return false }
      return true
    }
  }

  /// Goes behind a plain string or a small whole number.
  private static func skipID(_ line: Span<UInt8>, _ at: inout Int) -> Bool {
    guard at < line.count else { return false }
    if line[at] == 0x22 {
      at += 1
      return skipString(line, &at)
    }
    let start = at
    while at < line.count, line[at] &- 0x30 < 10 { at += 1 }
    return at > start && at - start < 16 && (line[start] != 0x30 || at == start + 1)
  }

  /// Goes behind a plain string, from its first byte.
  @inline(__always)
  private static func skipString(_ line: Span<UInt8>, _ at: inout Int) -> Bool {
    at = line.endOfPlainText(from: at)
    guard at < line.count, line[at] == 0x22 else { return false }
    at += 1
    return true
  }

  // "https:/ and "http://
  private static let secure: UInt64 = 0x2F3A_7370_7474_6822
  private static let plain: UInt64 = 0x2F2F_3A70_7474_6822

  /// Goes behind the address of a page with a plain name for its host.
  private mutating func takeURL(_ line: Span<UInt8>, _ at: inout Int) -> Bool {
    switch line.word(at: at) {
    case Self.secure where at + 8 < line.count && line[at + 8] == 0x2F: at += 9
    case Self.plain:
      at += 8
      isSecure = false
    default: return false
    }
    let start = at
    let name = line.shortName(from: at)
    at = name.end
    // A host that ends in a number is an address; Punycode may be wrong.
    guard !name.hasEmptyLabel, !name.hasTwoHyphens, at > name.lastLabel, name.lastLabel > start,
      line[name.lastLabel] | 0x20 >= 0x61, at < line.count, line[at] == 0x22 || line[at] == 0x2F
    else { return false }
    host = start..<at
    return Self.skipString(line, &at)
  }
}

extension Span<UInt8> {
  fileprivate func text(in range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
