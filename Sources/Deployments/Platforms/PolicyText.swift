import ContentSecurityPolicy

/// A file that holds one header value and nothing else; line ends are white space.
enum PolicyText: Platform {
  static let id = "policy-text"
  static let marks: [String] = []

  static func claims(_ name: String) -> Claim { .onlyWhenNamed }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let value = MappedText(
      of: file.bytes, in: file.start..<file.bytes.count, QuotedText())
    return DeployedFile(
      platform: id, policies: DeployedPolicy.each(in: value, delivery: .header))
  }
}
