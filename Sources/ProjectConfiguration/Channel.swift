public import Diagnostics

/// Where alerts go: one of `channels` in `cspreg.json`.
public struct Channel: Sendable, Hashable {
  /// How an alert travels.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case webhook
    case slack
    case email
    case github
    case exec
    case atom
    case stdout
  }

  /// How often alerts are gathered into one.
  public enum Digest: String, Sendable, Hashable, CaseIterable {
    case daily
  }

  /// A text that stands in the file, or elsewhere so that nobody reads it here.
  public enum Reference: Sendable, Hashable {
    /// As it stands.
    case literal(String)
    /// The value of an environment variable.
    case environment(String)
    /// The contents of a file, or the file itself, by its path.
    case file(String)

    init(_ text: String) {
      if text.hasPrefix("env:") {
        self = .environment(String(text.dropFirst(4)))
      } else if text.hasPrefix("file:") {
        self = .file(String(text.dropFirst(5)))
      } else {
        self = .literal(text)
      }
    }
  }

  /// Name, which no other channel has.
  public var name: String
  /// How an alert travels.
  public var kind: Kind
  /// Where to.
  public var url: Reference?
  /// What signs or authorises it; never a literal.
  public var secret: Reference?
  /// The lowest level that is told.
  public var minimum: Level
  /// Owners whose policies count; `nil` means all.
  public var owners: [String]?
  /// Vendors that count; `nil` means all.
  public var vendors: [String]?
  /// Rules that count; `nil` means all.
  public var rules: [String]?
  /// How alerts are gathered; `nil` tells each at once.
  public var digest: Digest?
  /// Whether private addresses are allowed.
  public var isPrivate: Bool

  /// Makes a channel.
  public init(
    name: String, kind: Kind, url: Reference? = nil, secret: Reference? = nil,
    minimum: Level = .warn, owners: [String]? = nil, vendors: [String]? = nil,
    rules: [String]? = nil, digest: Digest? = nil, isPrivate: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.url = url
    self.secret = secret
    self.minimum = minimum
    self.owners = owners
    self.vendors = vendors
    self.rules = rules
    self.digest = digest
    self.isPrivate = isPrivate
  }
}
