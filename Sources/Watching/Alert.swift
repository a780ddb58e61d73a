public import Diagnostics
public import JSONText
import MessageDigest
import Reporting

/// One thing to tell, before it is written for a channel.
public struct Alert: Sendable {
  /// What kind of thing.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A vendor asks for something else.
    case changed = "requirements.changed"
    /// A vendor's page, or a channel, does not work.
    case failed = "watch.failed"
    /// It works again.
    case recovered = "watch.recovered"
    /// A page that repeats another one of the vendor asks for something else.
    case disagreed = "documents.disagree"
    /// Nothing was learnt about a vendor for too long.
    case stale = "watch.stale"
    /// Browsers report a host that looks like a new one of a vendor.
    case reported = "host.reported"
    /// What happened since the last digest, and that the watch is alive.
    case digest = "watch.digest"
    /// A person tries a channel.
    case test = "watch.test"
  }

  /// What kind of thing.
  public var kind: Kind
  /// Vendor id; `nil` when it is not about one.
  public var vendor: String?
  /// Number of the version that is published.
  public var from: Int?
  /// The candidate that it is about.
  public var candidate: String?
  /// What makes it the same alert when it is written again: a requirement hash, a failure and its
  /// beginning.
  public var identity: String
  /// How serious it is.
  public var level: Level
  /// Address and hash of the page.
  public var document: (url: String, sha256: String?)?
  /// What changed, each finding as `diff` prints it.
  public var findings: [JSON]
  /// What it does to the policies in use; `nil` without an inventory.
  public var impact: [JSON]?
  /// The host that browsers report, where and how often; `nil` when it is not about one.
  public var reported: JSON?
  /// Text for people.
  public var message: String

  /// Makes an alert.
  public init(
    kind: Kind, vendor: String?, from: Int? = nil, candidate: String? = nil, identity: String,
    level: Level, document: (url: String, sha256: String?)? = nil, findings: [JSON] = [],
    impact: [JSON]? = nil, reported: JSON? = nil, message: String
  ) {
    self.kind = kind
    self.vendor = vendor
    self.from = from
    self.candidate = candidate
    self.identity = identity
    self.level = level
    self.document = document
    self.findings = findings
    self.impact = impact
    self.reported = reported
    // A page's words must not command a terminal, a mail or a chat: only line feeds are kept.
    self.message = message.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
  }

  /// The idempotency key of the alert on a channel.
  public func key(channel: String) -> String {
    let parts = [vendor ?? "", from.map(String.init) ?? "", identity, kind.rawValue, channel]
    return "msg_" + SHA256.hex(of: Array(parts.joined(separator: "\n").utf8)).prefix(32)
  }

  /// The alert as docs/json/alert.md describes it.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("cspreg", ["report": "alert", "version": 1]), .init("type", .string(kind.rawValue)),
      .init("vendor", JSON(vendor)), .init("from", JSON(from)),
      .init("candidate", JSON(candidate)), .init("level", .string(level.rawValue)),
      .init(
        "document",
        document.map { ["url": .string($0.url), "sha256": JSON($0.sha256)] } ?? .null),
      .init("findings", .array(findings)),
    ]
    if let impact { members.append(.init("impact", .array(impact))) }
    if let reported { members.append(.init("reported", reported)) }
    members.append(.init("message", .string(message)))
    return .object(members)
  }

  /// Owners of the policies that it breaks, or that lack what it needs.
  public var owners: Set<String> {
    Set(
      (impact ?? []).filter {
        ["breaks", "incomplete", "depends"].contains($0["result"]?.string ?? "")
      }.compactMap { $0["owner"]?.string })
  }

  /// Rules of its findings.
  public var rules: Set<String> { Set(findings.compactMap { $0["rule"]?.string }) }
}
