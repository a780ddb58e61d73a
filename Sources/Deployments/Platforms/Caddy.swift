import ContentSecurityPolicy
import Diagnostics

/// Caddyfile: `header`, and `header_down` of `reverse_proxy`.
enum Caddy: Platform {
  static let id = "caddy"

  static func claims(_ name: String) -> Claim {
    let endings: Set<Substring> = ["caddyfile", "caddy"]
    return name.hasPrefix("caddyfile") || endings.contains(FileName.ending(of: name))
      ? .certain : .onlyWhenNamed
  }

  static let inclusionMarks = ["import"]

  static func read(_ file: SourceFile) -> DeployedFile? {
    let source = CaddySource(file)
    let isCertain = claims(file.name) == .certain
    guard let directives = source.directives else {
      guard isCertain else { return nil }
      let fault = Diagnostic(
        rule: "invalid-caddyfile", level: .warn,
        message: "the file is no valid Caddyfile: a brace or a quote does not close")
      return DeployedFile(platform: id, policies: [], diagnostics: [fault])
    }
    var reader = CaddyReader(source: source)
    reader.collect(directives)
    reader.read(directives, scope: nil, depth: 0)
    guard isCertain || !reader.fields.policies.isEmpty else { return nil }
    return DeployedFile(
      platform: id, policies: reader.policies,
      diagnostics: source.diagnostics + reader.diagnostics, of: source.file)
  }
}

/// Walks through blocks.
private struct CaddyReader {
  let source: CaddySource
  var fields = HeaderFields()
  var diagnostics: [Diagnostic] = []
  /// The values that `vars` gives to names.
  private var variables: [String: [CaddySource.Word]] = [:]
  /// How often each variable is named.
  private var uses: [String: Int] = [:]
  /// Variables that stand beside other text somewhere.
  private var parts: Set<String> = []
  private let lines: LineIndex

  /// What was found; pages that the same lines of an imported file make are one.
  var policies: [DeployedPolicy] {
    source.file.parts.count == 1 ? fields.policies : fields.policies.joiningPages { _ in 0 }
  }

  init(source: CaddySource) {
    self.source = source
    lines = LineIndex(source.file)
  }

  /// Notes what `vars NAME VALUE` says anywhere, and who names it.
  mutating func collect(_ directives: [CaddySource.Directive]) {
    for directive in directives {
      for word in directive.words { note(word) }
      if let first = directive.words.first, source.isPlain(first, "vars") {
        let entries = directive.block?.map(\.words) ?? []
        for word in entries.joined() { note(word) }
        for words in entries + [Array(directive.words.dropFirst())] where words.count >= 2 {
          let pair = words.suffix(2)
          variables[source.string(pair[pair.startIndex]), default: []].append(
            words[words.count - 1])
        }
      } else if let block = directive.block {
        collect(block)
      }
    }
  }

  private mutating func note(_ word: CaddySource.Word) {
    let text = source.text(word)
    for name in text.unresolved where name.hasPrefix("vars.") {
      uses[name, default: 0] += 1
      if text.segments.count > 1 { parts.insert(name) }
    }
  }

  mutating func read(_ directives: [CaddySource.Directive], scope: String?, depth: Int) {
    let page = fields.newPage()
    /// The policies that a later `header` of the same block and name overrides.
    var last: [String: [Range<Int>]] = [:]
    for directive in directives {
      guard let first = directive.words.first else {
        // Global options.
        if let block = directive.block { read(block, scope: scope, depth: depth + 1) }
        continue
      }
      let name = source.string(first)
      if name.hasPrefix("@") { continue }
      switch name {
      case "header" where depth > 0 || directive.block == nil:
        fields.page = page
        header(directive, scope, &last)
      case "header_down":
        fields.page = page
        field(directive.words.dropFirst(), scope, &last, isAlone: false)
      default:
        guard let block = directive.block else { continue }
        read(block, scope: inner(directive, scope, depth), depth: depth + 1)
      }
    }
  }

  /// What a block holds for.
  private func inner(
    _ directive: CaddySource.Directive, _ scope: String?, _ depth: Int
  ) -> String? {
    let words = directive.words.map(source.string)
    if depth == 0, words[0].hasPrefix("("), words[0].hasSuffix(")") {
      return "snippet " + words[0].dropFirst().dropLast()
    }
    switch words[0] {
    case "route": return words.count > 1 ? words.joined(separator: " ") : scope
    case "reverse_proxy": return [scope, words[0]].compactMap { $0 }.joined(separator: " ")
    default: return words.joined(separator: " ")
    }
  }

  /// Takes `header [MATCHER] FIELD VALUE` or a block of fields.
  private mutating func header(
    _ directive: CaddySource.Directive, _ scope: String?, _ last: inout [String: [Range<Int>]]
  ) {
    var words = directive.words.dropFirst()
    var matcher: String?
    if let first = words.first, first.quotes == .none {
      let text = source.string(first)
      if text == "*" || text.hasPrefix("/") || text.hasPrefix("@") {
        words = words.dropFirst()
        if text != "*" { matcher = text }
      }
    }
    if !words.isEmpty { field(words, matcher ?? scope, &last, isAlone: matcher == nil) }
    for line in directive.block ?? [] {
      field(line.words[...], matcher ?? scope, &last, isAlone: matcher == nil)
    }
  }

  /// Takes `[+|-|?|>]FIELD VALUE`; with a third word it is a pattern and what replaces it.
  private mutating func field(
    _ words: ArraySlice<CaddySource.Word>, _ scope: String?,
    _ last: inout [String: [Range<Int>]], isAlone: Bool
  ) {
    guard let first = words.first else { return }
    var name = source.string(first)
    let sign = name.first.flatMap { "+-?>".contains($0) ? $0 : nil }
    if sign != nil { name.removeFirst() }
    if name.hasSuffix(":") { name.removeLast() }
    guard Delivery(header: name) != nil, sign != "-" else { return }
    if words.count > 2 {
      note("edited-header", first, "changes the policy by a pattern, which is not followed")
    }
    guard words.count == 2, let value = words.last else { return }
    let key = name.lowercased()
    let sets = isAlone && (sign == nil || sign == ">")
    if sets, let gone = last[key] {
      let page = fields.page
      fields.removeAll { $0.page == page && $0.extent.map(gone.contains) == true }
      note(
        "overridden-header", first,
        "takes the place of the policy of \(lines.place(of: gone.first?.lowerBound ?? 0))")
      last[key] = nil
    }
    let before = fields.policies.count
    fields.add(name, text(value), scope: scope)
    if isAlone {
      last[key, default: []] += fields.policies[before...].compactMap(\.extent)
    }
  }

  private mutating func note(_ rule: String, _ word: CaddySource.Word, _ message: String) {
    let start = word.range.lowerBound
    diagnostics.append(
      Diagnostic(
        rule: rule, level: .info, file: lines.path(of: start), line: lines.line(of: start),
        message: message))
  }

  private func text(_ word: CaddySource.Word) -> MappedText {
    source.text(word) { placeholder in
      guard placeholder.hasPrefix("vars."),
        let values = variables[String(placeholder.dropFirst("vars.".count))], values.count == 1,
        let value = values.first
      else { return nil }
      let text = source.text(value)
      // What names variables in turn would say something else where it is copied to.
      if text.unresolved.contains(where: { $0.hasPrefix("vars.") }) { return nil }
      // What several places use must not change for one of them, unless it is all that they say.
      return (text, uses[placeholder] == 1 || !parts.contains(placeholder))
    }
  }
}
