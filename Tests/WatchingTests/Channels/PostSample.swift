import Diagnostics
import Fetching
import JSONText
import ProjectConfiguration

@testable import Watching

/// A message for a channel, with what a test wants of it.
func post(
  _ kind: Channel.Kind, address: String? = "https://hooks.example/x", secret: String? = nil,
  message: String = "Acorn: new region \"ap\"\n3 of 14 policies break", isPrivate: Bool = false,
  url: Channel.Reference? = .literal("https://hooks.example/x")
) -> Post {
  Post(
    channel: Channel(name: "ops", kind: kind, url: url, isPrivate: isPrivate), address: address,
    secret: secret, key: "msg_1",
    alert: Alert(
      kind: .changed, vendor: "acorn", from: 1, candidate: "c7f2a91", identity: "h", level: .break,
      message: message
    ).json, now: 1_795_000_000)
}

/// The request of a delivery.
func request(_ delivery: Delivery) -> FetchRequest? {
  guard case .request(let request) = delivery else { return nil }
  return request
}

extension FetchRequest {
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
