/// What is the same on all pages of a website.
public struct Site: Sendable {
  /// The last line of the registry's log.
  public struct Head: Sendable, Hashable {
    /// Its number; 0 when nothing was ever published.
    public var seq: Int
    /// Its hash.
    public var line: String
    /// When it was written, ISO 8601 in UTC.
    public var at: String

    /// Makes a head.
    public init(seq: Int, line: String, at: String) {
      self.seq = seq
      self.line = line
      self.at = at
    }
  }

  /// Where the site will be, such as `https://csp.example/registry/`; `nil` when that is not known.
  public let address: String?
  /// The state of the registry.
  public let head: Head
  /// Whether a server answers forms, rather than a folder of files.
  public let isServed: Bool

  /// Makes a site.
  ///
  /// - Parameters:
  ///   - address: Where it will be; with or without a slash at the end.
  ///   - head: The state of the registry.
  ///   - isServed: Whether a server answers forms.
  public init(address: String?, head: Head, isServed: Bool = false) {
    self.address = address.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    self.head = head
    self.isServed = isServed
  }

  /// The path of the root as browsers see it, `/` where that is not known.
  var base: String {
    guard let address, let scheme = address.firstRange(of: "://") else { return "/" }
    let rest = address[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
    let path = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    return path.hasSuffix("/") ? path : path + "/"
  }

  /// The absolute address of a file, when that is known.
  func address(of path: SitePath) -> String? {
    address.map { $0 + (path == .home ? "" : path.text) }
  }

  var foot: String {
    head.seq == 0
      ? "Nothing was published yet."
      : "Registry at line \(head.seq), \(head.at.prefix(10)). Facts from vendors' pages, without warranty."
  }
}
