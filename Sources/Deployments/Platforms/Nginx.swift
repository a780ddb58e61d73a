import Diagnostics

/// nginx: `add_header`, and `more_set_headers` of headers-more, with `set` and `map`, across `include`.
enum Nginx: Platform {
  static let id = "nginx"

  static func claims(_ name: String) -> Claim {
    if name == "nginx.conf" { return .certain }
    let endings: Set<Substring> = ["conf", "nginx", "nginxconf", "vhost", "inc", "site"]
    let isPossible =
      endings.contains(FileName.ending(of: name)) || name.contains(".conf.")
      || name.hasPrefix("nginx") || name == "default"
    return isPossible ? .possible : .onlyWhenNamed
  }

  static let inclusionMarks = ["include"]

  static func read(_ file: SourceFile) -> DeployedFile? {
    let source = NginxSource(file)
    guard let directives = source.directives else { return nil }
    var reader = NginxReader(source: source, variables: NginxVariables(source, directives))
    guard reader.knows(directives) || claims(file.name) == .certain else { return nil }
    reader.read(directives, NginxReader.Context())
    let breaks = reader.fields.lineBreaks(
      source.file, "nginx sends the line breaks as they are; over HTTP/2 the response is refused")
    return DeployedFile(
      platform: id, policies: reader.policies,
      diagnostics: source.diagnostics + reader.diagnostics + breaks, of: source.file)
  }
}

/// Walks through blocks.
private struct NginxReader {
  /// What a block takes over from the ones around it.
  struct Context {
    var scope: String?
    var variables: [String: [NginxVariables.Value]] = [:]
    /// Where the policy is set that blocks without headers of their own inherit.
    var inherited: Int?
    var merges = false
  }

  let source: NginxSource
  let variables: NginxVariables
  var fields = HeaderFields()
  var diagnostics: [Diagnostic] = []
  private let lines: LineIndex
  /// Where the directive of each policy stands.
  private var places: [Int] = []

  init(source: NginxSource, variables: NginxVariables) {
    self.source = source
    self.variables = variables
    lines = LineIndex(source.file)
  }

  /// What was found; pages that the same directives of an included file make are one.
  var policies: [DeployedPolicy] {
    source.file.parts.count == 1
      ? fields.policies : fields.policies.joiningPages { places[$0] }
  }

  private static let known: Set<String> = [
    "http", "server", "location", "events", "upstream", "map", "geo", "add_header", "set",
    "include",
    "more_set_headers", "proxy_pass", "listen", "root", "server_name", "if", "types", "return",
    "rewrite", "split_clients", "add_trailer", "expires", "try_files", "worker_processes", "user",
    "proxy_hide_header", "index", "default_type", "more_clear_headers", "proxy_set_header",
  ]

  func knows(_ directives: [NginxSource.Directive]) -> Bool {
    directives.contains { Self.known.contains(source.string($0.words[0])) }
  }

  mutating func read(_ directives: [NginxSource.Directive], _ outer: Context) {
    var context = outer
    variables.set(directives, &context.variables)
    let page = fields.newPage()
    var firstHeader: Int?
    var own: Int?
    for directive in directives where directive.block == nil {
      switch source.string(directive.words[0]) {
      case "add_header" where directive.words.count > 2:
        let start = directive.words[0].range.lowerBound
        firstHeader = firstHeader ?? start
        if Self.isPolicy(source.string(directive.words[1])) { own = own ?? start }
      case "add_header_inherit" where directive.words.count > 1:
        context.merges = source.string(directive.words[1]) == "merge"
      default: continue
      }
    }
    if let firstHeader, own == nil, let inherited = outer.inherited, !context.merges {
      let dropped = Diagnostic(
        rule: "dropped-header", level: .warn, file: lines.path(of: firstHeader),
        line: lines.line(of: firstHeader),
        message: "\(outer.scope ?? "this block") has an add_header of its own, so the policy of "
          + "\(lines.place(of: inherited)) is not sent there")
      if !diagnostics.contains(dropped) { diagnostics.append(dropped) }
      context.inherited = nil
    }
    context.inherited = own ?? context.inherited
    for directive in directives {
      let words = directive.words
      let name = source.string(words[0])
      if let block = directive.block {
        if ["map", "geo", "split_clients", "types", "upstream"].contains(name) { continue }
        var inner = context
        inner.scope = scope(directive, block) ?? context.scope
        read(block, inner)
      } else if name == "add_header", words.count > 2 {
        fields.page = page
        add(source.string(words[1]), words[2], context)
        note(directive)
      } else if name == "more_set_headers" {
        fields.page = page
        addMore(words.dropFirst(), context)
        note(directive)
      }
    }
  }

  /// Notes where the policies that were just added come from.
  private mutating func note(_ directive: NginxSource.Directive) {
    let place = directive.words[0].range.lowerBound
    places += Array(repeating: place, count: fields.policies.count - places.count)
  }

  private static func isPolicy(_ name: String) -> Bool {
    name.lowercased() == "content-security-policy"
  }

  private mutating func add(_ name: String, _ word: NginxSource.Word, _ context: Context) {
    let values = variables.values(of: word, context.variables)
    for value in values {
      if let scope = value.scope {
        fields.addAlternative(name, value.text, scope: scope)
      } else {
        fields.add(name, value.text, scope: context.scope)
      }
    }
  }

  /// Takes `-s 200 "Content-Security-Policy: ..."`.
  private mutating func addMore(_ words: ArraySlice<NginxSource.Word>, _ context: Context) {
    var isOption = false
    for word in words {
      if isOption {
        isOption = false
        continue
      }
      let plain = source.string(word)
      if word.quote == nil, plain.hasPrefix("-") {
        isOption = plain == "-s" || plain == "-t"
        continue
      }
      for value in variables.values(of: word, context.variables) {
        guard let colon = value.text.bytes.firstIndex(of: 0x3A) else { continue }
        let name = ASCIIText.string(value.text.bytes[..<colon].filter { $0 != 0x20 })
        let text = value.text[colon + 1..<value.text.bytes.count]
        if let scope = value.scope {
          fields.addAlternative(name, text, scope: scope)
        } else {
          fields.add(name, text, scope: context.scope)
        }
      }
    }
  }

  /// `location /app`, `server shop.example`.
  private func scope(
    _ directive: NginxSource.Directive, _ block: [NginxSource.Directive]
  ) -> String? {
    let words = directive.words.map(source.string)
    switch words[0] {
    case "server":
      let names = block.first { source.string($0.words[0]) == "server_name" }
      return "server " + (names?.words.dropFirst().map(source.string).joined(separator: " ") ?? "")
    case "location", "if", "limit_except": return words.joined(separator: " ")
    default: return nil
    }
  }
}
