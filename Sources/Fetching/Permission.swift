/// What a request may reach.
public struct Permission: Sendable, Hashable {
  /// Whether plain http, or SMTP that begins in the clear, may be used.
  public var plainText: Bool
  /// Whether private addresses, plain text and every port are allowed; for tests and intranets.
  public var privateAddresses: Bool

  /// Makes a permission; without arguments it is the strictest.
  public init(plainText: Bool = false, privateAddresses: Bool = false) {
    self.plainText = plainText
    self.privateAddresses = privateAddresses
  }

  /// Refuses a URL before its host is looked up.
  ///
  /// - Parameters:
  ///   - url: The URL.
  ///   - previous: The URL that led here; nothing leads from an encrypted page to a plain one.
  /// - Throws: Why it is refused.
  public func check(_ url: TargetURL, from previous: TargetURL? = nil) throws(Refusal) {
    if privateAddresses { return }
    // STARTTLS is required of a server on the submission port, so that only http is in the clear.
    if url.scheme == "http" {
      guard plainText, previous?.isEncrypted != true else {
        throw Refusal(
          .plainHTTP,
          previous == nil
            ? "plain http is not fetched; write https." : "it leads from https to plain http.")
      }
    }
    guard url.hasUsualPort else {
      throw Refusal(.port, "port \(url.port) is not \(url.scheme)'s own.")
    }
    if let address = url.address { try check(address) }
  }

  /// Refuses the addresses of a host when any of them is not public.
  public func check(_ addresses: [NetworkAddress]) throws(Refusal) {
    for address in addresses { try check(address) }
  }

  private func check(_ address: NetworkAddress) throws(Refusal) {
    guard !privateAddresses, let kind = address.restriction else { return }
    throw Refusal(
      .privateAddress,
      "its address \(address) is not on the public Internet (\(kind)); only --allow-private lets "
        + "it through.")
  }
}
