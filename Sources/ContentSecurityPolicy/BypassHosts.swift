/// Hosts that are known to serve scripts with which injected markup runs code of its own.
///
/// Data: one entry a host, with where it is said and when that was looked up.
enum BypassHosts {
  /// One host and why it is listed.
  struct Entry {
    let host: String
    let why: String
    let citation: String
    let date: String
  }

  private static let angular = "It serves AngularJS, whose templates run code from markup."
  private static let jsonp = "It answers with scripts that name a callback of the caller's choice."
  private static let anyPackage = "It serves every package that anybody publishes on npm."
  private static let evaluator =
    "https://github.com/google/csp-evaluator/blob/master/allowlist_bypasses/"

  static let entries: [Entry] =
    ["ajax.googleapis.com", "cdnjs.cloudflare.com", "cdn.bootcss.com", "oss.maxcdn.com"].map {
      Entry(host: $0, why: angular, citation: evaluator + "angular.ts", date: "2026-11-21")
    }
    + [
      "accounts.google.com", "www.google.com", "translate.googleapis.com", "maps.googleapis.com",
      "googleads.g.doubleclick.net", "securepubads.g.doubleclick.net", "graph.facebook.com",
      "api.mixpanel.com", "fast.wistia.com", "mc.yandex.ru", "cse.google.com",
      "clients1.google.com", "gum.criteo.com", "ib.adnxs.com", "vimeo.com",
    ].map { Entry(host: $0, why: jsonp, citation: evaluator + "jsonp.ts", date: "2026-11-21") }
    + [
      Entry(
        host: "cdn.jsdelivr.net", why: anyPackage, citation: evaluator + "jsonp.ts",
        date: "2026-11-21"),
      Entry(
        host: "unpkg.com", why: anyPackage,
        citation: "https://github.com/SSC-ICT-Innovatie/nl-kat-coordination/pull/3927",
        date: "2026-11-21"),
    ]

  /// The entry of the host that a source without a path names, directly or through a wildcard.
  static func entry(for source: SourceExpression) -> Entry? {
    guard source.pathRange.count < 2, let host = source.hostText, !host.isEmpty else { return nil }
    if source.parts.hasWildcard {
      let suffix = "." + host
      return entries.first { $0.host.utf8.reversed().starts(with: suffix.utf8.reversed()) }
    }
    return entries.first { $0.host == host }
  }
}
