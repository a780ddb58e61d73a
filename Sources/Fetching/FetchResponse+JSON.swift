public import JSONText

extension FetchResponse {
  /// The metadata as docs/json/fetch.md describes it.
  public var json: JSON {
    [
      "cspreg": ["report": "fetch", "version": 1],
      "outcome": .string(outcome.rawValue), "reason": JSON(reason), "message": JSON(message),
      "url": .string(url), "code": JSON(code),
      "hops": .array(
        hops.map {
          ["url": .string($0.url), "code": .int($0.code), "address": JSON($0.address)]
        }),
      "headers": .array(
        headers.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "media_type": JSON(mediaType), "charset": JSON(charset), "etag": JSON(etag),
      "last_modified": JSON(lastModified), "retry_after": JSON(retryAfter),
      "moved_to": JSON(movedTo), "bytes": .int(bytes), "compressed_bytes": .int(compressedBytes),
      "sha256": JSON(sha256), "rendered": .bool(isRendered),
    ]
  }

  /// Reads metadata; members that are not known are passed over.
  public init(parsing bytes: [UInt8], file: String) throws(JSONError) {
    let members = try JSONNode(parsing: bytes, file: file).members("the metadata")
    self.init(
      outcome: try members.value("outcome").choice(Outcome.self, "\"outcome\""),
      reason: try members.optionalString("reason"),
      message: try members.optionalString("message"), url: try members.string("url"))
    code = try members.optionalInt("code")
    for node in try members.array("hops") {
      let hop = try node.members("a hop")
      hops.append(
        Hop(
          url: try hop.string("url"), code: try hop.int("code"),
          address: try hop.optionalString("address")))
    }
    for node in try members.array("headers") {
      let header = try node.members("a header")
      headers.append(.init(try header.string("name"), try header.string("value")))
    }
    retryAfter = try members.optionalInt("retry_after")
    self.bytes = try members.int("bytes")
    compressedBytes = try members.int("compressed_bytes")
    sha256 = try members.optionalString("sha256")
    isRendered = try members.optionalBool("rendered") ?? false
  }
}
