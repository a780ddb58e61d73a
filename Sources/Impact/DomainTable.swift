import Glibc

/// Finds which of many domains stand in text, in any case, in one pass over its dots.
public struct DomainTable: Sendable {
  private struct Domain {
    /// Its place in ``names``.
    let start: Int
    let count: Int
    /// Position of its first dot.
    let dot: Int
    /// Who asks for it.
    let question: Int
    /// The next domain with the same bytes around the dot; -1 for none.
    let next: Int
  }

  private var domains: [Domain] = []
  /// The domains in lower case, one behind the other.
  private var names: [UInt8] = []
  /// The first domain by the low bits of the bytes around its dot; -1 for none.
  private var first = [Int16](repeating: -1, count: 1024)

  /// Prepares a table; `nil` when some domain has no dot inside, or there are too many.
  ///
  /// - Parameter questions: The domains that each question is about.
  public init?(_ questions: [[String]]) {
    for (question, names) in questions.enumerated() {
      for name in names {
        let name = name.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        guard let dot = name.firstIndex(of: 0x2E), dot > 0, dot + 1 < name.count,
          domains.count < Int(Int16.max)
        else { return nil }
        let key = Self.key(name[dot - 1], name[dot + 1])
        domains.append(
          Domain(
            start: self.names.count, count: name.count, dot: dot, question: question,
            next: Int(first[key])))
        self.names += name
        first[key] = Int16(domains.count - 1)
      }
    }
  }

  /// Marks the questions of which a domain stands anywhere in a range of some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - range: Where to look.
  ///   - found: One mark a question; what is marked stays so.
  public func mark(_ bytes: Span<UInt8>, _ range: Range<Int>, _ found: inout [Bool]) {
    var start = range.lowerBound + 1
    while start < range.upperBound, let dot = Self.dot(in: bytes, start..<range.upperBound) {
      start = dot + 1
      if start == range.upperBound { return }
      var candidate = Int(first[Self.key(bytes[unchecked: dot &- 1], bytes[unchecked: start])])
      while candidate >= 0 {
        let domain = domains[candidate]
        if isThere(domain, bytes, dot, range) { found[domain.question] = true }
        candidate = domain.next
      }
    }
  }

  private static func dot(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + range.lowerBound, 0x2E, range.count)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private static func key(_ before: UInt8, _ after: UInt8) -> Int {
    Int(before & 0x1F) << 5 | Int(after & 0x1F)
  }

  private func isThere(
    _ domain: Domain, _ bytes: Span<UInt8>, _ dot: Int, _ range: Range<Int>
  ) -> Bool {
    let start = dot - domain.dot
    guard start >= range.lowerBound, start + domain.count <= range.upperBound else {
      return false
    }
    for index in 0..<domain.count {
      let byte = bytes[start + index]
      if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != names[domain.start + index] { return false }
    }
    return true
  }
}
