import Fetching
import JSONText
import MessageDigest
import ProjectConfiguration

/// A POST with the alert as JSON, signed as Standard Webhooks says.
enum Webhook: AlertChannel {
  static let kind = Channel.Kind.webhook

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    let address = try post.requireAddress("\"https://hooks.example/cspreg\"")
    let body = post.alert.compact()
    var headers = [
      FetchRequest.Header("Content-Type", "application/json"),
      FetchRequest.Header("webhook-id", post.key),
      FetchRequest.Header("webhook-timestamp", String(post.now)),
    ]
    if let secret = post.secret {
      let key = try key(secret)
      headers.append(
        FetchRequest.Header(
          "webhook-signature", signature(key: key, id: post.key, at: post.now, body: body)))
    }
    return .request(request(to: address, headers, body, post.channel))
  }

  /// `v1,` and the base64 of the HMAC-SHA256 of "id.timestamp.body".
  static func signature(key: [UInt8], id: String, at time: Int, body: String) -> String {
    let digest = SHA256.authentication(of: Array("\(id).\(time).\(body)".utf8), key: key)
    return "v1," + Base64.encode(digest)
  }

  /// The bytes of a secret; `whsec_` is followed by their base64.
  static func key(_ secret: String) throws(ChannelError) -> [UInt8] {
    guard secret.hasPrefix("whsec_") else { return Array(secret.utf8) }
    guard let bytes = Base64.decode(String(secret.dropFirst(6))) else {
      throw ChannelError("after whsec_ its secret is no base64.")
    }
    return bytes
  }

  /// A POST of JSON; a private channel may be anywhere.
  static func request(
    to address: String, _ headers: [FetchRequest.Header], _ body: String, _ channel: Channel
  ) -> FetchRequest {
    FetchRequest(
      method: .post, url: address, headers: headers, body: body,
      permission: Permission(privateAddresses: channel.isPrivate),
      limits: FetchRequest.Limits(bytes: 1 << 20, compressedBytes: 1 << 20, seconds: 15))
  }
}
