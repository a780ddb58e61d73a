// modules: Diagnostics ByteScanning ContentSecurityPolicy
// dictionary: policy
// length: 512
@testable import ContentSecurityPolicy

/// Lines: origin, a policy; then another.
///
/// Long ones are left out, as their sources are mixed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let (lines, rest) = Input(start, count).fields(2)
  let origin = Origin(lines[0]) ?? .example
  let first = PolicyList(parsing: lines[1])
  let second = PolicyList(parsing: rest)
  guard (first.policies + second.policies).count < 5, first.size + second.size < 24 else {
    return 0
  }
  for profile in [MatchingProfile.chromium, .firefox, .spec, .allBrowsers] {
    for (outer, inner) in [(first, second), (second, first)] {
      guard let request = outer.counterexample(to: inner, origin: origin, profile: profile)
      else { continue }
      let isAllowed = inner.allows(request, origin: origin, profile: profile).isAllowed
      expect(isAllowed, "the inner list blocks the counterexample")
      let isBlocked = !outer.allows(request, origin: origin, profile: profile).isAllowed
      expect(isBlocked, "the outer list allows the counterexample")
    }
    expect(first.subsumes(first, origin: origin, profile: profile), "does not subsume itself")
    guard !first.changesRequests, !second.changesRequests else { continue }
    let both = PolicyList(policies: first.policies + second.policies)
    expect(first.subsumes(both, origin: origin, profile: profile), "a further policy allows more")
  }
  return 0
}

extension PolicyList {
  var size: Int { policies.reduce(0) { $0 + $1.directives.reduce(0) { $0 + $1.sources.count } } }

  /// Whether a policy changes what the others are asked.
  var changesRequests: Bool { policies.contains { $0.has(.upgradeInsecureRequests) } }
}
