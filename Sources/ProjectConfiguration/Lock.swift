/// What a `cspreg.lock` remembers: how far each registry had come, and the hashes of every version
/// that a policy is bound to.
public struct Lock: Sendable, Hashable {
  /// The file's name; it stands beside `cspreg.json`.
  public static let fileName = "cspreg.lock"

  /// How far a registry had come.
  public struct Registry: Sendable, Hashable {
    /// Its folder relative to the lock; `nil` is the one that is installed with the program.
    public var path: String?
    /// Hash of the log's first line, by which a copy of the registry is known elsewhere.
    public var first: String
    /// Number of the log's last line.
    public var seq: Int
    /// Hash of that line.
    public var head: String
    /// Line of the entry in the lock; 0 when it was not read from one.
    public var lockLine = 0

    /// Makes an entry.
    public init(path: String?, first: String, seq: Int, head: String) {
      self.path = path
      self.first = first
      self.seq = seq
      self.head = head
    }
  }

  /// A version and what it was when it was bound.
  public struct Version: Sendable, Hashable {
    /// Vendor id.
    public var vendor: String
    /// Its number.
    public var number: Int
    /// SHA-256 of the record's bytes.
    public var sha256: String
    /// Its requirement hash.
    public var requirements: String
    /// Whether it is the one that `auto` means.
    public var isAuto: Bool
    /// Line of the entry in the lock; 0 when it was not read from one.
    public var lockLine = 0

    /// Makes an entry.
    public init(
      vendor: String, number: Int, sha256: String, requirements: String, isAuto: Bool = false
    ) {
      self.vendor = vendor
      self.number = number
      self.sha256 = sha256
      self.requirements = requirements
      self.isAuto = isAuto
    }

    /// `userpilot@2`.
    public var name: String { "\(vendor)@\(number)" }
  }

  /// The registries in the order in which they are searched.
  public var registries: [Registry]
  /// The versions that policies are bound to.
  public var versions: [Version]

  /// Makes a lock.
  public init(registries: [Registry] = [], versions: [Version] = []) {
    self.registries = registries
    self.versions = versions
  }

  /// The version of a vendor that `auto` means; `nil` when the lock does not know the vendor.
  public func auto(_ vendor: String) -> Version? {
    versions.first { $0.vendor == vendor && $0.isAuto }
  }

  /// What is bound under a vendor and number.
  public func version(_ vendor: String, _ number: Int) -> Version? {
    versions.first { $0.vendor == vendor && $0.number == number }
  }
}
