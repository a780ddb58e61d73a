import ContentSecurityPolicy

/// Symfony's NelmioSecurityBundle: `csp.enforce` and `csp.report` of `nelmio_security` in YAML.
enum NelmioSecurity: Platform {
  static let id = "symfony-nelmio"
  static let marks = ["nelmio_security"]

  static func claims(_ name: String) -> Claim {
    YAMLFile.isOne(name) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, let yaml = YAMLSource(file) else { return nil }
    var reader = Reader(bytes: file.bytes)
    for document in yaml.documents {
      reader.read(document, when: nil)
      for entry in document.entries where entry.key.hasPrefix("when@") {
        reader.read(entry.value, when: String(entry.key.dropFirst(5)))
      }
    }
    guard reader.isKnown else { return nil }
    return DeployedFile(platform: id, policies: reader.policies)
  }

  private struct Reader {
    let directives: DataDirectives
    var policies: [DeployedPolicy] = []
    var isKnown = false
    private var page = 0

    init(bytes: [UInt8]) {
      directives = DataDirectives(
        bytes: bytes, format: .yaml,
        words: .init(meaning: NelmioSecurity.quoted, word: NelmioSecurity.unquoted),
        takesTexts: false, expand: \.withParameters)
    }

    mutating func read(_ section: DataNode, when environment: String?) {
      guard let bundle = section["nelmio_security"] else { return }
      isKnown = true
      // What holds only where somebody develops is no policy in use.
      if ["dev", "test"].contains(environment) { return }
      guard let csp = bundle["csp"], csp["enabled"]?.flag != false else { return }
      page += 1
      for (key, delivery) in [("enforce", Delivery.header), ("report", .reportOnly)] {
        guard let node = csp[key] else { continue }
        let place = environment.map { "when@\($0): " } ?? ""
        var policy = directives.policy(
          of: node, delivery: delivery, scope: "\(place)nelmio_security.csp.\(key)", page: page)
        if environment != nil, !policies.isEmpty {
          policy?.merge = PolicyMerge(with: "the lists above it (Symfony merges when@ sections)")
        }
        if let policy { policies.append(policy) }
      }
    }
  }

  /// Keywords, which the bundle writes in quotes (NelmioSecurityBundle 3).
  private static let keywords: Set<String> = [
    "self", "none", "unsafe-inline", "unsafe-eval", "unsafe-hashes", "wasm-unsafe-eval",
    "strict-dynamic", "report-sample", "inline-speculation-rules", "unsafe-allow-redirects",
    "script",
  ]

  private static let prefixes = ["nonce-", "sha256-", "sha384-", "sha512-"]

  private static func quoted(_ word: String) -> String {
    let isQuoted = keywords.contains(word) || prefixes.contains { word.hasPrefix($0) }
    return isQuoted ? "'\(word)'" : word
  }

  private static func unquoted(_ source: String) -> String {
    let inner = String(source.dropFirst().dropLast())
    return source.hasPrefix("'") && quoted(inner) == source ? inner : source
  }
}
