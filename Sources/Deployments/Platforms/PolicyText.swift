import ContentSecurityPolicy

/// A file that holds one header value and nothing else; line ends are white space.
enum PolicyText: Platform {
  static let id = "policy-text"
  static let marks: [String] = []

  static func claims(_ name: String) -> Claim { .onlyWhenNamed }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let value = MappedText(
      of: file.bytes, in: file.start..<file.bytes.count, QuotedText())
    let policies = DeployedPolicy.each(in: value, delivery: .header)
    let directives = policies.flatMap(\.policies.policies).flatMap { policy in
      policy.directives.map { policy.governing($0.name) != nil }
    }
    // Any text has words and semicolons; of a policy browsers know at least half the names.
    guard directives.count(where: { $0 }) * 2 >= directives.count else { return nil }
    return DeployedFile(platform: id, policies: policies)
  }
}
