/// How a request ended: what `cspreg-fetch` says beside the body.
public struct FetchResponse: Sendable, Hashable {
  /// How it ended.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The server answered, with whatever code.
    case answered
    /// It was not sent, or not followed, on purpose.
    case refused
    /// Something went wrong on the way.
    case failed
  }

  /// What can go wrong on the way.
  public enum Failure: String, Sendable, Hashable, CaseIterable {
    /// No address for the host.
    case resolve
    /// No connection.
    case connect
    /// The certificate, or the encryption.
    case tls
    /// It took longer than allowed.
    case timeout
    /// It was longer than allowed.
    case tooLarge = "too-large"
    /// The connection broke, or what came was no answer.
    case network
    /// The mail server did not take the message.
    case mail
    /// The browser could not be started, or showed no page.
    case render
  }

  /// A request that was sent, the redirects among them.
  public struct Hop: Sendable, Hashable {
    /// Where.
    public var url: String
    /// The answer's code.
    public var code: Int
    /// Address of who answered.
    public var address: String?

    /// Makes a hop.
    public init(url: String, code: Int, address: String?) {
      self.url = url
      self.code = code
      self.address = address
    }
  }

  /// How it ended.
  public var outcome: Outcome
  /// Why it did not end with an answer: a ``Refusal/Reason`` or a ``Failure``.
  public var reason: String?
  /// The same for people, one sentence.
  public var message: String?
  /// The URL that answered last.
  public var url: String
  /// The code of the last answer; for mails the server's code.
  public var code: Int?
  /// The requests in their order.
  public var hops: [Hop] = []
  /// Headers of the last answer.
  public var headers: [FetchRequest.Header] = []
  /// Seconds that the server asked to wait.
  public var retryAfter: Int?
  /// Length of the body, inflated.
  public var bytes = 0
  /// Length of the body as it travelled.
  public var compressedBytes = 0
  /// SHA-256 of the inflated body in hex; `nil` without an answer.
  public var sha256: String?
  /// Whether the body is what a browser made of the page.
  public var isRendered = false

  /// Makes a response.
  public init(outcome: Outcome, reason: String? = nil, message: String? = nil, url: String) {
    self.outcome = outcome
    self.reason = reason
    self.message = message
    self.url = url
  }

  /// The value of a header of the last answer, whatever the case of its name; the last of several.
  public func header(_ name: String) -> String? {
    headers.last { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The media type without its parameters, lower-case.
  public var mediaType: String? {
    header("content-type").map { text in
      text.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The parameter `charset` of the media type.
  public var charset: String? {
    header("content-type")?.split(separator: ";").dropFirst().lazy.compactMap { part in
      let words = part.split(separator: "=", maxSplits: 1)
      guard words.count == 2, words[0].lowercased().filter({ $0 != " " }) == "charset" else {
        return nil
      }
      let value = words[1].filter { $0 != "\"" && $0 != "'" && $0 != " " }
      return value.isEmpty ? nil : value
    }.first
  }

  /// The server's `ETag`.
  public var etag: String? { header("etag") }

  /// The server's `Last-Modified`.
  public var lastModified: String? { header("last-modified") }

  /// Where the page has moved for good: the URL after the permanent redirects that came first.
  public var movedTo: String? {
    let permanent = hops.prefix { $0.code == 301 || $0.code == 308 }.count
    guard permanent > 0, hops.indices.contains(permanent) else { return nil }
    return hops[permanent].url
  }
}

extension FetchResponse {
  /// Why there is no page, one sentence; `nil` when there is one.
  public var problem: String? {
    switch outcome {
    case .refused: "refused: \(message ?? "")"
    case .failed: message ?? "it failed."
    case .answered: code.flatMap { (200..<300).contains($0) ? nil : "the server answered \($0)." }
    }
  }
}

extension FetchResponse {
  /// Takes over what a browser made of the page: a text of its own in UTF-8, which no `ETag` stands for.
  ///
  /// - Parameters:
  ///   - bytes: Its length.
  ///   - travelled: The length of all that came for it.
  ///   - sha256: Its hash in hex.
  public mutating func take(rendered bytes: Int, travelled: Int, _ sha256: String) {
    isRendered = true
    self.bytes = bytes
    compressedBytes = travelled
    self.sha256 = sha256
    let replaced = ["content-type", "content-length", "content-encoding", "etag", "last-modified"]
    headers.removeAll { replaced.contains($0.name.lowercased()) }
    headers.append(.init("content-type", "text/html; charset=utf-8"))
  }
}
