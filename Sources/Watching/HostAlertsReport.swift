public import JSONText
public import Reporting

/// Which reported hosts somebody is told of.
public struct HostAlertsReport: PlainReport {
  /// Vendor and host of each that is told now.
  public var told: [(vendor: String, host: String)] = []
  /// Number of hosts that were told before, or were seen on too few sites.
  public var passed = 0
  /// Whether there is anybody to tell.
  public var hasChannels = true
  /// What became of the outbox.
  public var watch = WatchReport()

  /// Makes an empty report.
  public init() {}

  /// One line, and one about the outbox.
  public func text(style: Style) -> String {
    let names = told.map { "\($0.host) (\($0.vendor))".printable }
    var text = "alerts: \(names.isEmpty ? "none" : names.joined(separator: ", "))"
    if passed > 0 {
      text += "; \(passed.counted("host")) told before, silenced or seen on too few sites"
    }
    if !hasChannels { text += "; cspreg.json names no channels" }
    return text + "\n" + (watch.outboxText.map { $0 + "\n" } ?? "")
  }

  /// The whole report, as docs/json/alerts.md describes it.
  public var json: JSON {
    [
      "cspreg": .head("alerts-hosts"),
      "told": .array(told.map { ["vendor": .string($0.vendor), "host": .string($0.host)] }),
      "passed": .int(passed), "outbox": watch.outboxJSON, "alerts": .array(watch.alerts),
    ]
  }

  /// The report on one line.
  public var lines: [JSON] { [json] }
}
