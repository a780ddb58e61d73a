import CommandOptions
import ContentSecurityPolicy
import Deployments
import Fetching

/// The policies that a live page is under: those of its headers, then those of its `<meta>` tags.
enum FetchedPolicies {
  /// Fetches a page and reads its policies.
  ///
  /// - Parameters:
  ///   - url: The page.
  ///   - allowsPrivate: Whether it may be at a private address.
  /// - Returns: The policies; none when the page has none.
  /// - Throws: That the page cannot be had.
  static func read(_ url: String, allowsPrivate: Bool) throws(CommandError) -> PolicyList {
    // Whoever writes http:// into cspreg.json asks for it.
    let permission = Permission(plainText: true, privateAddresses: allowsPrivate)
    let (response, body) = try FetchProgram.page(FetchRequest(url: url, permission: permission))
    return policies(of: response, body)
  }

  private static func policies(of response: FetchResponse, _ body: [UInt8]) -> PolicyList {
    var policies: [Policy] = []
    for header in response.headers {
      guard let delivery = Delivery(header: header.name) else { continue }
      policies += PolicyList(parsing: header.value, delivery: delivery).policies
    }
    let markup = Platforms.read(SourceFile(path: "page.html", bytes: body))
    return PolicyList(policies: policies + (markup?.pages.flatMap(\.list.policies) ?? []))
  }
}
