import Diagnostics

/// The checks of one source list.
struct SourceListLint {
  let directive: Directive
  let policy: Int
  let position: Int

  private static let quotedKeywords = Keyword.allCases.map(\.rawValue) + ["'self'", "'none'"]
  private static let bareKeywords: Set<String> = Set(
    Keyword.allCases.map { String($0.rawValue.dropFirst().dropLast()) } + ["self", "none"])
  private static let schemes = ["https", "http", "wss", "ws"]
  private static let valuePrefixes = ["nonce-"] + HashAlgorithm.allCases.map { $0.rawValue + "-" }

  func findings() -> [PolicyDiagnostic] {
    let dropped = directive.effective?.dropped ?? []
    let reasons = Dictionary(dropped.map { ($0.index, $0) }) { first, _ in first }
    let exact = Set(directive.sources.filter { !$0.parts.hasWildcard }.compactMap(\.hostText))
    var seen: Set<SourceExpression> = []
    var result: [PolicyDiagnostic] = []
    for (index, source) in directive.sources.enumerated() {
      if !seen.insert(source).inserted {
        result.append(finding("duplicate-source", .info, index, "It is listed twice."))
        continue
      }
      if source.token.utf8.starts(with: "{{".utf8) { continue }
      if let misread = misread(source, index) {
        result.append(misread)
        continue
      }
      if let drop = reasons[index] { result.append(droppedFinding(drop, source)) }
      result += meaning(source, index, exact)
      result += breadth(source, index)
    }
    return result
  }

  private func finding(
    _ rule: String, _ level: Level, _ index: Int, _ message: String, _ suggestion: String? = nil
  ) -> PolicyDiagnostic {
    let source = directive.sources[index]
    return PolicyDiagnostic(
      rule: rule, level: level, policy: policy, directive: position, source: index,
      offset: source.offset, message: "\(source.token): " + message, suggestion: suggestion)
  }

  /// Tokens that are something else than their author meant.
  private func misread(_ source: SourceExpression, _ index: Int) -> PolicyDiagnostic? {
    let word = ASCII.lowercased(source.token)
    if DirectiveName(word) != nil {
      return finding(
        "missing-semicolon", .break, index,
        "a directive's name among the sources: the list before it lacks its semicolon.",
        "; \(word)")
    }
    if Self.bareKeywords.contains(word) || Self.valuePrefixes.contains(where: word.hasPrefix) {
      return finding(
        "unquoted-keyword", .break, index, "without quotes this is the name of a host.",
        "'\(source.token)'")
    }
    if let scheme = Self.schemes.first(where: { word.hasPrefix($0 + "//") }) {
      return finding(
        "scheme-without-colon", .break, index, "without a colon \(scheme) is the name of a host.",
        "\(scheme):\(source.token.dropFirst(scheme.utf8.count))")
    }
    return nil
  }

  private func droppedFinding(
    _ drop: EffectiveList.Dropped, _ source: SourceExpression
  ) -> PolicyDiagnostic {
    let engines =
      drop.engines == EngineTraits.names ? "Browsers" : drop.engines.joined(separator: ", ")
    var suggestion: String?
    if drop.reason == "unknown-keyword" {
      suggestion = NearestName.of(source.token, in: Self.quotedKeywords, within: 2)
    }
    let message =
      drop.reason == "none-with-others"
      ? "'none' counts only when it stands alone; here it is ignored."
      : "\(engines) \(drop.engines.count == 1 ? "drops" : "drop") it (\(drop.reason))."
    let level: Level = drop.engines == ["Firefox", "WebKit"] ? .info : .break
    return finding(drop.reason, level, drop.index, message, suggestion)
  }

  /// Tokens that mean less than they seem to.
  private func meaning(
    _ source: SourceExpression, _ index: Int, _ exact: Set<String>
  ) -> [PolicyDiagnostic] {
    var result: [PolicyDiagnostic] = []
    if source.parts.oddities.contains(.querySuffix) {
      result.append(
        finding(
          "query-in-source", .warn, index, "query and fragment are cut off.", source.normalToken))
    }
    if source.parts.form == .host, let scheme = source.schemeText,
      !Self.schemes.contains(scheme),
      let meant = NearestName.of(scheme, in: Self.schemes, within: 1)
    {
      result.append(
        finding(
          "misspelt-scheme", .warn, index, "no browser knows \(scheme).",
          meant + source.token.dropFirst(scheme.utf8.count)))
    }
    if let host = source.hostText, source.parts.hasWildcard, !host.isEmpty, !exact.contains(host) {
      result.append(
        finding(
          "wildcard-without-host", .info, index, "it does not match \(host) itself.", host))
    }
    if directive.known == .connectSrc, source.parts.form == .host, !source.isStar,
      source.parts.schemeLength == 0
    {
      result.append(
        finding(
          "no-websocket", .info, index, "a host without a scheme never covers WebSockets.",
          "wss://" + source.token))
    }
    if directive.known == .frameAncestors, source.parts.form == .host, source.pathRange.count > 1 {
      result.append(
        finding(
          "path-in-frame-ancestors", .break, index,
          "ancestors are compared by origin; with a path Chromium never matches."))
    }
    if source.parts.form == .keyword(.unsafeInline),
      !directive.features.isDisjoint(with: [.nonce, .hash])
    {
      result.append(
        finding("void-unsafe-inline", .info, index, "a nonce or a hash beside it makes it void."))
    }
    if directive.features.contains(.strictDynamic), governsScripts,
      [.host, .scheme, .selfOrigin].contains(source.parts.form)
    {
      result.append(
        finding(
          "void-beside-strict-dynamic", .info, index, "'strict-dynamic' makes it void for scripts.")
      )
    }
    return result
  }

  private var governsScripts: Bool {
    switch directive.known {
    case .scriptSrc, .scriptSrcElem, .defaultSrc: true
    default: false
    }
  }

  /// Tokens that allow more than a policy should.
  private func breadth(_ source: SourceExpression, _ index: Int) -> [PolicyDiagnostic] {
    guard governsScripts || directive.known == .objectSrc || directive.known == .scriptSrcAttr
    else {
      return []
    }
    switch source.kind {
    case .host(let host):
      if host.isAny {
        return [finding("over-broad-source", .warn, index, "it lets scripts in from any host.")]
      }
      guard let known = BypassHosts.entry(for: source) else { return [] }
      return [
        finding("bypass-host", .warn, index, "\(known.why) See \(known.citation) (\(known.date)).")
      ]
    case .scheme(let scheme) where ["http", "https", "data", "blob"].contains(scheme):
      return [
        finding("over-broad-source", .warn, index, "it lets scripts in from any \(scheme): URL.")
      ]
    case .keyword(.unsafeInline)
    where directive.features.isDisjoint(with: [.nonce, .hash, .strictDynamic]):
      return [
        finding("unsafe-inline", .warn, index, "injected inline scripts run; use nonces or hashes.")
      ]
    case .keyword(.unsafeEval):
      return [finding("unsafe-eval", .warn, index, "strings can be run as code.")]
    default: return []
    }
  }
}

extension SourceExpression {
  /// The host in lower case without `*.`; `nil` when this is no host source.
  var hostText: String? {
    parts.form == .host ? ASCII.lowercased(bytes, hostRange) : nil
  }

  /// The scheme in lower case; `nil` where none is written.
  fileprivate var schemeText: String? {
    parts.schemeLength > 0 ? ASCII.lowercased(bytes, schemeRange) : nil
  }
}
