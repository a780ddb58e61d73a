/// Whose behaviour an answer follows: the CSP3 text, one engine, or all of them.
public struct MatchingProfile: Sendable, Hashable {
  /// A request is allowed when all engines of any one group allow it.
  let groups: [[EngineTraits]]

  /// The CSP3 text, a WebSocket counting with its own ws or wss URL.
  public static let spec = MatchingProfile(groups: [[.text]])
  /// Chromium as measured.
  public static let chromium = MatchingProfile(groups: [[.chromium]])
  /// Firefox as measured.
  public static let firefox = MatchingProfile(groups: [[.firefox]])
  /// WebKit, taken to follow the text, and beyond it to allow what Chromium and Firefox both allow.
  public static let webkit = MatchingProfile(groups: [[.text], [.chromium, .firefox]])
  /// Allowed only where Chromium, Firefox and WebKit all allow.
  ///
  /// WebKit allows whatever the other two allow, see ``webkit``, so these two decide.
  public static let allBrowsers = MatchingProfile(groups: [[.chromium, .firefox]])
}
