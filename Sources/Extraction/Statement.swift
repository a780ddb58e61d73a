import VendorRequirements

/// What one place of a document asks for: a sample policy, a list, a table, a sentence.
struct Statement: Sendable {
  /// A source under a directive.
  struct Entry: Sendable, Hashable {
    var directive: String
    var token: SourceToken
    var line: Int
    /// When it is needed, as the place itself says, such as a cell of notes.
    var condition: String?
    /// Such as `sandbox`.
    var environment: String?
    /// Such as `eu`.
    var region: String?
  }

  var entries: [Entry] = []
  var evidence: Evidence
  var confidence: Confidence
  /// The passages that it was read from.
  var passages: Range<Int>
  /// Name of the shape that read it.
  var shape: String
  /// Whether it is a whole policy rather than additions to one.
  var isPolicy = false
  /// Whether it only tells what some software does by itself.
  var isInformational = false
  /// Whether a sentence asks for `'self'` itself, as for workers that the page starts.
  var asksForSelf = false
  /// Whether it is a sentence in running text rather than an entry of a list.
  var isExplanation = false
  /// Whether the place itself says that it stands for something said elsewhere.
  var isAlternative = false
  /// Whether no word asks for it, so that only the vendor's own hosts count.
  var isUnasked = false
  /// Whether it is somebody's policy before a change, of which nothing is asked for.
  var isShown = false
  /// Directive of the last list, even if nothing stands in it.
  var lastDirective: String?

  /// The directives in order.
  var directives: [String] {
    var names: [String] = []
    for entry in entries where !names.contains(entry.directive) { names.append(entry.directive) }
    return names
  }

  /// Its hosts, without those that are placeholders.
  var hosts: Set<String> {
    var hosts: Set<String> = []
    for entry in entries where entry.token.kind == .host && !entry.token.isPlaceholder {
      hosts.insert(entry.token.host)
    }
    return hosts
  }

  /// Whether it has such hosts.
  var hasHosts: Bool {
    entries.contains { $0.token.kind == .host && !$0.token.isPlaceholder }
  }

  /// Whether it is a policy as a site would send it, with the site's own sources in it.
  var isWholePolicy: Bool { entries.contains { $0.token.text == "'self'" } }

  /// Whether it trusts scripts by nonce and `'strict-dynamic'`, not by host.
  var isStrict: Bool { entries.contains { $0.token.text == "'strict-dynamic'" } }
}

extension Statement {
  /// A policy that a document shows to change it.
  init(shown run: PolicyScanner.Run, in passage: Passage, shape: String) {
    self.init(
      evidence: .policyLine, confidence: .sample, passages: passage.index..<(passage.index + 1),
      shape: shape)
    isShown = true
    entries = run.lists.flatMap { list in
      list.words.compactMap { word in
        word.source.map { .init(directive: list.directive, token: $0, line: word.line) }
      }
    }
  }
}

/// What a shape read and what it decided not to take.
struct Readings: Sendable {
  var statements: [Statement] = []
  var rejected: [ExtractedDocument.Rejected] = []

  mutating func reject(_ word: Word, _ reason: String) {
    rejected.append(.init(token: String(word.text.prefix(200)), line: word.line, reason: reason))
  }
}
