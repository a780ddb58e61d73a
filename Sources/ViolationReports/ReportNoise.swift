/// Why a report says nothing about a site and its vendors.
public enum ReportNoise: String, Sendable, Hashable, CaseIterable {
  /// An extension of the browser was blocked, or loaded what was.
  case browserExtension = "browser-extension"
  /// A page or part of the browser itself, such as `about:`.
  case browserPage = "browser-page"
  /// A script that the visitor's software put into the page.
  case injectedScript = "injected-script"
  /// A URL of a scheme that no page loads from.
  case unknownScheme = "unknown-scheme"
  /// The report does not say what was blocked.
  case nothingBlocked = "nothing-blocked"
  /// A report of another kind, such as `deprecation`.
  case otherType = "other-type"
  /// The page is none of the sites that were asked about.
  case otherSite = "other-site"
}
