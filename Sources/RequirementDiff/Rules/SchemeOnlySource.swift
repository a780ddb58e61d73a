import ContentSecurityPolicy
import VendorRequirements

/// A whole scheme is listed, which allows every host that speaks it.
enum SchemeOnlySource: PageRule {
  static let id = "scheme-only-source"

  static func findings(in records: RecordComparison) -> [PageMatch] {
    // What is told for information only is neither needed now nor was it before.
    let before = Set(
      records.old.profiles.filter { $0.mode != .informational }
        .flatMap { $0.placedSources(regions: records.regions) }
        .map { [$0.directive, $0.normal] })
    return records.new.profiles.filter { $0.mode != .informational }.flatMap { profile in
      profile.placedSources(regions: records.regions).compactMap { source in
        guard case .scheme(let scheme) = source.expression.kind,
          ["http", "https", "ws", "wss"].contains(scheme),
          !before.contains([source.directive, source.normal])
        else { return nil }
        let what = scheme.hasPrefix("ws") ? "WebSocket host" : "host"
        return PageMatch(
          profile: profile.name, directive: source.directive, source: source,
          message: "\(source.source) allows every \(what)",
          help: "Prefer a profile that lists hosts; add \(source.source) only if you accept that.")
      }
    }
  }
}
