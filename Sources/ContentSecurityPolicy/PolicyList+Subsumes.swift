extension PolicyList {
  /// Tells whether everything that `other` allows is allowed by these policies too.
  ///
  /// A missing directive allows all; nonces need not be equal, since each page makes its own. Both lists are
  /// compared through representative requests, with the same matcher that ``allows(_:origin:profile:)`` uses.
  /// `sandbox` and trusted types are not compared.
  public func subsumes(
    _ other: PolicyList, origin: Origin = .example, profile: MatchingProfile = .allBrowsers
  ) -> Bool {
    counterexample(to: other, origin: origin, profile: profile) == nil
  }

  /// A request that `other` allows and these policies block; `nil` when they subsume it.
  public func counterexample(
    to other: PolicyList, origin: Origin = .example, profile: MatchingProfile = .allBrowsers
  ) -> Request? {
    let fresh = PolicyList(policies: policies + other.policies).freshNames
    let (outer, inner) = (policies.map(\.indexed), other.policies.map(\.indexed))
    let engines = Comparison.Engines(
      outer: Enforcements(outer, origin: origin, profile: profile),
      inner: Enforcements(inner, origin: origin, profile: profile))
    var seen: Set<[Int]> = []
    for name in Comparison.directives {
      let comparison = Comparison(
        outer: outer, inner: inner, engines: engines, name: name, origin: origin, fresh: fresh)
      guard !comparison.isUngoverned, seen.insert(comparison.identity).inserted else { continue }
      if let request = comparison.counterexample() { return request }
    }
    return nil
  }
}

/// Two policy lists compared for one directive.
struct Comparison {
  static let directives: [DirectiveName] = [
    .scriptSrcElem, .scriptSrcAttr, .scriptSrc, .styleSrcElem, .styleSrcAttr, .imgSrc, .connectSrc,
    .fontSrc, .mediaSrc, .objectSrc, .manifestSrc, .frameSrc, .workerSrc, .baseURI, .formAction,
    .frameAncestors,
  ]

  /// What applies either list.
  struct Engines {
    let outer: Enforcements
    let inner: Enforcements
  }

  let outer: [Policy]
  let inner: [Policy]
  let engines: Engines
  let name: DirectiveName
  let origin: Origin
  let fresh: Representatives.Fresh

  /// Whether the outer list has nothing to say.
  var isUngoverned: Bool { lists(of: outer).isEmpty }

  /// Equal for directives that the same lists govern in the same way.
  var identity: [Int] {
    let kind: Int
    switch name {
    case .scriptSrcElem, .scriptSrcAttr, .scriptSrc, .styleSrcElem, .styleSrcAttr, .workerSrc,
      .connectSrc, .frameSrc, .frameAncestors, .objectSrc:
      kind = Int(name.rawValue)
    default: kind = -1
    }
    let indices = (outer + inner).map { policy in
      policy.delivery == .reportOnly ? -2 : policy.governingIndex(of: name) ?? -1
    }
    return [kind] + indices
  }

  /// The lists that govern the directive, one or more a policy.
  private func lists(of policies: [Policy]) -> [Directive] {
    var result: [Directive] = []
    for policy in policies where policy.delivery != .reportOnly {
      if policy.delivery == .meta, name.isIgnoredInMeta { continue }
      for part in [policy] + policy.commaSeparated {
        for asked in name == .objectSrc ? [name, .frameSrc] : [name] {
          if let index = part.governingIndex(of: asked) { result.append(part.directives[index]) }
        }
      }
    }
    return result
  }

  func counterexample() -> Request? {
    candidates().first { request in
      engines.inner.verdict(request).isAllowed && !engines.outer.verdict(request).isAllowed
    }
  }

  private func candidates() -> [Request] {
    let lists = lists(of: inner)
    var requests: [Request] = []
    switch name {
    case .scriptSrc: return [.eval, .wasmEval].map { Request(directive: name.string, target: $0) }
    case .scriptSrcElem, .styleSrcElem, .scriptSrcAttr, .styleSrcAttr:
      requests += markup(lists, .inline)
    default: break
    }
    guard name != .scriptSrcAttr, name != .styleSrcAttr else { return requests }
    let urls = URLVocabulary(
      lists: lists, directive: name, origin: origin, fresh: fresh
    ).urls()
    requests += urls.map { Request(directive: name.string, target: .url($0)) }
    if name == .scriptSrcElem || name == .styleSrcElem, let any = freshURL {
      requests += markup(lists, .url(any))
    }
    return requests
  }

  private var freshURL: RequestURL? { RequestURL("https://\(fresh.label).example/") }

  /// Requests that nonces, hashes and trust could allow.
  private func markup(_ lists: [Directive], _ target: Request.Target) -> [Request] {
    let plain = Request(directive: name.string, target: target)
    var trusted = plain
    trusted.isParserInserted = false
    var nonced = plain
    nonced.carriesListedNonce = true
    var requests = [plain, trusted, nonced]
    for source in lists.flatMap(\.sources) {
      guard case .hash(let algorithm, let value) = source.kind else { continue }
      var hashed = plain
      if target == .inline {
        hashed.assumedHash = .init(algorithm: algorithm, value: Array(value.utf8))
      } else {
        hashed.integrity = algorithm.rawValue + "-" + value
      }
      requests.append(hashed)
      if name == .scriptSrcElem, target == .inline {
        hashed.destination = "javascript-url"
        requests.append(hashed)
      }
    }
    return requests
  }
}
