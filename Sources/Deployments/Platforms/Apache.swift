import ContentSecurityPolicy
import Diagnostics

/// Apache httpd: `Header` in `.htaccess` and configuration files, with `Define` of the same file.
enum Apache: Platform {
  static let id = "apache"

  static func claims(_ name: String) -> Claim {
    if [".htaccess", "httpd.conf", "apache2.conf"].contains(name) { return .certain }
    let isPossible =
      ["conf", "vhost", "inc", "htaccess"].contains(FileName.ending(of: name))
      || name.contains(".conf.") || name.hasPrefix(".htaccess") || name.hasPrefix("htaccess")
      || name.hasPrefix("apache") || name.hasPrefix("httpd")
    return isPossible ? .possible : .onlyWhenNamed
  }

  static let inclusionMarks = ["include"]

  static func read(_ file: SourceFile) -> DeployedFile? {
    let source = ApacheSource(file)
    var reader = ApacheReader(source: source)
    reader.read()
    guard reader.isKnown || claims(file.name) == .certain else { return nil }
    return DeployedFile(
      platform: id, policies: reader.policies,
      diagnostics: source.diagnostics + reader.diagnostics, of: source.file)
  }
}

/// Goes through the lines, section by section.
private struct ApacheReader {
  struct Section {
    var name: String
    var argument: String
    var page: Int
    var parameters: [String] = []

    /// Whether it says what directives hold for.
    var isScope: Bool
  }

  let source: ApacheSource
  var fields = HeaderFields()
  var diagnostics: [Diagnostic] = []
  var isKnown = false
  private var sections: [Section] = []
  private var defines: [String: (line: Int, word: ApacheSource.Word)] = [:]
  private var uses: [String: Int] = [:]
  private var places = ApacheSections()
  private var headers: [ApacheHeaders.Directive] = []
  /// The line of each of ``headers``.
  private var headerLines: [ApacheSource.Line] = []
  /// The policies that are never sent.
  private var gone: Set<Int> = []
  private var noted: Set<Diagnostic> = []
  private let lines: LineIndex

  /// What was found; pages that the same lines of an included file make are one.
  var policies: [DeployedPolicy] {
    let sent = fields.policies.indices.filter { !gone.contains($0) }.map { fields.policies[$0] }
    return source.file.parts.count == 1 ? sent : sent.joiningPages { _ in 0 }
  }

  init(source: ApacheSource) {
    self.source = source
    lines = LineIndex(source.file)
    var counted: Set<Int> = []
    for (index, line) in source.lines.enumerated() {
      if line.string(0).lowercased() == "define", line.words.count > 2 {
        defines[line.string(1)] = (index, line.words[2])
      }
      // A file may be included several times.
      guard counted.insert(line.text.source(at: 0)?.lowerBound ?? 0).inserted else { continue }
      for word in line.words {
        _ = source.value(word, of: line, parameters: []) { name, _, _ in
          uses[name, default: 0] += 1
          return nil
        }
      }
    }
  }

  private static let known: Set<String> = [
    "header", "requestheader", "rewriteengine", "rewriterule", "rewritecond", "documentroot",
    "serveralias", "servername", "errordocument", "directoryindex", "define", "loadmodule",
    "options",
    "allowoverride", "require", "proxypass", "setenvif", "addtype", "expiresactive", "redirect",
  ]

  mutating func read() {
    for (index, line) in source.lines.enumerated() {
      let first = line.string(0)
      if first.hasPrefix("</") {
        if !sections.isEmpty { sections.removeLast() }
        places.close()
        isKnown = true
      } else if first.hasPrefix("<") {
        open(line, at: index)
      } else {
        let name = first.lowercased()
        if Self.known.contains(name) { isKnown = true }
        if name == "header" { header(line) }
      }
    }
    merge()
  }

  private mutating func open(_ line: ApacheSource.Line, at index: Int) {
    let name = String(line.string(0).dropFirst())
    let arguments = line.words.indices.dropFirst().map(line.string)
    let before = places.place
    places.open(name.lowercased(), arguments)
    let isPlain = places.place == before
    var section = Section(
      name: name, argument: arguments.joined(separator: " "),
      page: isPlain ? sections.last?.page ?? 0 : fields.newPage(),
      isScope: places.place.keys != before.keys)
    if name.lowercased() == "macro" {
      section.parameters = arguments.dropFirst().filter { !$0.isEmpty }
    }
    if name.lowercased() == "virtualhost" {
      // A host is known by its name rather than by its address.
      for inner in source.lines[(index + 1)...] {
        if inner.string(0).lowercased().hasPrefix("</virtualhost") { break }
        if inner.string(0).lowercased() == "servername" {
          section.argument = inner.string(1)
          break
        }
      }
    }
    sections.append(section)
    if name.first?.isLetter == true { isKnown = true }
  }

  /// Takes `Header [always|onsuccess] set NAME VALUE [CONDITION]`.
  private mutating func header(_ line: ApacheSource.Line) {
    var words = line.words.indices.dropFirst()
    var table = "onsuccess"
    if let first = words.first, ["always", "onsuccess"].contains(line.string(first).lowercased()) {
      table = line.string(first).lowercased()
      words = words.dropFirst()
    }
    guard let verb = words.popFirst(), let field = words.popFirst() else { return }
    var name = line.string(field)
    if name.hasSuffix(":") { name.removeLast() }
    guard Delivery(header: name) != nil else { return }
    let action = line.string(verb).lowercased()
    let page = sections.last?.page ?? 0
    let conditions = action == "unset" ? words : words.dropFirst()
    let condition = conditions.map(line.string).first {
      $0.hasPrefix("expr=") || $0.hasPrefix("env=") || $0 == "early"
    }
    func take(_ text: [UInt8], _ policies: Range<Int>) {
      guard let action = ApacheHeaders.Action(rawValue: action) else { return }
      headers.append(
        ApacheHeaders.Directive(
          place: places.place, table: table, header: name.lowercased(), action: action,
          isConditional: condition != nil, text: text, policies: policies))
      headerLines.append(line)
    }
    guard ["set", "append", "add", "merge", "setifempty"].contains(action), let value = words.first
    else {
      if action == "unset" { take([], 0..<0) }
      if action.hasPrefix("edit") {
        note("edited-header", line, "changes the policy by a pattern, which is not followed")
      }
      return
    }
    let before = fields.policies.count
    fields.page = page
    let text: MappedText
    if line.string(value).hasPrefix("expr=") {
      var whole = MappedText()
      whole.append(
        runTime: line.string(value),
        for: line.text.source(of: line.words[value].range) ?? 0..<0, nil)
      text = whole
    } else {
      text = expand(line.words[value], of: line, depth: 0)
    }
    fields.add(name, text, scope: condition ?? scope)
    take(text.bytes, before..<fields.policies.count)
  }

  /// Leaves out what other directives take the place of, and says what a client gets.
  private mutating func merge() {
    var merged = ApacheHeaders(headers)
    for (index, directive) in headers.enumerated() {
      let outcome = merged.outcome(of: directive)
      let makesPolicies = !directive.policies.isEmpty
      if directive.action == .unset {
        for gone in outcome.droppedOutside[index] ?? [] {
          note(
            "dropped-header", headerLines[index],
            "unsets the header, so \(named(gone)) is not sent here", .warn)
        }
        for kept in outcome.besides {
          note(
            "kept-header", headerLines[index],
            "leaves \(named(kept)), which is in the \(headers[kept].table) table", .warn)
        }
      } else if let winner = outcome.dropped[index], makesPolicies {
        gone.formUnion(directive.policies)
        if directive.action == .setIfEmpty {
          note(
            "overridden-header", headerLines[index],
            "is never sent, as \(named(winner)) is there already")
        } else {
          note("overridden-header", headerLines[winner], "takes the place of \(named(index))")
        }
      } else if makesPolicies {
        for beside in outcome.outside + outcome.besides {
          note(
            "sent-together", headerLines[index],
            "is sent beside \(named(beside)): browsers enforce both")
        }
      }
    }
  }

  /// `the policy of line 3`.
  private func named(_ index: Int) -> String {
    let start = headerLines[index].text.source(at: 0)?.lowerBound ?? 0
    return "the policy of \(lines.place(of: start))"
  }

  private mutating func note(
    _ rule: String, _ line: ApacheSource.Line, _ message: String, _ level: Level = .info
  ) {
    let start = line.text.source(at: 0)?.lowerBound ?? 0
    let diagnostic = Diagnostic(
      rule: rule, level: level, file: lines.path(of: start), line: lines.line(of: start),
      message: message)
    if noted.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  private var scope: String? {
    sections.last(where: \.isScope).map {
      $0.argument.isEmpty ? $0.name : "\($0.name) \($0.argument)"
    }
  }

  /// A value with the constants of this file in place.
  private func expand(
    _ word: ApacheSource.Word, of line: ApacheSource.Line, depth: Int
  ) -> MappedText {
    let parameters = sections.flatMap(\.parameters)
    return source.value(word, of: line, parameters: parameters) { name, reference, spelling in
      guard let define = defines[name], depth < 8 else { return nil }
      let value = expand(define.word, of: source.lines[define.line], depth: depth + 1)
      var part = MappedText()
      // Text that several places use must not change for one of them.
      if uses[name] == 1 {
        part.append(value, referredToAt: reference, spelling)
      } else {
        part.append(valueOf: value, referredToAt: reference, spelling)
      }
      return part
    }
  }
}
