/// One version of a vendor's requirements: what `userpilot@2` stands for.
///
/// In the registry it is immutable. The same value describes a candidate that nobody has accepted
/// yet; its ``version`` is then `nil`.
public struct VersionRecord: Sendable, Hashable {
  /// A document that the requirements were read from.
  public struct Document: Sendable, Hashable {
    /// How the document reached us.
    public enum Origin: String, Sendable, Hashable, CaseIterable {
      case fetched
      case file
      case transcribed
    }

    /// Where it is published.
    public var url: String
    /// How it reached us.
    public var origin: Origin
    /// Date or time of retrieval, ISO 8601.
    public var retrieved: String?
    /// Such as `text/html`.
    public var mediaType: String
    /// SHA-256 of its bytes in lower-case hex.
    public var sha256: String?
    /// The copy that the registry keeps of it; `nil` when it keeps none.
    public var kept: Kept?

    /// Makes a document's provenance.
    public init(
      url: String, origin: Origin, retrieved: String? = nil, mediaType: String,
      sha256: String? = nil, kept: Kept? = nil
    ) {
      self.url = url
      self.origin = origin
      self.retrieved = retrieved
      self.mediaType = mediaType
      self.sha256 = sha256
      self.kept = kept
    }
  }

  /// A compressed copy of a document in the vendor's folder `documents`.
  public struct Kept: Sendable, Hashable {
    /// Name of the file, such as `2.html.gz`.
    public var file: String
    /// SHA-256 of the file, compressed as it is, in lower-case hex.
    public var sha256: String

    /// Names a copy.
    public init(file: String, sha256: String) {
      self.file = file
      self.sha256 = sha256
    }
  }

  /// Who let the version into the registry.
  public struct Acceptance: Sendable, Hashable {
    /// A person or a program.
    public var by: String
    /// Why.
    public var reason: String
    /// When, ISO 8601.
    public var at: String

    /// Makes an acceptance.
    public init(by: String, reason: String, at: String) {
      self.by = by
      self.reason = reason
      self.at = at
    }
  }

  /// Where a copy of another registry's version comes from.
  public struct Origin: Sendable, Hashable {
    /// Hash of the last line that the other registry's log had then.
    public var head: String
    /// Number of that line.
    public var seq: Int
    /// Number of the version there.
    public var version: Int

    /// Makes an origin.
    public init(head: String, seq: Int, version: Int) {
      self.head = head
      self.seq = seq
      self.version = version
    }
  }

  /// Vendor id, such as `userpilot`.
  public var vendor: String
  /// Number from 1; `nil` for a candidate.
  public var version: Int?
  /// Date of the record, ISO 8601.
  public var recorded: String
  /// What it was read from.
  public var documents: [Document]
  /// Who accepted it; `nil` for a candidate.
  public var accepted: Acceptance?
  /// Where it was copied from; `nil` for a version of the registry's own.
  public var origin: Origin?
  /// What the documents offer.
  public var profiles: [Profile]
  /// Remarks in our own words.
  public var notes: String?

  /// Makes a record.
  public init(
    vendor: String, version: Int?, recorded: String, documents: [Document],
    accepted: Acceptance? = nil, origin: Origin? = nil, profiles: [Profile], notes: String? = nil
  ) {
    self.vendor = vendor
    self.version = version
    self.recorded = recorded
    self.documents = documents
    self.accepted = accepted
    self.origin = origin
    self.profiles = profiles
    self.notes = notes
  }

  /// `userpilot@2`, or the bare vendor id for a candidate.
  public var name: String { version.map { "\(vendor)@\($0)" } ?? vendor }
}
