/// What the scheme of a URL in a report says about it.
enum SchemeRole {
  /// A host answers.
  case network
  /// The page made it: `data`, `blob`.
  case local
  /// An extension of the browser.
  case browserExtension
  /// The browser itself.
  case browserPage
  /// A script of the visitor's.
  case injectedScript
  /// Anything else.
  case other

  /// Takes a scheme in lower case, without its colon.
  init(_ scheme: String) {
    self =
      switch scheme {
      case "http", "https", "ws", "wss": .network
      case "data", "blob", "filesystem", "mediastream", "javascript": .local
      case "about", "chrome", "resource", "devtools", "view-source", "edge", "opera", "brave",
        "vivaldi", "jar", "moz-icon", "moz-page-thumb", "page-icon", "indexeddb":
        .browserPage
      case "user-script", "userscript", "greasemonkey": .injectedScript
      case "extension", "webkit-masked-url", "safari-resource": .browserExtension
      // Every browser has its own: chrome-extension, moz-extension, safari-web-extension ...
      case _ where scheme.hasSuffix("-extension"): .browserExtension
      case _ where scheme.hasPrefix("chrome-"): .browserPage
      default: .other
      }
  }

  /// What makes a report about it worthless.
  var noise: ReportNoise? {
    switch self {
    case .network, .local: nil
    case .browserExtension: .browserExtension
    case .browserPage: .browserPage
    case .injectedScript: .injectedScript
    case .other: .unknownScheme
    }
  }
}
