import ContentSecurityPolicy
import Deployments
import VendorRegistry

/// Policies that a client sent, and what it wants to know of them.
struct PolicyQuestion: Sendable {
  /// What the policies are held against.
  enum Subject: Sendable, Hashable {
    /// What vendors need; none means those whose hosts the policies name.
    case vendors([VendorReference])
    /// Changes from a version to another.
    case changes([Change])
  }

  /// A change of one vendor.
  struct Change: Sendable, Hashable {
    var old: VendorReference
    var new: VendorReference
  }

  /// The most characters of a policy or text.
  static let textLimit = 60_000
  /// The most vendors, changes, profiles or regions.
  static let listLimit = 50
  /// The most characters of a header's value.
  static let headerValueLimit = 20_000
  /// The most headers of a list.
  static let headerLimit = 200

  /// The text, as a file.
  var file: SourceFile
  /// How ``file`` is read, also after it was mended; `nil` for a text in which no platform finds a policy.
  var read: @Sendable (SourceFile) -> DeployedFile?
  /// Whether the text may be anything, rather than what a response was sent with.
  let isPasted: Bool
  /// The page.
  var origin = Origin.example
  /// What the policies are held against.
  var subject = Subject.vendors([])
  /// Profiles that count.
  var profiles: [String] = []
  /// Regions that count.
  var regions: Set<String> = []

  /// A text as people paste it: a policy, response headers, a platform's configuration.
  init(text: String) {
    isPasted = true
    file = SourceFile(path: "text", bytes: Array(text.utf8))
    read = { Platforms.read($0) }
  }

  /// One header or `<meta>` value, whatever it says.
  init(value: String, delivery: Delivery) {
    isPasted = false
    file = SourceFile(path: "policy", bytes: Array(value.utf8))
    read = { DeployedFile(valueIn: $0, delivery: delivery) }
  }

  /// The headers of one response as lines, those of policies alone.
  init(headers: String) {
    isPasted = false
    file = SourceFile(path: "headers.http", bytes: Array(headers.utf8))
    // A response without the header is a page without a policy, which is an answer.
    read = {
      Platforms.read($0) ?? DeployedFile(platform: "header-dump", policies: [])
    }
  }
}
