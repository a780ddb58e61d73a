public import JSONText

extension FetchRequest {
  /// The request as docs/json/fetch.md describes it.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("method", .string(method.rawValue)), .init("url", .string(url)),
    ]
    if !headers.isEmpty {
      members.append(
        .init(
          "headers",
          .array(headers.map { ["name": .string($0.name), "value": .string($0.value)] })))
    }
    func add(_ key: String, _ text: String?) {
      if let text { members.append(.init(key, .string(text))) }
    }
    add("body", body)
    if let envelope {
      add("from", envelope.from)
      members.append(.init("to", .strings(envelope.to)))
      add("user", envelope.user)
      add("password", envelope.password)
    }
    add("etag", etag)
    add("last_modified", lastModified)
    members += [
      .init("user_agent", .string(userAgent)), .init("robots", .bool(obeysRobots)),
      .init("allow_http", .bool(permission.plainText)),
      .init("allow_private", .bool(permission.privateAddresses)),
      .init(
        "limits",
        [
          "bytes": .int(limits.bytes), "compressed_bytes": .int(limits.compressedBytes),
          "seconds": .int(limits.seconds), "redirects": .int(limits.redirects),
        ]),
    ]
    add("render", render)
    add("turns", turns)
    return .object(members)
  }

  /// Reads a request strictly.
  ///
  /// - Parameters:
  ///   - bytes: The JSON.
  ///   - file: Its name for messages.
  /// - Throws: What is wrong, where, and what would be right.
  public init(parsing bytes: [UInt8], file: String) throws(JSONError) {
    let members = try JSONNode(parsing: bytes, file: file).members(
      allowing: [
        "method", "url", "headers", "body", "from", "to", "user", "password", "etag",
        "last_modified", "user_agent", "robots", "allow_http", "allow_private", "limits", "render",
        "turns",
      ], required: ["url"], "the request")
    self.init(url: try members.string("url"))
    method = try members.optional("method")?.choice(Method.self, "\"method\"") ?? .get
    for node in try members.optional("headers")?.array("\"headers\"") ?? [] {
      let header = try node.members(
        allowing: ["name", "value"], required: ["name", "value"], "a header")
      headers.append(Header(try header.string("name"), try header.string("value")))
    }
    body = try members.optionalString("body")
    if members.has("from") || members.has("to") {
      envelope = Envelope(
        from: try members.string("from"), to: try members.strings("to"),
        user: try members.optionalString("user"),
        password: try members.optionalString("password"))
    }
    etag = try members.optionalString("etag")
    lastModified = try members.optionalString("last_modified")
    userAgent = try members.optionalString("user_agent") ?? userAgent
    obeysRobots = try members.optionalBool("robots") ?? false
    permission.plainText = try members.optionalBool("allow_http") ?? false
    permission.privateAddresses = try members.optionalBool("allow_private") ?? false
    render = try members.optional("render").flatMap(Self.browser)
    turns = try members.optionalString("turns")
    guard let node = members.optional("limits") else { return }
    let given = try node.members(
      allowing: ["bytes", "compressed_bytes", "seconds", "redirects"], "\"limits\"")
    limits.bytes = try given.optionalInt("bytes") ?? limits.bytes
    limits.compressedBytes =
      try given.optionalInt("compressed_bytes") ?? limits.compressedBytes
    limits.seconds = try given.optionalInt("seconds") ?? limits.seconds
    limits.redirects = try given.optionalInt("redirects") ?? limits.redirects
  }

  /// The browser that a value names: a path or a name, or `true` for the usual one.
  public static func browser(_ node: JSONNode) throws(JSONError) -> String? {
    switch node.value {
    case .bool(let isWanted): return isWanted ? usualBrowser : nil
    case .string(let name) where !name.isEmpty: return name
    default: throw node.error("\"render\" must be true, or the path of a Chromium")
    }
  }

  private static let usualBrowser = "chromium"
}
