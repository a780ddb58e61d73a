extension PolicyList {
  /// Tells whether a browser lets a request through under these policies.
  ///
  /// Every enforced policy must allow it. See
  /// <https://www.w3.org/TR/CSP3/#should-block-request>.
  public func allows(
    _ request: Request, origin: Origin, profile: MatchingProfile = .allBrowsers
  ) -> Verdict {
    Enforcements(policies, origin: origin, profile: profile).verdict(request)
  }
}

/// The engines of a profile applying one policy list.
struct Enforcements: Sendable {
  private let groups: [[Enforcement]]

  init(_ policies: [Policy], origin: Origin, profile: MatchingProfile) {
    groups = profile.groups.map { group in
      group.map { Enforcement(policies: policies, origin: origin, traits: $0) }
    }
  }

  func verdict(_ request: Request) -> Verdict {
    var verdict = Verdict(isAllowed: true, governing: nil, reason: .notGoverned)
    for group in groups {
      for engine in group {
        verdict = engine.verdict(request)
        if !verdict.isAllowed { break }
      }
      if verdict.isAllowed { break }
    }
    return verdict
  }

  /// Whether the verdict is to allow a request.
  func allow(_ request: Request) -> Bool {
    groups.contains { $0.allSatisfy { $0.allows(request) } }
  }

  /// Whether any directive that is governed lets all its requests through, or none is governed.
  ///
  /// - Parameter probes: Requests, those of one directive behind each other.
  /// - Returns: Whether an unspecified source that stands for these requests is met.
  func allowAnywhere(_ probes: [Probe]) -> Bool {
    var isGoverned = false
    var rest = probes[...]
    while let directive = rest.first?.request.name {
      var isAllowed = true
      while isAllowed || !isGoverned, let probe = rest.first, probe.request.name == directive {
        let verdict = verdict(probe.request)
        if verdict.governing != nil { isGoverned = true }
        isAllowed = isAllowed && verdict.isAllowed && verdict.governing != nil
        rest = rest.dropFirst()
      }
      if isAllowed { return true }
      // Once one is blocked, the others of its directive change nothing.
      rest = rest.drop { $0.request.name == directive }
    }
    return !isGoverned
  }

  /// What blocks a request, once a policy and directive; empty when the profile lets it through.
  func blocks(_ request: Request) -> [Enforcement.Block] {
    if groups.count > 1, allow(request) { return [] }
    var result: [Enforcement.Block] = []
    for engine in groups.joined() {
      let blocks = engine.blocks(request)
      // One policy is the rule, but a page may be under thousands.
      if result.count < 8 {
        result += blocks.filter { [others = result] in !others.contains($0) }
      } else {
        let others = Set(result)
        result += blocks.filter { !others.contains($0) }
      }
    }
    return result
  }
}

/// One engine applying one policy list.
struct Enforcement: Sendable {
  let policies: [Policy]
  let origin: Origin
  let traits: EngineTraits
  /// Whether an enforced policy upgrades insecure requests.
  private let upgrades: Bool

  init(policies: [Policy], origin: Origin, traits: EngineTraits) {
    self.policies = policies
    self.origin = origin
    self.traits = traits
    upgrades = policies.contains {
      $0.delivery != .reportOnly && $0.has(.upgradeInsecureRequests)
    }
  }

  /// A policy's directive that stops a request.
  struct Block: Hashable {
    let policy: Int
    /// The directive that decided.
    let governing: String
    /// The directive that was asked first.
    let asked: DirectiveName
    let reason: Verdict.Reason
  }

  func verdict(_ request: Request) -> Verdict {
    var result: Verdict?
    visit(request) { verdict, _ in
      if result == nil || !verdict.isAllowed { result = verdict }
      return verdict.isAllowed
    }
    return result ?? Verdict(isAllowed: true, governing: nil, reason: .notGoverned)
  }

  /// Whether no policy stops a request.
  func allows(_ request: Request) -> Bool {
    var isAllowed = true
    visit(request) { verdict, _ in
      isAllowed = verdict.isAllowed
      return isAllowed
    }
    return isAllowed
  }

  /// Everything that stops a request, not only the first.
  func blocks(_ request: Request) -> [Block] {
    var result: [Block] = []
    visit(request) { verdict, asked in
      if !verdict.isAllowed, let governing = verdict.governing {
        result.append(
          Block(
            policy: governing.policy, governing: governing.directive, asked: asked,
            reason: verdict.reason))
      }
      return true
    }
    return result
  }

  /// Gives the answer of each enforced policy that governs the request, until told to stop.
  private func visit(_ request: Request, _ body: (Verdict, DirectiveName) -> Bool) {
    guard let name = request.name else { return }
    let destination = Destination(request, name)
    if destination.isFreeOfChecks { return }
    if name == .frameAncestors, let verdict = frameOptionsVerdict(request), !body(verdict, name) {
      return
    }
    /// Whether to go on behind a policy, or behind a part of one.
    func goesOn(_ policy: Policy, _ index: Int, _ upgraded: Bool) -> Bool {
      if let answer = check(request, destination, policy, index, upgraded), !body(answer, name) {
        return false
      }
      guard destination.isPlugIn, traits.has(.objectNeedsFrameSource) else { return true }
      let frame = Destination(request, .frameSrc)
      return check(request, frame, policy, index, upgraded).map { body($0, .frameSrc) } ?? true
    }
    for index in policies.indices where policies[index].delivery != .reportOnly {
      let policy = policies[index]
      let upgraded =
        upgrades
        && (traits.has(.upgradesForAllPolicies) || policy.has(.upgradeInsecureRequests))
      if !policy.commaSeparated.isEmpty, traits.has(.metaSplitsAtCommas) {
        for part in policy.commaSeparated where !goesOn(part, index, upgraded) { return }
      } else if !goesOn(policy, index, upgraded) {
        return
      }
    }
  }

  /// The answer of `X-Frame-Options` where no policy has `frame-ancestors`.
  ///
  /// See <https://html.spec.whatwg.org/multipage/document-lifecycle.html#the-x-frame-options-header>.
  private func frameOptionsVerdict(_ request: Request) -> Verdict? {
    guard let options = request.frameOptions, case .url(let ancestor) = request.target,
      !policies.contains(where: { $0.delivery == .header && $0.has(.frameAncestors) })
    else { return nil }
    let isSame =
      ancestor.scheme == origin.scheme && ancestor.host == origin.host
      && ancestor.port == origin.port
    let value = ASCII.lowercased(options)
    let isAllowed = !(value == "deny" || value == "sameorigin" && !isSame)
    return Verdict(
      isAllowed: isAllowed, governing: nil, reason: isAllowed ? .notGoverned : .frameOptions)
  }

  /// The answer of one policy, `nil` when it does not govern the request.
  private func check(
    _ request: Request, _ destination: Destination, _ policy: Policy, _ index: Int,
    _ upgraded: Bool
  ) -> Verdict? {
    if policy.delivery == .meta, destination.directive.isIgnoredInMeta { return nil }
    if case .url(let url) = request.target, url.schemeKind == .ws,
      traits.has(.blocksMixedWebSockets), origin.schemeKind == .https,
      policy.has(.blockAllMixedContent)
    {
      return Verdict(
        isAllowed: false, governing: .init(policy: index, directive: "block-all-mixed-content"),
        reason: .mixedContent)
    }
    guard let position = policy.governingIndex(of: destination.directive) else { return nil }
    let directive = policy.directives[position]
    let reason: Verdict.Reason
    let isAllowed: Bool
    switch request.target {
    case .url(let url):
      (isAllowed, reason) = checkLoad(request, url, destination, directive, upgraded)
    case .inline: (isAllowed, reason) = checkInline(request, destination, directive)
    case .eval, .wasmEval: (isAllowed, reason) = checkEval(request, directive)
    }
    return Verdict(
      isAllowed: isAllowed, governing: .init(policy: index, directive: directive.name),
      reason: reason)
  }

  private func checkEval(_ request: Request, _ list: Directive) -> (Bool, Verdict.Reason) {
    if list.features.contains(.unsafeEval) { return (true, .keyword) }
    if case .wasmEval = request.target, list.features.contains(.wasmUnsafeEval) {
      return (true, .keyword)
    }
    return (false, .evalBlocked)
  }

  /// See <https://www.w3.org/TR/CSP3/#script-pre-request>.
  private func checkLoad(
    _ request: Request, _ url: RequestURL, _ destination: Destination, _ list: Directive,
    _ upgraded: Bool
  ) -> (Bool, Verdict.Reason) {
    if destination.takesNonce, list.features.contains(.nonce), hasNonce(request, list) {
      return (true, .nonce)
    }
    if destination.isScript {
      if list.features.contains(.hash), hasIntegrity(request, list) { return (true, .hash) }
      if list.features.contains(.strictDynamic) {
        return destination.isParserInserted ? (false, .notTrusted) : (true, .strictDynamic)
      }
    }
    var context = MatchContext(origin: origin, traits: traits, ignoresPath: false)
    context.isNavigation = destination.directive.checksNavigation
    var first = url
    var redirects = request.redirects
    switch destination.directive {
    case .frameAncestors:
      redirects = []
      context.ignoresPath = traits.has(.ancestorPathIgnored)
      if !context.ignoresPath {
        first = RequestURL(
          scheme: url.scheme, host: url.host, port: url.port, path: "/",
          hostIsAddress: url.hostIsAddress)
      }
    case .formAction where !traits.has(.formActionAfterRedirect): redirects = []
    default: break
    }
    let isTwice = request.destination == "fetch" && traits.has(.fetchCheckedBeforeUpgrade)
    /// The URL, as it is or upgraded, that no source matches.
    func unmatched(_ hop: RequestURL) -> RequestURL? {
      if !upgraded { return list.matches(hop, context) ? nil : hop }
      if isTwice, !list.matches(hop, context) { return hop }
      let final = hop.upgraded()
      return list.matches(final, context) ? nil : final
    }
    if let blocked = unmatched(first) { return (false, blockReason(blocked, list)) }
    context.ignoresPath = true
    for redirect in redirects {
      if let blocked = unmatched(redirect) { return (false, blockReason(blocked, list)) }
    }
    return (true, .listed)
  }

  /// Tells a wrong scheme from a missing host.
  private func blockReason(_ url: RequestURL, _ list: Directive) -> Verdict.Reason {
    guard url.schemeKind.isWebSocket else { return .notListed }
    let sameHost = list.sources.contains {
      $0.parts.form == .host && !$0.hostRange.isEmpty && $0.matchesHostPart(url, traits)
    }
    return sameHost ? .schemeNotCovered : .notListed
  }
}

extension Directive {
  /// Whether any source matches a URL.
  ///
  /// See <https://www.w3.org/TR/CSP3/#match-url-to-source-list>.
  fileprivate func matches(_ url: RequestURL, _ context: MatchContext) -> Bool {
    if let index {
      return index.contains(url, ignoresPath: context.ignoresPath) {
        self.sources[$0].matches(url, context)
      }
    }
    let sources = sources.span
    for index in sources.indices where sources[index].matches(url, context) { return true }
    return false
  }
}
