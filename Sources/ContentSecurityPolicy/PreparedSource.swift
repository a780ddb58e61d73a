/// A needed source with its representative requests worked out, to be asked of many policy lists.
///
/// ```swift
/// let prepared = PreparedSource(NeededSource(directive: "img-src", token: "https://*.a.example"))
/// let answer = list.coverage(of: prepared)
/// ```
public struct PreparedSource: Sendable {
  /// What is needed.
  public let needed: NeededSource

  private(set) var origin: Origin
  let profile: MatchingProfile
  let fresh: Representatives.Fresh
  let source: SourceExpression
  /// The directive that is needed, `nil` when it is unspecified or has no source list.
  let directive: DirectiveName?
  /// Requests of the needed directive.
  let probes: [Probe]
  /// Requests of directives that stand in for the needed one: for `default-src` and unspecified hosts.
  let elsewhere: [Probe]

  /// Works out the requests that `needed` stands for on a page of `origin`.
  public init(
    _ needed: NeededSource, origin: Origin = .example, profile: MatchingProfile = .allBrowsers
  ) {
    self.init(needed, origin: origin, profile: profile, fresh: .usual)
  }

  init(
    _ needed: NeededSource, origin: Origin, profile: MatchingProfile, fresh: Representatives.Fresh
  ) {
    self.needed = needed
    self.origin = origin
    self.profile = profile
    self.fresh = fresh
    source = SourceExpression(needed.legal ?? needed.token)
    let known = DirectiveName(needed.directive)
    directive = known.flatMap { $0.hasSourceList && !$0.fallbacks.isEmpty ? $0 : nil }
    let isUnspecified = needed.directive == NeededSource.unspecified
    guard let asked = directive ?? (isUnspecified ? .connectSrc : nil) else {
      probes = []
      elsewhere = []
      return
    }
    let builder = ProbeBuilder(
      source: source, needed: needed, directive: asked, origin: origin, profile: profile,
      fresh: fresh)
    probes = isUnspecified ? [] : builder.probes()
    elsewhere = isUnspecified || asked == .defaultSrc ? builder.probesElsewhere() : []
  }

  /// Whether the source stands for requests at all.
  public var isRequest: Bool { !probes.isEmpty || !elsewhere.isEmpty }

  func with(_ fresh: Representatives.Fresh) -> PreparedSource {
    PreparedSource(needed, origin: origin, profile: profile, fresh: fresh)
  }

  /// The same source needed on a page of another origin.
  ///
  /// The requests stay as they are worked out, unless they are of the page itself or the scheme differs.
  public func needed(on origin: Origin) -> PreparedSource {
    if origin == self.origin { return self }
    guard asksTheSame(on: origin) else {
      return PreparedSource(needed, origin: origin, profile: profile, fresh: fresh)
    }
    var moved = self
    moved.origin = origin
    return moved
  }

  /// Whether the requests name the page, as those of `'self'` and `blob:` do.
  public var namesPage: Bool { source.parts.form == .selfOrigin || source.isLocalScheme }

  /// Whether the requests are the same on a page of another origin.
  func asksTheSame(on origin: Origin) -> Bool { !namesPage && origin.scheme == self.origin.scheme }
}

/// Makes the probes of one needed source.
struct ProbeBuilder {
  let source: SourceExpression
  let needed: NeededSource
  let directive: DirectiveName
  let origin: Origin
  let profile: MatchingProfile
  let fresh: Representatives.Fresh

  /// The requests that the source stands for under its own directive.
  func probes() -> [Probe] {
    switch source.kind {
    case .scheme, .selfOrigin, .host:
      let urls = matchedURLs()
      return requestDirectives.flatMap { name in urls.map { Probe.load(name, $0) } }
    case .keyword(.unsafeInline): return inlineDirectives(directive).map(Probe.inline)
    case .keyword(.unsafeEval): return evaluates ? [.eval(.eval)] : []
    case .keyword(.wasmUnsafeEval): return evaluates ? [.eval(.wasmEval)] : []
    case .keyword, .none, .nonce, .hash, .invalid: return []
    }
  }

  /// The same requests under every directive that could stand in.
  func probesElsewhere() -> [Probe] {
    switch source.kind {
    case .scheme, .selfOrigin, .host:
      let urls = matchedURLs()
      return Self.loading.flatMap { name in urls.map { Probe.load(name, $0) } }
    case .keyword(.unsafeInline):
      return [.scriptSrcElem, .scriptSrcAttr, .styleSrcElem, .styleSrcAttr].map(Probe.inline)
    case .keyword(.unsafeEval): return [.eval(.eval)]
    case .keyword(.wasmUnsafeEval): return [.eval(.wasmEval)]
    case .keyword, .none, .nonce, .hash, .invalid: return []
    }
  }

  private static let loading: [DirectiveName] = [
    .scriptSrcElem, .styleSrcElem, .imgSrc, .connectSrc, .fontSrc, .mediaSrc, .frameSrc,
    .objectSrc, .workerSrc, .manifestSrc,
  ]

  private var evaluates: Bool {
    directive == .defaultSrc || directive == .scriptSrc || directive == .scriptSrcElem
      || directive == .scriptSrcAttr
  }

  /// The directives that loads are asked under when a vendor names this one.
  private var requestDirectives: [DirectiveName] {
    switch directive {
    case .scriptSrc: [.scriptSrcElem]
    case .styleSrc: [.styleSrcElem]
    case .childSrc where isBlob || !needed.profileNamesWorkerSource: [.frameSrc, .workerSrc]
    case .childSrc: [.frameSrc]
    default: [directive]
    }
  }

  private var isBlob: Bool { source.kind == .scheme("blob") }

  private func inlineDirectives(_ directive: DirectiveName) -> [DirectiveName] {
    switch directive {
    case .defaultSrc: [.defaultSrc]
    case .scriptSrc: [.scriptSrcElem, .scriptSrcAttr]
    case .styleSrc: [.styleSrcElem, .styleSrcAttr]
    case .scriptSrcElem, .scriptSrcAttr, .styleSrcElem, .styleSrcAttr: [directive]
    default: []
    }
  }

  /// The representative URLs that the source itself matches: in all engines, else in any.
  private func matchedURLs() -> [RequestURL] {
    let all = Representatives(
      directive: directive, origin: origin, fresh: fresh, extent: .requirement
    ).urls(source)
    let common = all.filter { source.isMatched(by: $0, directive, origin, profile) }
    guard common.isEmpty else { return common }
    return all.filter { url in
      profile.groups.joined().contains {
        source.isMatched(by: url, directive, origin, MatchingProfile(groups: [[$0]]))
      }
    }
  }
}

extension SourceExpression {
  /// Whether this is a scheme whose URLs hold something made by the page, such as `blob:`.
  fileprivate var isLocalScheme: Bool {
    parts.form == .scheme && parts.scheme.isLocal
  }

  /// Whether a list of this source alone lets a load of `url` through.
  func isMatched(
    by url: RequestURL, _ directive: DirectiveName, _ origin: Origin, _ profile: MatchingProfile
  ) -> Bool {
    let isNavigation = directive.checksNavigation
    return profile.groups.contains { group in
      group.allSatisfy {
        let context = MatchContext(
          origin: origin, traits: $0, ignoresPath: false, isNavigation: isNavigation)
        return matches(url, context)
      }
    }
  }
}
