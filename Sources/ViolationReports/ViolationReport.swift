/// What a browser says of one thing that a policy blocked, reduced to what is worth keeping.
///
/// Paths, query strings, samples, the policy's text and line numbers are not in it, for they may tell about a
/// visitor; ``details`` has some of them where they were asked for.
public struct ViolationReport: Sendable, Hashable {
  /// Whether the policy was enforced.
  public enum Disposition: String, Sendable, Hashable, CaseIterable {
    /// The browser blocked it.
    case enforce
    /// The policy only reports.
    case report
  }

  /// What may tell about a visitor.
  public struct Details: Sendable, Hashable {
    /// What was blocked, as the browser reports it.
    public var blocked: String
    /// The page, as the browser reports it.
    public var page: String?
    /// The first characters of a blocked script or style.
    public var sample: String?

    /// Makes details.
    public init(blocked: String, page: String?, sample: String?) {
      self.blocked = blocked
      self.page = page
      self.sample = sample
    }
  }

  /// Host of the page, in lower case and punycode; `nil` where the report does not tell.
  public var site: String?
  /// The directive that was asked first, such as `script-src-elem`, in lower case.
  public var directive: String
  /// What was blocked.
  public var blocked: BlockedResource
  /// Whether the policy was enforced.
  public var disposition: Disposition
  /// When, in seconds since 1970, as whoever collected the report says; `nil` where nobody does.
  public var time: Int?
  /// When the first came of those that it stands for; `nil` where nobody says so.
  public var firstTime: Int?
  /// How many reports it stands for.
  public var count: Int
  /// What may tell about a visitor; `nil` unless asked for.
  public var details: Details?

  /// Makes a report.
  public init(
    site: String?, directive: String, blocked: BlockedResource,
    disposition: Disposition = .enforce, time: Int? = nil, count: Int = 1
  ) {
    self.site = site
    self.directive = directive
    self.blocked = blocked
    self.disposition = disposition
    self.time = time
    self.count = count
  }
}
