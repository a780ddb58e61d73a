/// What of policies can matter to some needed sources.
///
/// Most tokens of a deployed policy are hosts of somebody else, which match none of the requests that the
/// needed sources stand for. Without them a policy gets the same answers from ``PolicyList/coverage(of:)``,
/// and is one of few that many policies reduce to.
///
/// ```swift
/// let reduction = PolicyReduction(for: needs, ownDomains: ["userpilot.io"])
/// var reduced = ReducedPolicy()
/// if let reduction, reduction.reduce(bytes, into: &reduced) { ... }
/// ```
public struct PolicyReduction: Sendable {
  /// The hosts of all requests and every domain above them, in lower case, by length.
  private let hosts: [[[UInt8]]]
  /// The bytes that one of ``hosts`` or ``ownDomains`` ends in.
  private let lastBytes: [Bool]
  private let ownDomains: [[UInt8]]
  /// Directives of which every token may matter.
  private let kept: DirectiveSet

  /// Prepares for some needed sources; `nil` when an answer would depend on more than a policy's lists and
  /// the page's scheme.
  ///
  /// - Parameters:
  ///   - needs: What is going to be asked.
  ///   - ownDomains: Domains whose hosts are told apart in a reduced policy.
  public init?(for needs: [PreparedSource], ownDomains: [String]) {
    var names: Set<[UInt8]> = []
    var kept: DirectiveSet = []
    for need in needs {
      if need.source.parts.form == .selfOrigin { return nil }
      if need.needed.isPlaceholder { kept.formUnion(need.asked) }
      for case .url(let url) in (need.probes + need.elsewhere).map(\.request.target) {
        var host = url.hostBytes[...]
        while !host.isEmpty {
          names.insert(Array(host))
          host = host.drop { $0 != 0x2E }.dropFirst()
        }
      }
    }
    self.kept = kept
    self.ownDomains = ownDomains.map { Array(ASCII.lowercased($0).utf8) }.filter { !$0.isEmpty }
    var hosts = [[[UInt8]]](repeating: [], count: (names.map(\.count).max() ?? 0) + 1)
    var lastBytes = [Bool](repeating: false, count: 256)
    for name in names { hosts[name.count].append(name) }
    for name in Array(names) + self.ownDomains {
      if let last = name.last { lastBytes[Int(last)] = true }
    }
    self.hosts = hosts
    self.lastBytes = lastBytes
  }

  /// Whether a page's own host, in any case, may be one that the needed sources stand for.
  public func isAsked(about host: Span<UInt8>) -> Bool {
    isAsked(about: 0..<host.count, in: host)
  }

  /// Reduces one policy of a header.
  ///
  /// - Parameters:
  ///   - policy: The policy, printable ASCII.
  ///   - result: Receives what is left; what it held before is gone.
  /// - Returns: `false` for a policy that has to be looked at as a whole.
  public func reduce(_ policy: Span<UInt8>, into result: inout ReducedPolicy) -> Bool {
    result.removeAll()
    var start = 0
    var index = policy.endOfToken(from: 0)
    while index < policy.count {
      let byte = policy[index]
      guard byte == 0x3B || byte == 0x20 else { return false }
      if index > start, !add(policy, start..<index, to: &result) { return false }
      start = index + 1
      if byte == 0x3B { result.endDirective() }
      index = policy.endOfToken(from: start)
    }
    if index > start, !add(policy, start..<index, to: &result) { return false }
    result.endDirective()
    return true
  }

  /// Takes a token; `false` when the policy has to be looked at as a whole.
  private func add(
    _ policy: Span<UInt8>, _ token: Range<Int>, to result: inout ReducedPolicy
  ) -> Bool {
    guard let list = result.current else {
      guard let name = DirectiveName(policy, token) else { return false }
      result.beginDirective(name)
      return true
    }
    result.count(token.count)
    guard list.hasSourceList, !result.isDuplicate else { return true }
    let parts = SourceParts(policy, token)
    switch parts.form {
    case .host:
      if parts.namesWitness(policy) { return false }
      let host = Int(parts.hostStart)..<Int(parts.hostEnd)
      let isOwn = isOwn(host, in: policy)
      if isOwn { result.addOwn(policy, token) }
      let isOdd = !parts.oddities.isEmpty
      if parts.isOdd, policy.contains(0x7B, in: token) { return false }
      if isOwn || isOdd || host.isEmpty || kept.contains(list) || isAsked(about: host, in: policy) {
        result.keep(policy, token)
      }
    case .nonce: result.keepNonce()
    case .hash where parts.oddities.isEmpty: result.keepHash()
    case .none:
      result.keepNone(policy, token)
    default:
      // What is known only at run time stands in braces.
      if case .invalid = parts.form, policy.contains(0x7B, in: token) { return false }
      result.keep(policy, token)
    }
    return true
  }

  private func isAsked(about host: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard let last = host.last, lastBytes[Int(ASCII.lower(bytes[last]))], host.count < hosts.count
    else { return false }
    return hosts[host.count].contains { bytes.spells($0, from: host.lowerBound) }
  }

  private func isOwn(_ host: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard let last = host.last, lastBytes[Int(ASCII.lower(bytes[last]))] else { return false }
    for domain in ownDomains where host.count >= domain.count {
      let start = host.upperBound - domain.count
      if start == host.lowerBound || bytes[start - 1] == 0x2E, bytes.spells(domain, from: start) {
        return true
      }
    }
    return false
  }
}

extension Span<UInt8> {
  /// Whether the bytes from `start` on are a name in lower case, when case is ignored.
  fileprivate func spells(_ name: [UInt8], from start: Int) -> Bool {
    for index in name.indices where ASCII.lower(self[start + index]) != name[index] { return false }
    return true
  }

  fileprivate func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    for index in range where self[index] == byte { return true }
    return false
  }
}

/// A set of directives that browsers know.
public struct DirectiveSet: OptionSet, Sendable, Hashable {
  /// One bit a directive.
  public let rawValue: UInt64

  /// Makes a set of its bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  init(_ name: DirectiveName) { rawValue = 1 << UInt64(name.rawValue) }

  func contains(_ name: DirectiveName) -> Bool { contains(DirectiveSet(name)) }
}

extension PreparedSource {
  /// The directives of a policy that an answer may depend on.
  public var asked: DirectiveSet {
    var set: DirectiveSet = [
      DirectiveSet(.upgradeInsecureRequests), DirectiveSet(.blockAllMixedContent),
    ]
    var names = (probes + elsewhere).compactMap { DirectiveName($0.request.directive) }
    if let name = directive ?? DirectiveName(needed.directive) { names.append(name) }
    // Some engines ask the frame list about plug-ins too.
    if names.contains(.objectSrc) { names.append(.frameSrc) }
    for name in names.flatMap(\.fallbacks) { set.insert(DirectiveSet(name)) }
    return set
  }
}
