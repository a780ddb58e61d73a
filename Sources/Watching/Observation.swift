public import VendorRequirements

/// What one look at a vendor's pages saw.
public enum Observation: Sendable {
  /// The same bytes as last time, or the server said so.
  case unchanged
  /// All pages were read whole.
  case read(Sighting)
  /// Nothing may be concluded.
  case failed(Problem)

  /// What the pages ask for together.
  public struct Sighting: Sendable {
    /// The record that they would make.
    public var record: VersionRecord
    /// Its requirement hash.
    public var hash: String
    /// How many requirements it has.
    public var count: Int
    /// Length of the pages in bytes.
    public var bytes: Int

    /// Makes a sighting.
    public init(record: VersionRecord, hash: String, count: Int, bytes: Int) {
      self.record = record
      self.hash = hash
      self.count = count
      self.bytes = bytes
    }
  }

  /// Why a look failed.
  public struct Problem: Sendable, Hashable {
    /// Stable id: a reason of `cspreg-fetch`, `http-404`, `unreadable`.
    public var kind: String
    /// For people, one sentence.
    public var message: String
    /// Seconds that the server asked to wait.
    public var retryAfter: Int?

    /// Makes a problem.
    public init(kind: String, message: String, retryAfter: Int? = nil) {
      self.kind = kind
      self.message = message
      self.retryAfter = retryAfter
    }
  }
}
