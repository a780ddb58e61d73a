import ContentSecurityPolicy

/// A file that holds one header value and nothing else; line ends are white space.
enum PolicyText: Platform {
  static let id = "policy-text"
  static let marks: [String] = []

  static func claims(_ name: String) -> Claim { .onlyWhenNamed }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let content = DeployedFile(valueIn: file, delivery: .header)
    let lists = content.policies.flatMap(\.policies.policies)
    let known = lists.flatMap { policy in policy.directives.map { policy.governing($0.name) != nil }
    }
    // Any text has words and semicolons: a policy begins with what may be a name, and of its names
    // browsers know at least half.
    let begins = lists.allSatisfy { $0.directives.first.map { isName($0.name) } ?? true }
    guard begins, known.count(where: { $0 }) * 2 >= known.count else { return nil }
    return content
  }

  /// Whether a word is a directive name as CSP3 spells them.
  private static func isName(_ word: String) -> Bool {
    word.utf8.allSatisfy {
      $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
    }
  }
}
