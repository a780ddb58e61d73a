public import Diagnostics
public import JSONText
import MessageDigest
public import VendorRequirements

/// Requirements read from a changed page that nobody has accepted yet.
public struct Candidate: Sendable {
  /// What became of a candidate.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// Waits for a person.
    case open
    /// Waits for a person, who should first look whether the page is damaged.
    case suspect
    /// Published by a person.
    case accepted
    /// Turned down by a person.
    case rejected
    /// Published in another way, such as an import.
    case published
  }

  /// Its name on the command line, such as `c7f2a91`.
  public var id: String
  /// Vendor id.
  public var vendor: String
  /// Number of the version that it was compared with.
  public var from: Int
  /// Requirement hash.
  public var requirements: String
  /// What became of it.
  public var status: Status
  /// The record that it would make.
  public var record: VersionRecord
  /// The most serious level of its findings.
  public var level: Level
  /// What changed, each finding as `diff` prints it.
  public var findings: [JSON]
  /// What it does to the policies in use, as `impact` prints it; `nil` without an inventory.
  public var impact: [JSON]?
  /// When it was first seen, in seconds since 1970.
  public var firstSeen: Int
  /// When it was last seen.
  public var lastSeen: Int
  /// Why it looks damaged; `nil` when it does not.
  public var doubt: String?
  /// Who decided, why and when; `nil` while nobody has.
  public var decision: Decision?
  /// Until when nobody is told, in seconds since 1970; `Int.max` once it is acknowledged.
  public var quietUntil: Int?

  /// A person's decision.
  public struct Decision: Sendable, Hashable {
    /// Who.
    public var by: String
    /// Why.
    public var reason: String
    /// When, in seconds since 1970.
    public var at: Int
    /// Number of the version that it became; `nil` when it became none.
    public var version: Int?

    /// Makes a decision.
    public init(by: String, reason: String, at: Int, version: Int? = nil) {
      self.by = by
      self.reason = reason
      self.at = at
      self.version = version
    }
  }

  /// The id of what is read from a page: the same page against the same version has the same id.
  ///
  /// - Parameters:
  ///   - vendor: Vendor id.
  ///   - from: Number of the version that it is compared with.
  ///   - requirements: Requirement hash.
  ///   - taken: Ids of other candidates, which it must not have.
  /// - Returns: `c` and six or more hex digits.
  public static func id(
    vendor: String, from: Int, requirements: String, taken: (String) -> Bool = { _ in false }
  ) -> String {
    let digest = SHA256.hex(of: Array("\(vendor)\n\(from)\n\(requirements)".utf8))
    for length in 6..<64 {
      let id = "c" + digest.prefix(length)
      if !taken(id) { return id }
    }
    return "c" + digest
  }
}
