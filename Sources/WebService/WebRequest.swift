/// What a client sent, but its body.
public struct WebRequest: Sendable {
  /// The method as it was sent, such as `GET`.
  public let method: String
  /// The path with its escapes taken out; `nil` when they are no UTF-8 or hide a control character.
  public let path: String?
  /// What stands behind the question mark, as it was sent.
  public let query: String
  private let clientName: @Sendable () -> String
  private let header: @Sendable (String) -> String?

  /// Makes a request.
  ///
  /// - Parameters:
  ///   - method: The method as it was sent.
  ///   - target: Path and query as they were sent.
  ///   - client: Gives who asks: an address, for the rate limit only.
  ///   - header: Gives the value of a header by its name in lower case.
  public init(
    method: String, target: String, client: @escaping @Sendable () -> String,
    header: @escaping @Sendable (_ name: String) -> String?
  ) {
    self.method = method
    clientName = client
    self.header = header
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
    let path = mark.map { target[..<$0] } ?? target[...]
    query = mark.map { String(target[target.index(after: $0)...]) } ?? ""
    self.path = Self.isPlain(path) ? String(path) : PercentCoding.decoded(path.utf8, isForm: false)
  }

  /// The value of a header by its name in lower case.
  public subscript(name: String) -> String? { header(name) }

  /// Who asks.
  public var client: String { clientName() }

  /// The media type of the body in lower case, without parameters; `nil` when it is not said.
  public var mediaType: String? {
    guard let type = self["content-type"] else { return nil }
    let bare = type.prefix { $0 != ";" }.lowercased()
    return String(bare.filter { $0 != " " && $0 != "\t" })
  }

  /// Values of the query by their names, in order.
  var queryItems: FormFields { FormFields(parsing: Array(query.utf8)) }

  /// Whether there is nothing to take out.
  private static func isPlain(_ path: Substring) -> Bool {
    path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") }
  }
}
