/// One request for `cspreg-fetch`: what is sent where, and within which limits.
public struct FetchRequest: Sendable, Hashable {
  /// What is done.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Reads a page and follows redirects.
    case get = "GET"
    /// Sends a body; redirects are not followed.
    case post = "POST"
    /// Sends a message through a mail server.
    case smtp = "SMTP"
  }

  /// A header's name and value.
  public struct Header: Sendable, Hashable {
    /// Name.
    public var name: String
    /// Value.
    public var value: String

    /// Makes a header.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Where a request stops.
  public struct Limits: Sendable, Hashable {
    /// The most bytes of the body once it is inflated.
    public var bytes: Int
    /// The most bytes of the body as they travel.
    public var compressedBytes: Int
    /// The most time from beginning to end, redirects included, in seconds.
    public var seconds: Int
    /// The most redirects.
    public var redirects: Int

    /// Makes limits.
    public init(
      bytes: Int = 16 << 20, compressedBytes: Int = 8 << 20, seconds: Int = 30, redirects: Int = 5
    ) {
      self.bytes = bytes
      self.compressedBytes = compressedBytes
      self.seconds = seconds
      self.redirects = redirects
    }
  }

  /// Who writes to whom, and as whom the mail server knows the writer.
  public struct Envelope: Sendable, Hashable {
    /// Address of the sender.
    public var from: String
    /// Addresses of the receivers.
    public var to: [String]
    /// Name at the mail server.
    public var user: String?
    /// Password at the mail server.
    public var password: String?

    /// Makes an envelope.
    public init(from: String, to: [String], user: String? = nil, password: String? = nil) {
      self.from = from
      self.to = to
      self.user = user
      self.password = password
    }
  }

  /// What is done.
  public var method: Method
  /// Where.
  public var url: String
  /// Headers beside those that are always sent.
  public var headers: [Header]
  /// Body of a POST, or the whole message of a mail.
  public var body: String?
  /// Who writes to whom; for mails only.
  public var envelope: Envelope?
  /// The `ETag` of what is known already.
  public var etag: String?
  /// The `Last-Modified` of what is known already.
  public var lastModified: String?
  /// What the program calls itself.
  public var userAgent: String
  /// Whether the site's robots.txt is asked first.
  public var obeysRobots: Bool
  /// What it may reach.
  public var permission: Permission
  /// Where it stops.
  public var limits: Limits
  /// The browser in which a page is opened, so that its scripts run; a path, or a name on the `PATH`.
  public var render: String?
  /// A folder that requests share which go to each address one at a time.
  public var turns: String?

  /// Makes a request; what is not said has its usual value.
  public init(
    method: Method = .get, url: String, headers: [Header] = [], body: String? = nil,
    envelope: Envelope? = nil, etag: String? = nil, lastModified: String? = nil,
    userAgent: String = FetchRequest.product, obeysRobots: Bool = false,
    permission: Permission = Permission(), limits: Limits = Limits(), render: String? = nil,
    turns: String? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.envelope = envelope
    self.etag = etag
    self.lastModified = lastModified
    self.userAgent = userAgent
    self.obeysRobots = obeysRobots
    self.permission = permission
    self.limits = limits
    self.render = render
    self.turns = turns
  }

  /// The program's product token, which robots.txt files name.
  public static let product = "cspreg"

  /// Refuses what could smuggle something into a connection.
  public func check() throws(Refusal) {
    func line(_ text: String, _ what: String) throws(Refusal) {
      guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
        throw Refusal(.request, "there is a line break or control character in \(what).")
      }
    }
    for header in headers {
      let isToken =
        !header.name.isEmpty
        && header.name.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
            || "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
      guard isToken else { throw Refusal(.request, "a header's name is no token.") }
      try line(header.value, "the header \(header.name)")
    }
    try line(etag ?? "", "\"etag\"")
    try line(lastModified ?? "", "\"last_modified\"")
    try line(userAgent, "\"user_agent\"")
    guard limits.bytes > 0, limits.compressedBytes > 0, (1...3600).contains(limits.seconds),
      (0...20).contains(limits.redirects)
    else { throw Refusal(.request, "a limit is out of range.") }
    guard (method == .smtp) == (envelope != nil) else {
      throw Refusal(.request, "a mail, and only a mail, needs \"from\" and \"to\".")
    }
    guard method != .get || body == nil else {
      throw Refusal(.request, "a GET has no body.")
    }
    guard method == .get || render == nil else {
      throw Refusal(.request, "only pages that are read are rendered.")
    }
    guard let envelope else { return }
    guard !envelope.to.isEmpty else { throw Refusal(.request, "the mail has no receiver.") }
    for address in [envelope.from] + envelope.to {
      let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"".utf8.contains($0) }
      guard isPlain, address.split(separator: "@").count == 2 else {
        throw Refusal(.request, "an address of the mail is not like name@host.")
      }
    }
    try line(envelope.user ?? "", "\"user\"")
    try line(envelope.password ?? "", "\"password\"")
  }
}
