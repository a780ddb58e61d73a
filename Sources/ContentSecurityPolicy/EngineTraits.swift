/// Where engines differ, one flag each, and the one table of who does what.
struct EngineTraits: Sendable, Hashable {
  /// One way in which an engine departs from another.
  struct Flags: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    /// A `ws:` source matches http and https, a `wss:` source https.
    static let webSocketCoversHTTP = Flags(rawValue: 1 << 0)
    /// Port 80, written or default, covers 443 whatever the schemes.
    static let portEightyCoversSecure = Flags(rawValue: 1 << 1)
    /// A scheme upgrade needs a port upgrade or a wildcard port, and the reverse.
    static let upgradeIsSchemeAndPort = Flags(rawValue: 1 << 2)
    /// A missing port means the default port of the source's scheme, not of the URL's.
    static let defaultPortOfSource = Flags(rawValue: 1 << 3)
    /// Escapes are decoded before the path is split, so `%2F` equals `/`.
    static let pathDecodedBeforeSplit = Flags(rawValue: 1 << 4)
    /// IPv4 addresses match literally, also below a wildcard.
    static let addressesMatch = Flags(rawValue: 1 << 5)
    /// A bare `*` matches every scheme but data, blob and filesystem.
    static let starMatchesAnyScheme = Flags(rawValue: 1 << 6)
    /// Loads of plug-in elements also need the frame list.
    static let objectNeedsFrameSource = Flags(rawValue: 1 << 7)
    /// The path of a `frame-ancestors` source is not compared.
    static let ancestorPathIgnored = Flags(rawValue: 1 << 8)
    /// The targets of a form's redirects are checked too.
    static let formActionAfterRedirect = Flags(rawValue: 1 << 9)
    /// `'strict-dynamic'` in `default-src` voids `'unsafe-inline'` for styles.
    static let strictDynamicVoidsStyles = Flags(rawValue: 1 << 10)
    /// Commas separate policies in `<meta>` too.
    static let metaSplitsAtCommas = Flags(rawValue: 1 << 11)
    /// `block-all-mixed-content` stops insecure WebSockets.
    static let blocksMixedWebSockets = Flags(rawValue: 1 << 12)
    /// `upgrade-insecure-requests` acts on the request before every policy is asked, not on its own
    /// policy's sources.
    static let upgradesForAllPolicies = Flags(rawValue: 1 << 13)
    /// Scripts that scripts insert run inline under `'strict-dynamic'`.
    static let strictDynamicTrustsInline = Flags(rawValue: 1 << 14)
    /// `fetch()` is checked before its URL is upgraded, and again after.
    static let fetchCheckedBeforeUpgrade = Flags(rawValue: 1 << 15)
    /// `'self'` names the default port of the page as if it were written.
    static let selfHasWrittenPort = Flags(rawValue: 1 << 16)
    /// Navigations are checked by other code than loads: `'self'` is a host source like any other
    /// there, and port 443 of an http source is no upgrade.
    static let navigationsCheckedApart = Flags(rawValue: 1 << 17)
  }

  let flags: Flags
  /// The oddities that make the engine drop a token.
  let refused: SourceOddities

  /// The CSP3 text.
  static let text = EngineTraits(
    flags: [.webSocketCoversHTTP, .formActionAfterRedirect, .upgradesForAllPolicies],
    refused: .illegal)

  static let chromium = EngineTraits(
    flags: [
      .upgradeIsSchemeAndPort, .pathDecodedBeforeSplit, .addressesMatch, .objectNeedsFrameSource,
      .formActionAfterRedirect, .strictDynamicVoidsStyles, .metaSplitsAtCommas,
      .blocksMixedWebSockets, .upgradesForAllPolicies, .strictDynamicTrustsInline,
      .fetchCheckedBeforeUpgrade, .selfHasWrittenPort, .navigationsCheckedApart,
    ],
    refused: [.bareQuerySuffix, .portTooLarge, .underscore])

  static let firefox = EngineTraits(
    flags: [
      .portEightyCoversSecure, .defaultPortOfSource, .pathDecodedBeforeSplit, .addressesMatch,
      .starMatchesAnyScheme, .ancestorPathIgnored, .strictDynamicTrustsInline,
    ],
    refused: [
      .anyHostPath, .malformedEscape, .leadingZeroPort, .trailingDot, .portTooLarge, .unpaddedHash,
      .underscore,
    ])

  @inline(__always)
  func has(_ flag: Flags) -> Bool { flags.contains(flag) }
}
