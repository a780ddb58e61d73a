/// What of policies can matter to some needed sources.
///
/// Most tokens of a deployed policy are hosts of somebody else, which match none of the requests that the
/// needed sources stand for. Without them a policy gets the same answers from ``PolicyList/coverage(of:)``,
/// and is one of few that many policies reduce to.
///
/// ```swift
/// let reduction = PolicyReduction(for: needs, ownDomains: ["userpilot.io"])
/// var tokens = PolicyTokens()
/// var reduced = ReducedPolicy()
/// if tokens.read(bytes), reduction.reduce(tokens, of: bytes, page: host, into: &reduced) { ... }
/// ```
public struct PolicyReduction: Sendable {
  /// The hosts of all requests and every domain above them.
  private let hosts: NameTable
  private let ownDomains: NameTable
  /// Whether a page's own host matters, as it does to `'self'`.
  private let asksAboutPage: Bool
  private let exampleHost = Origin.example.hostBytes
  /// The schemes of all requests.
  private let schemes: Set<URLScheme>
  /// Passes over most hosts.
  private let filter: TailFilter
  private let asksInline: Bool
  private let asksEval: Bool
  /// What hosts end in that may stand for a placeholder.
  private let suffixes: [[UInt8]]

  /// Prepares for some needed sources.
  ///
  /// - Parameters:
  ///   - needs: What is going to be asked.
  ///   - ownDomains: Domains whose hosts are told apart in a reduced policy.
  public init(for needs: [PreparedSource], ownDomains: [String]) {
    var names: Set<[UInt8]> = []
    var suffixes: Set<[UInt8]> = []
    for need in needs {
      if need.needed.isPlaceholder {
        suffixes.insert(PlaceholderPattern(need.needed.token).suffix)
      }
      for case .url(let url) in (need.probes + need.elsewhere).map(\.request.target) {
        var host = url.hostBytes[...]
        while !host.isEmpty {
          names.insert(Array(host))
          host = host.drop { $0 != 0x2E }.dropFirst()
        }
      }
    }
    let targets = needs.flatMap { ($0.probes + $0.elsewhere).map(\.request.target) }
    schemes = Set(
      targets.compactMap { target in
        if case .url(let url) = target { url.schemeKind } else { nil }
      })
    asksInline = targets.contains(.inline)
    asksEval = targets.contains(.eval) || targets.contains(.wasmEval)
    asksAboutPage = needs.contains { $0.source.parts.form == .selfOrigin }
    self.suffixes = suffixes.contains([]) ? [[]] : Array(suffixes)
    hosts = NameTable(names)
    let own = Set(ownDomains.map { Array(ASCII.lowercased($0).utf8) }.filter { !$0.isEmpty })
    self.ownDomains = NameTable(own)
    filter =
      asksAboutPage
      ? .everything : TailFilter(names: names, domains: own.union(suffixes))
  }

  /// Whether a page's own host, in any case, may be one that the needed sources stand for.
  public func isAsked(about host: Span<UInt8>) -> Bool {
    // Requests to the machine itself are not upgraded as those to the example are.
    let all = 0..<host.count
    let isExcepted =
      asksAboutPage && !host.isEmpty
      && (host.hasSuffix(Self.localhost, in: all) || ASCII.starts(host, all, "127.")
        || host[0] == 0x5B)
    return isExcepted || hosts.contains(host, all)
  }

  private static let localhost = Array("localhost".utf8)

  /// Whether a keyword may decide.
  private func isAsked(about keyword: Keyword) -> Bool {
    switch keyword {
    case .unsafeInline, .unsafeHashes: asksInline
    case .unsafeEval, .wasmUnsafeEval, .trustedTypesEval: asksEval
    case .strictDynamic: true
    case .reportSample, .reportSHA256, .reportSHA384, .reportSHA512, .unsafeAllowRedirects,
      .inlineSpeculationRules:
      false
    }
  }

  /// Reduces one policy of a header.
  ///
  /// - Parameters:
  ///   - tokens: What was read of the policy.
  ///   - policy: The policy.
  ///   - page: The host of the page in any case; empty for that of ``Origin/example``.
  ///   - result: Receives what is left; what it held before is gone.
  /// - Returns: `false` for a policy that has to be looked at as a whole.
  public func reduce(
    _ tokens: borrowing PolicyTokens, of policy: Span<UInt8>, page: Span<UInt8>,
    into result: inout ReducedPolicy
  ) -> Bool {
    result.begin(tokens)
    let filter = filter
    let all = tokens.tokens.span
    for list in tokens.lists {
      result.begin(list)
      for index in list.tokens {
        let token = all[index]
        if token.hostEnd == 0 {
          if !add(tokens.parts[Int(token.parts)], policy, token.range, page, to: &result) {
            return false
          }
        } else if filter.mayHold(token.tail) {
          if isAsked(about: page, policy, token.host) { return false }
          result.add(policy, token.range) { fate(policy, host: token.host) }
        }
      }
    }
    return true
  }

  /// Takes a token; `false` when the policy has to be looked at as a whole.
  private func add(
    _ parts: SourceParts, _ policy: Span<UInt8>, _ token: Range<Int>, _ page: Span<UInt8>,
    to result: inout ReducedPolicy
  ) -> Bool {
    switch parts.form {
    // Of a nonce or a hash only matters that it is there.
    case .nonce: result.add(Self.nonce.span, 0..<Self.nonce.count)
    case .hash where parts.oddities.isEmpty: result.add(Self.hash.span, 0..<Self.hash.count)
    case .host where isAsked(about: page, policy, parts.host): return false
    default:
      switch fate(policy, token, parts) {
      case .dropped: break
      case .kept: result.add(policy, token)
      case .own: result.add(policy, token, isOwn: true)
      case .odd: return false
      }
    }
    return true
  }

  private static let nonce = Array("'nonce-a'".utf8)
  private static let hash = Array("'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='".utf8)

  /// Whether a host is that of the page, of which has to hold what is asked of the example.
  @inline(__always)
  private func isAsked(about page: Span<UInt8>, _ policy: Span<UInt8>, _ host: Range<Int>) -> Bool {
    asksAboutPage && !page.isEmpty
      && (policy.isEnd(host, of: page) || policy.isEnd(host, of: exampleHost.span))
  }

  /// Whether a token may matter.
  public func keeps(_ token: ArraySlice<UInt8>) -> Bool {
    fate(token.span, 0..<token.count, SourceParts(token.span, 0..<token.count)) != .dropped
  }

  private func fate(
    _ policy: Span<UInt8>, _ token: Range<Int>, _ parts: SourceParts
  ) -> ReducedPolicy.Fate {
    switch parts.form {
    case .host:
      if parts.namesWitness(policy) { return .odd }
      if parts.isOdd, policy.holds(0x7B, in: token) { return .odd }
      return fate(policy, host: parts.host, isOdd: !parts.oddities.isEmpty)
    case .selfOrigin where !asksAboutPage: return .dropped
    case .scheme where !parts.scheme.isNetwork && !schemes.contains(parts.scheme): return .dropped
    case .keyword(let keyword) where !isAsked(about: keyword): return .dropped
    // What is known only at run time stands in braces.
    case .invalid where policy.holds(0x7B, in: token): return .odd
    default: return .kept
    }
  }

  private func fate(
    _ policy: Span<UInt8>, host: Range<Int>, isOdd: Bool = false
  ) -> ReducedPolicy.Fate {
    if ownDomains.hasDomain(of: policy, host) { return .own }
    return isOdd || host.isEmpty || hosts.contains(policy, host)
      || suffixes.contains { policy.hasSuffix($0, in: host) } ? .kept : .dropped
  }
}

/// Names in lower case, to be found in text without a copy of it.
private struct NameTable {
  /// The names, shortest first, one behind the other.
  private var text: [UInt8] = []
  /// Where the names of each length begin in ``text``, and where the last end.
  private var starts: [Int] = [0]
  private var lengths: [Int] = []
  /// The bytes that a name ends in.
  private var lastBytes = [Bool](repeating: false, count: 256)

  init(_ names: Set<[UInt8]>) {
    let sorted = names.sorted {
      $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count < $1.count
    }
    for name in sorted {
      while starts.count <= name.count { starts.append(text.count) }
      if lengths.last != name.count { lengths.append(name.count) }
      text += name
      if let last = name.last { lastBytes[Int(last)] = true }
    }
    starts.append(text.count)
  }

  /// Whether the text is one of the names.
  func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let length = range.count
    guard length > 0, length + 1 < starts.count,
      lastBytes[Int(ASCII.lower(bytes[range.upperBound - 1]))]
    else { return false }
    var start = starts[length]
    while start < starts[length + 1] {
      if isThere(bytes, range.lowerBound, start, length) { return true }
      start += length
    }
    return false
  }

  /// Whether a host is one of the names or lies below one.
  func hasDomain(of bytes: Span<UInt8>, _ host: Range<Int>) -> Bool {
    guard !host.isEmpty, lastBytes[Int(ASCII.lower(bytes[host.upperBound - 1]))] else {
      return false
    }
    for length in lengths where length <= host.count {
      let start = host.upperBound - length
      guard start == host.lowerBound || bytes[start - 1] == 0x2E else { continue }
      if contains(bytes, start..<host.upperBound) { return true }
    }
    return false
  }

  private func isThere(_ bytes: Span<UInt8>, _ start: Int, _ name: Int, _ length: Int) -> Bool {
    for index in 0..<length where ASCII.lower(bytes[start + index]) != text[name + index] {
      return false
    }
    return true
  }
}

extension Span<UInt8> {
  /// Whether a range, when case is ignored, is what a name ends in.
  fileprivate func isEnd(_ range: Range<Int>, of name: Span<UInt8>) -> Bool {
    let start = name.count - range.count
    guard start >= 0, !range.isEmpty else { return false }
    for index in 0..<range.count
    where ASCII.lower(self[range.lowerBound + index]) != ASCII.lower(name[start + index]) {
      return false
    }
    return true
  }

  /// Whether a range ends in something in lower case, when case is ignored.
  fileprivate func hasSuffix(_ suffix: [UInt8], in range: Range<Int>) -> Bool {
    guard suffix.count <= range.count else { return false }
    let start = range.upperBound - suffix.count
    for index in suffix.indices where ASCII.lower(self[start + index]) != suffix[index] {
      return false
    }
    return true
  }
}

/// A set of directives that browsers know.
public struct DirectiveSet: OptionSet, Sendable, Hashable {
  /// One bit a directive.
  public let rawValue: UInt64

  /// Makes a set of its bits.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Makes a set of one.
  public init(_ name: DirectiveName) { rawValue = 1 << UInt64(name.rawValue) }

  /// Whether a directive is a member.
  public func contains(_ name: DirectiveName) -> Bool { contains(DirectiveSet(name)) }

  /// Its members, in their order.
  public var all: some Sequence<DirectiveName> {
    sequence(state: rawValue) { rest in
      if rest == 0 { return nil }
      defer { rest &= rest - 1 }
      return DirectiveName(rawValue: UInt8(rest.trailingZeroBitCount))
    }
  }
}

extension PreparedSource {
  /// The directives that are asked about: an answer depends on what governs each of them.
  public var asked: DirectiveSet {
    var names = (probes + elsewhere).compactMap { DirectiveName($0.request.directive) }
    if let name = directive ?? DirectiveName(needed.directive) { names.append(name) }
    // Some engines ask the frame list about plug-ins too.
    if names.contains(.objectSrc) { names.append(.frameSrc) }
    return names.reduce(into: []) { $0.insert(DirectiveSet($1)) }
  }
}
