public import Diagnostics
public import ProjectConfiguration

/// Which alerts a channel is told.
public enum AlertRouting {
  /// Whether an alert goes to a channel.
  ///
  /// - Parameters:
  ///   - alert: The alert.
  ///   - channel: The channel; its owners, vendors and rules narrow what it is told.
  /// - Returns: Whether it is told.
  public static func isTold(_ alert: Alert, to channel: Channel) -> Bool {
    guard alert.level >= channel.minimum else { return false }
    if let vendors = channel.vendors, let vendor = alert.vendor, !vendors.contains(vendor) {
      return false
    }
    let isFound = [.changed, .disagreed].contains(alert.kind)
    if isFound, let rules = channel.rules, alert.rules.isDisjoint(with: rules) { return false }
    guard alert.kind == .changed else { return channel.owners == nil }
    if let owners = channel.owners, alert.owners.isDisjoint(with: owners) { return false }
    return true
  }

  /// How serious a change is for those who have these policies.
  ///
  /// Without an inventory it is as serious as its worst finding. With one it is a break when it breaks
  /// a policy, a warning when a policy lacks something, and else only what its risks make it.
  ///
  /// - Parameters:
  ///   - worst: The worst level of its findings.
  ///   - rules: Rules of its findings.
  ///   - results: What it does to each policy; `nil` without an inventory.
  ///   - tellsCovered: Whether what all policies cover is a warning too.
  /// - Returns: The level of the alert.
  public static func level(
    worst: Level, rules: Set<String>, results: [String]?, tellsCovered: Bool
  ) -> Level {
    guard let results, !results.isEmpty else { return worst }
    if results.contains("breaks") { return .break }
    if results.contains(where: { ["incomplete", "depends"].contains($0) }) {
      return min(worst, .warn)
    }
    return tellsCovered || !rules.isDisjoint(with: alwaysTold) ? min(worst, .warn) : .info
  }

  /// What is told though every policy covers it: it says something about the vendor.
  static let alwaysTold: Set<String> = [
    "domain-added", "scheme-only-source", "bypass-host", "look-alike-host", "mixed-script-host",
    "any-host-source", "ip-address-source", "public-suffix-wildcard", "unsafe-keyword",
    "plain-http-source",
  ]
}
