import ByteScanning

/// Looks for a domain in text, in any case, many bytes at once.
public struct DomainSearch: Sendable {
  /// The domain in lower case.
  private let name: [UInt8]
  private let sample: NameSample

  /// Prepares a search for a domain that is not empty.
  public init(_ domain: String) {
    name = domain.utf8.map(Self.lower)
    // Dots are everywhere in a policy.
    let half = name.count / 2
    let middle = name[half] == 0x2E && half + 1 < name.count ? half + 1 : half
    sample = NameSample(name, middle: middle)
  }

  /// Searches that find every one of some domains, and perhaps more.
  ///
  /// - Parameter domains: Such as `acorn.com`, `acorn.io`, of which `acorn.` is looked for once.
  /// - Returns: One search for domains that agree up to their first dot.
  public static func all(_ domains: [String]) -> [DomainSearch] {
    var stems: [(stem: Substring, domains: [String])] = []
    for domain in Set(domains.map { $0.lowercased() }).sorted() where !domain.isEmpty {
      let stem = domain.firstIndex(of: ".").map { domain[...$0] } ?? domain[...]
      if stems.last?.stem == stem {
        stems[stems.count - 1].domains.append(domain)
      } else {
        stems.append((stem, [domain]))
      }
    }
    return stems.map { DomainSearch($0.domains.count == 1 ? $0.domains[0] : String($0.stem)) }
  }

  /// Whether the domain stands anywhere in a range of some bytes.
  public func isFound(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let end = range.upperBound - name.count + 1
    guard range.lowerBound < end, sample.mayStart(bytes, in: range.lowerBound..<end) else {
      return false
    }
    var start = range.lowerBound
    while start < end {
      // Long enough to pay, short enough that a chance hit costs little.
      let stop = min(end, start + 256)
      if sample.mayStart(bytes, in: start..<stop) {
        for index in start..<stop where isThere(bytes, index) { return true }
      }
      start = stop
    }
    return false
  }

  private func isThere(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    for index in name.indices where Self.lower(bytes[start + index]) != name[index] { return false }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
