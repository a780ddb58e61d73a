public import JSONText
public import Reporting

/// What a run of the watch did: a line a vendor, then the outbox.
public struct WatchReport: PlainReport {
  /// A line a vendor.
  public var vendors: [Watch.Line]
  /// Messages by what became of them; `nil` when the run has no outbox.
  public var outbox: [String: Int]?
  /// How many of them this run delivered.
  public var delivered: Int
  /// What channels of the type `stdout` were told, where it would not be a line of its own.
  public var alerts: [JSON] = []

  /// Makes a report.
  public init(vendors: [Watch.Line] = [], outbox: [String: Int]? = nil, delivered: Int = 0) {
    self.vendors = vendors
    self.outbox = outbox
    self.delivered = delivered
  }

  /// Whether every vendor could be checked.
  public var isComplete: Bool { vendors.allSatisfy { $0.status != .failed } }

  /// For people.
  public func text(style: Style) -> String {
    vendors.map { Self.text($0, style: style) }.joined() + (outboxText.map { $0 + "\n" } ?? "")
  }

  /// One vendor for people.
  public static func text(_ line: Watch.Line, style: Style) -> String {
    let status = line.status.rawValue.padding(to: 8)
    let shown =
      switch line.status {
      case .same: style.dim(status)
      case .changed: style.red(status)
      case .suspect, .failed: style.yellow(status)
      }
    let candidate = line.candidate.map { line.what.contains($0) ? "" : " [\($0)]" } ?? ""
    return "\(line.vendor.printable.padding(to: 16)) \(shown) \(line.what.printable)\(candidate)\n"
  }

  /// `outbox: 1 delivered, 0 pending, 0 failed`.
  public var outboxText: String? {
    outbox.map { counts in
      "outbox: \(delivered) delivered, \((counts["pending"] ?? 0) + (counts["digest"] ?? 0)) pending, "
        + "\(counts["dead"] ?? 0) failed"
    }
  }

  /// The whole report, as docs/json/watch.md describes it.
  public var json: JSON {
    [
      "cspreg": .head("watch"), "vendors": .array(vendors.map(Self.json)), "outbox": outboxJSON,
      "alerts": .array(alerts),
    ]
  }

  /// A line a vendor, and one for the outbox.
  public var lines: [JSON] {
    vendors.map(Self.json) + (outbox == nil ? [] : [["outbox": outboxJSON]])
  }

  /// One vendor for programs.
  public static func json(_ line: Watch.Line) -> JSON {
    [
      "vendor": .string(line.vendor), "status": .string(line.status.rawValue),
      "what": .string(line.what.printable), "candidate": JSON(line.candidate),
    ]
  }

  var outboxJSON: JSON {
    guard let outbox else { return .null }
    return [
      "delivered": .int(delivered),
      "pending": .int((outbox["pending"] ?? 0) + (outbox["digest"] ?? 0)),
      "failed": .int(outbox["dead"] ?? 0),
    ]
  }
}

extension String {
  /// The text, filled up with spaces.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
