/// What is left of a source list once engines have dropped what they do not understand.
public struct EffectiveList: Sendable, Hashable {
  /// A token that some engine drops.
  public struct Dropped: Sendable, Hashable {
    /// Index of the token in the list.
    public let index: Int
    /// The token as it is written.
    public let token: String
    /// The engines that drop it.
    public let engines: [String]
    /// Stable reason, such as `unknown-keyword`.
    public let reason: String
  }

  /// What Chromium, Firefox and WebKit all keep, with scheme, host and keyword in lower case and query and
  /// fragment cut off; `'none'` alone when nothing usable is left.
  public let kept: [String]
  /// What any of them drops.
  public let dropped: [Dropped]
}

extension Directive {
  /// The list as all engines keep it; `nil` when the directive has no source list.
  public var effective: EffectiveList? {
    guard hasSourceList else { return nil }
    var kept: [String] = []
    var dropped: [EffectiveList.Dropped] = []
    for (index, source) in sources.enumerated() {
      if source.parts.form == .none {
        if sources.count > 1 {
          dropped.append(
            .init(
              index: index, token: source.token, engines: EngineTraits.names,
              reason: "none-with-others"))
        }
        continue
      }
      let engines = source.droppedBy
      if engines.isEmpty {
        kept.append(source.normalToken)
      } else {
        dropped.append(
          .init(
            index: index, token: source.token, engines: engines, reason: source.dropReason))
      }
    }
    return EffectiveList(kept: kept.isEmpty ? ["'none'"] : kept, dropped: dropped)
  }
}

extension EngineTraits {
  /// The engines whose behaviour was measured or is derived, for messages.
  static let names = ["Chromium", "Firefox", "WebKit"]
}

extension SourceExpression {
  /// The engines that do not understand the token.
  var droppedBy: [String] {
    switch parts.form {
    case .invalid, .keyword(.unsafeAllowRedirects): return EngineTraits.names
    case .keyword(let keyword) where keyword.isChromiumOnly: return ["Firefox", "WebKit"]
    default: break
    }
    let drops = [EngineTraits.chromium, .firefox].map {
      !parts.oddities.isDisjoint(with: $0.refused)
    }
    let both = drops[0] && drops[1]
    return zip(EngineTraits.names, drops + [both]).filter(\.1).map(\.0)
  }

  /// Why some engine drops the token.
  var dropReason: String {
    switch parts.form {
    case .invalid(let reason): return reason.rawValue
    case .keyword: return "unknown-keyword"
    default: break
    }
    let names: [(SourceOddities, String)] = [
      (.bareQuerySuffix, "query-without-path"), (.trailingDot, "trailing-dot"),
      (.leadingZeroPort, "leading-zero-port"), (.anyHostPath, "path-after-star"),
      (.malformedEscape, "malformed-escape"), (.underscore, "malformed-host"),
      (.unpaddedHash, "unpadded-hash"), (.portTooLarge, "malformed-port"),
    ]
    return names.first { parts.oddities.contains($0.0) }?.1 ?? "malformed-host"
  }

  /// The token with scheme, host and keyword in lower case and query and fragment cut off.
  var normalToken: String {
    switch kind {
    case .none: return "'none'"
    case .selfOrigin: return "'self'"
    case .keyword(let keyword): return keyword.rawValue
    case .nonce(let value): return "'nonce-\(value)'"
    case .hash(let algorithm, let value): return "'\(algorithm.rawValue)-\(value)'"
    case .scheme(let scheme): return scheme + ":"
    case .host(let host): return host.text
    case .invalid: return token
    }
  }
}

extension HostSource {
  /// The source as text.
  public var text: String {
    var text = scheme.map { $0 + "://" } ?? ""
    text += isAny ? "*" : (isWildcard ? "*." : "") + host
    switch port {
    case nil: break
    case .any: text += ":*"
    case .number(let number): text += ":\(number)"
    }
    return text + (path ?? "")
  }
}

extension Keyword {
  /// Whether only Chromium knows it.
  var isChromiumOnly: Bool {
    switch self {
    case .inlineSpeculationRules, .reportSHA256, .reportSHA384, .reportSHA512, .trustedTypesEval:
      true
    default: false
    }
  }
}

extension Policy {
  /// Position of each kept directive among all that are written, the skipped ones counted.
  public var writtenPositions: [Int] {
    let skipped = Set(diagnostics.compactMap(\.directive))
    var positions: [Int] = []
    var next = 0
    while positions.count < directives.count {
      if !skipped.contains(next) { positions.append(next) }
      next += 1
    }
    return positions
  }
}
