/// What of the page and the moment a source is compared with.
struct MatchContext {
  var origin: Origin
  var traits: EngineTraits
  /// After a redirect, or where the engine looks at origins only.
  var ignoresPath: Bool
  /// Whether a document is loaded, by a frame or a form.
  var isNavigation = false
}

/// How a part of a source fits a part of a URL.
private enum Fit { case no, exact, any, upgrade }

extension SourceExpression {
  /// Whether a URL matches this expression.
  ///
  /// See <https://www.w3.org/TR/CSP3/#match-url-to-source-expression>.
  func matches(_ url: RequestURL, _ context: MatchContext) -> Bool {
    guard parts.oddities.isDisjoint(with: context.traits.refused) else { return false }
    switch parts.form {
    case .scheme: return matchesScheme(url, context)
    case .host: return isStar ? matchesStar(url, context) : matchesHost(url, context)
    case .selfOrigin: return matchesSelf(url, context)
    case .none, .keyword, .nonce, .hash, .invalid: return false
    }
  }

  /// Whether the token is `*` and nothing more.
  var isStar: Bool {
    parts.hasWildcard && range.count == 1
  }

  /// Whether the scheme is spelled as `url` spells its own.
  private func hasScheme(of url: RequestURL) -> Bool {
    let name = url.scheme.utf8
    guard name.count == Int(parts.schemeLength) else { return false }
    return zip(name, bytes[schemeRange]).allSatisfy { $0 == ASCII.lower($1) }
  }

  private func matchesScheme(_ url: RequestURL, _ context: MatchContext) -> Bool {
    let kind = parts.scheme
    if kind == .other { return hasScheme(of: url) }
    return schemeFit(kind, url.schemeKind, context.traits) != .no
  }

  /// See <https://www.w3.org/TR/CSP3/#match-url-to-source-expression>, the step for `*`.
  private func matchesStar(_ url: RequestURL, _ context: MatchContext) -> Bool {
    if url.schemeKind.isHTTP || url.schemeKind.isWebSocket { return true }
    if context.traits.has(.starMatchesAnyScheme) { return !url.schemeKind.isLocal }
    return !url.schemeKind.isLocal && !context.origin.isOpaque
      && context.origin.scheme == url.scheme
  }

  private func matchesHost(_ url: RequestURL, _ context: MatchContext) -> Bool {
    // Most sources of a list are of other hosts.
    guard !url.hostBytes.isEmpty, matchesHostPart(url, context.traits) else { return false }
    let scheme: URLScheme
    let schemeFits: Fit
    if parts.schemeLength > 0 {
      scheme = parts.scheme
      if scheme == .other {
        schemeFits = hasScheme(of: url) ? .exact : .no
      } else {
        schemeFits = schemeFit(scheme, url.schemeKind, context.traits)
      }
    } else {
      guard !context.origin.isOpaque else { return false }
      scheme = context.origin.schemeKind
      if scheme == .other {
        schemeFits = context.origin.scheme == url.scheme ? .exact : .no
      } else {
        schemeFits = schemeFit(scheme, url.schemeKind, context.traits)
      }
    }
    guard schemeFits != .no else { return false }
    let portFits = portFit(parts.port, scheme, url, context)
    guard agrees(schemeFits, portFits, context.traits) else { return false }
    return context.ignoresPath || matchesPath(url, context.traits)
  }

  /// See <https://www.w3.org/TR/CSP3/#match-hosts>.
  func matchesHostPart(_ url: RequestURL, _ traits: EngineTraits) -> Bool {
    let host = hostRange
    if host.isEmpty { return true }
    if url.hostIsAddress, !traits.has(.addressesMatch) { return false }
    let count = host.count
    let shift = url.hostBytes.count - count
    if parts.hasWildcard {
      guard shift > 0, url.hostBytes[shift - 1] == 0x2E else { return false }
    } else {
      guard shift == 0 else { return false }
    }
    for index in 0..<count
    where ASCII.lower(bytes[host.lowerBound + index]) != url.hostBytes[shift + index] {
      return false
    }
    return true
  }

  /// See <https://www.w3.org/TR/CSP3/#match-paths>.
  private func matchesPath(_ url: RequestURL, _ traits: EngineTraits) -> Bool {
    let path = pathRange
    if path.count < 2 { return true }
    let escaped = bytes[path].contains(0x25)
    if traits.has(.pathDecodedBeforeSplit) {
      let source = escaped ? ASCII.percentDecoded(bytes[path]) : Array(bytes[path])
      if source.last == 0x2F { return url.decodedPath.starts(with: source) }
      return url.decodedPath == source
    }
    let isDirectory = bytes[path.upperBound - 1] == 0x2F
    let mine = bytes[path].split(separator: 0x2F, omittingEmptySubsequences: false)
    let theirs = url.pathBytes.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard isDirectory ? mine.count <= theirs.count : mine.count == theirs.count else {
      return false
    }
    let compared = isDirectory ? mine.count - 1 : mine.count
    return zip(mine, theirs).prefix(compared).allSatisfy {
      ASCII.percentDecoded($0) == ASCII.percentDecoded($1)
    }
  }

  /// See <https://www.w3.org/TR/CSP3/#match-url-to-source-expression>, the step for `'self'`.
  private func matchesSelf(_ url: RequestURL, _ context: MatchContext) -> Bool {
    let origin = context.origin
    guard !origin.isOpaque, !url.schemeKind.isLocal, origin.hostBytes == url.hostBytes else {
      return false
    }
    let page = origin.schemeKind
    let traits = context.traits
    let isUpgrade =
      url.schemeKind == .https && page == .http || url.schemeKind == .wss && page.isHTTP
      || url.schemeKind == .ws && page == .http
    let isSame = origin.scheme == url.scheme
    guard isSame || isUpgrade else { return false }
    if traits.has(.defaultPortOfSource) {
      return portFit(origin.port.map(Int32.init) ?? SourceParts.noPort, page, url, context) != .no
    }
    if context.isNavigation, traits.has(.navigationsCheckedApart) {
      if url.schemeKind.isWebSocket { return false }
      let port = portFit(origin.port.map(Int32.init) ?? SourceParts.noPort, page, url, context)
      return agrees(isSame ? .exact : .upgrade, port, traits)
    }
    if let port = url.port, traits.has(.selfHasWrittenPort) {
      return port == origin.port ?? page.defaultPort
    }
    return url.port == origin.port
  }
}

/// See <https://www.w3.org/TR/CSP3/#match-schemes>.
private func schemeFit(_ source: URLScheme, _ url: URLScheme, _ traits: EngineTraits) -> Fit {
  if source == url { return .exact }
  switch (source, url) {
  case (.http, .https), (.ws, .wss): return .upgrade
  case (.ws, .http), (.ws, .https), (.wss, .https):
    return traits.has(.webSocketCoversHTTP) ? .upgrade : .no
  default: return .no
  }
}

/// See <https://www.w3.org/TR/CSP3/#match-ports>.
private func portFit(
  _ port: Int32, _ scheme: URLScheme, _ url: RequestURL, _ context: MatchContext
) -> Fit {
  let traits = context.traits
  if port == SourceParts.anyPort { return .any }
  let theirs = url.port ?? url.schemeKind.defaultPort
  if traits.has(.defaultPortOfSource) {
    let mine = port == SourceParts.noPort ? scheme.defaultPort : Int(port)
    if mine == theirs { return .exact }
    return mine == 80 && theirs == 443 && traits.has(.portEightyCoversSecure) ? .upgrade : .no
  }
  if port == SourceParts.noPort, url.port == nil { return .any }
  if let written = url.port, Int(port) == written { return .exact }
  let isApart = context.isNavigation && traits.has(.navigationsCheckedApart)
  if traits.has(.upgradeIsSchemeAndPort), theirs == 443,
    port == 80 || scheme == .http && (port == SourceParts.noPort || port == 443 && !isApart)
  {
    return .upgrade
  }
  if port == SourceParts.noPort { return .no }
  return Int(port) == theirs ? .exact : .no
}

/// Whether scheme and port fit together.
private func agrees(_ scheme: Fit, _ port: Fit, _ traits: EngineTraits) -> Bool {
  guard port != .no else { return false }
  guard traits.has(.upgradeIsSchemeAndPort) else { return true }
  if scheme == .upgrade { return port == .upgrade || port == .any }
  return port != .upgrade
}
