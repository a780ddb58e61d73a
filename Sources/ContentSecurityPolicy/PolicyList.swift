/// What one page is under: policies of which every enforced one must allow a request.
public struct PolicyList: Sendable, Hashable {
  /// The policies in the order of the headers.
  public var policies: [Policy]

  /// Makes a list of policies.
  public init(policies: [Policy]) {
    self.policies = policies
  }

  /// Reads one header or `<meta>` value; anything is accepted.
  ///
  /// Commas separate policies in a header.
  public init(parsing text: String, delivery: Delivery = .header) {
    policies = PolicyParser.policies(in: Array(text.utf8), delivery: delivery)
  }

  /// Reads one header or `<meta>` value from bytes; anything is accepted.
  ///
  /// Bytes that are not ASCII never take part in a match: as in browsers, the directive that holds one is
  /// skipped, whatever its encoding.
  public init(parsing bytes: [UInt8], delivery: Delivery = .header) {
    policies = PolicyParser.policies(in: bytes, delivery: delivery)
  }

  /// The policies that can block.
  public var enforced: [Policy] { policies.filter { $0.delivery != .reportOnly } }

  /// Whether a host source of any directive is one of `domains` or lies below one.
  ///
  /// `*.userpilot.io` counts for `userpilot.io`; a bare `*` names nobody.
  public func namesHost(under domains: [String]) -> Bool {
    let wanted = domains.map { Array(ASCII.lowercased($0).utf8) }
    return policies.contains { policy in
      policy.directives.contains { directive in
        directive.sources.contains { source in
          wanted.contains { source.hostIsAtOrBelow($0) }
        }
      }
    }
  }
}

extension SourceExpression {
  /// Whether this is a host source at or below one of `domains`, which are in lower case.
  public func namesHost(under domains: [String]) -> Bool {
    guard parts.form == .host else { return false }
    return domains.contains { hostIsAtOrBelow($0.utf8) }
  }

  /// Whether this is a host source whose host, without `*.`, is `domain` (lower case) or ends in a dot and it.
  func hostIsAtOrBelow(_ domain: some Collection<UInt8>) -> Bool {
    guard parts.form == .host else { return false }
    let host = hostRange
    guard !domain.isEmpty, host.count >= domain.count else { return false }
    let start = host.upperBound - domain.count
    var index = start
    for byte in domain {
      if ASCII.lower(bytes[index]) != byte { return false }
      index += 1
    }
    return start == host.lowerBound || bytes[start - 1] == 0x2E
  }
}
