public import Diagnostics
public import Impact
public import JSONText

/// A vendor version that a policy is bound to, held against the latest one.
public struct OutdatedPin: Sendable, Hashable {
  /// Name of the policy in `cspreg.json`.
  public var policy: String
  /// Who answers for it.
  public var owner: String?
  /// Vendor id.
  public var vendor: String
  /// Whether the lock says the version, rather than `cspreg.json`.
  public var isAuto: Bool
  /// The version that it is bound to; `nil` when the lock does not know the vendor.
  public var pinned: Int?
  /// The latest version; `nil` when all were withdrawn.
  public var latest: Int?
  /// When the latest version was published.
  public var latestAt: String?
  /// Whole days since the pinned version was followed by another; `nil` when it was not.
  public var days: Int?
  /// Why the pinned version was withdrawn; `nil` when it holds.
  public var withdrawn: String?
  /// Sources of the latest version that a policy made exactly for the pinned one blocks.
  public var breaking = 0
  /// What the step to the latest version does to the policy, the most serious of its files' answers.
  public var verdict: ImpactResult.Verdict?

  /// Makes a pin.
  public init(
    policy: String, owner: String?, vendor: String, isAuto: Bool, pinned: Int?, latest: Int?,
    latestAt: String?, days: Int?, withdrawn: String?
  ) {
    self.policy = policy
    self.owner = owner
    self.vendor = vendor
    self.isAuto = isAuto
    self.pinned = pinned
    self.latest = latest
    self.latestAt = latestAt
    self.days = days
    self.withdrawn = withdrawn
  }

  /// Whether it is not bound to the latest version.
  public var isOutdated: Bool { pinned != latest || withdrawn != nil }

  /// How much that matters to `--fail-on`.
  public var level: Level {
    if !isOutdated { return .info }
    return verdict == .breaks ? .break : .warn
  }

  /// Takes up the answer for one more file of the policy.
  public mutating func take(_ result: ImpactResult) {
    let known = verdict.map { Self.seriousness(of: $0) } ?? -1
    if Self.seriousness(of: result.verdict) > known { verdict = result.verdict }
  }

  private static func seriousness(of verdict: ImpactResult.Verdict) -> Int {
    let order: [ImpactResult.Verdict] = [
      .notUsed, .reportOnly, .safe, .incomplete, .depends, .breaks,
    ]
    return order.firstIndex(of: verdict) ?? 0
  }
}

extension JSON {
  /// A pin as docs/json/outdated.md describes it.
  public init(_ pin: OutdatedPin) {
    self = [
      "policy": .string(pin.policy), "owner": JSON(pin.owner), "vendor": .string(pin.vendor),
      "auto": .bool(pin.isAuto), "pinned": JSON(pin.pinned), "latest": JSON(pin.latest),
      "breaking": .int(pin.breaking), "result": JSON(pin.verdict?.rawValue),
      "latest_at": JSON(pin.latestAt), "age": JSON(pin.days), "withdrawn": JSON(pin.withdrawn),
    ]
  }
}
