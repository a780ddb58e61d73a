// modules: Diagnostics ByteScanning ContentSecurityPolicy
// dictionary: policy
// length: 512
@testable import ContentSecurityPolicy

/// The named profiles.
let profiles: [MatchingProfile] = [.spec, .chromium, .firefox, .webkit, .allBrowsers]

/// Lines: origin, directive, URL or `inline`, redirect, nonce, `X-Frame-Options`; then policies.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let (lines, rest) = Input(start, count).fields(6)
  let origin = Origin(lines[0]) ?? .example
  let target: Request.Target
  switch lines[2] {
  case "inline": target = .inline
  case "eval": target = .eval
  case "wasm-eval": target = .wasmEval
  default:
    guard let url = RequestURL(lines[2]) else { return 0 }
    expect(RequestURL(url.text)?.text == url.text, "the text of a URL is another: \(url.text)")
    target = .url(url)
  }
  let request = Request(
    directive: lines[1], destination: lines[4].isEmpty ? "script-parser" : "", target: target,
    redirects: [lines[3]].compactMap { RequestURL($0) }, nonce: lines[4],
    integrity: "sha256-" + lines[4], source: lines[4],
    frameOptions: lines[5].isEmpty ? nil : lines[5],
    digest: { algorithm, bytes in Array(bytes.prefix(algorithm == .sha256 ? 32 : 64)) })
  for delivery in [Delivery.header, .meta] {
    check(PolicyList(parsing: rest, delivery: delivery), request, origin)
  }
  return 0
}

func check(_ list: PolicyList, _ request: Request, _ origin: Origin) {
  func allows(_ list: PolicyList, _ profile: MatchingProfile) -> Bool {
    list.allows(request, origin: origin, profile: profile).isAllowed
  }
  let verdicts = profiles.map { allows(list, $0) }
  let all = verdicts[1] && verdicts[2] && verdicts[3]
  expect(verdicts[4] == all, "allowed by all is not allowed by each")
  let verdict = list.allows(request, origin: origin)
  if let governing = verdict.governing {
    expect(list.policies.indices.contains(governing.policy), "a policy that is not there")
  }
  var reported = list
  for index in reported.policies.indices { reported.policies[index].delivery = .reportOnly }
  if request.frameOptions == nil {
    expect(allows(reported, .allBrowsers), "a policy that only reports blocks")
  }
  let together = PolicyList(policies: list.policies + reported.policies)
  for (profile, allowed) in zip(profiles, verdicts) {
    expect(allows(together, profile) == allowed, "a policy that only reports counts")
    guard request.frameOptions == nil, !list.holdsUpgrade else { continue }
    let each = list.policies.allSatisfy { allows(PolicyList(policies: [$0]), profile) }
    if profile.groups.count == 1 {
      expect(each == allowed, "a list is not what its policies are, one by one")
    }
  }
}

extension PolicyList {
  /// Whether a policy changes what the others are asked.
  var holdsUpgrade: Bool {
    policies.contains { policy in
      policy.has(.upgradeInsecureRequests)
        || policy.commaSeparated.contains { $0.has(.upgradeInsecureRequests) }
    }
  }
}
