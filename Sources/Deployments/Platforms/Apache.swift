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

    /// Sections that say when the file is read, not what it holds for.
    var isTransparent: Bool {
      [
        "ifmodule", "ifdefine", "ifversion", "ifdirective", "iffile", "ifsection", "macro",
        "requireall", "requireany",
      ]
      .contains(name.lowercased())
    }
  }

  /// What a directive replaces when another one of the same section, table and header comes.
  struct Slot: Hashable {
    var page: Int
    var table: String
    var header: String
  }

  let source: ApacheSource
  var fields = HeaderFields()
  var diagnostics: [Diagnostic] = []
  var isKnown = false
  private var sections: [Section] = []
  private var defines: [String: (line: Int, word: ApacheSource.Word)] = [:]
  private var uses: [String: Int] = [:]
  private var slots: [Slot: [Range<Int>]] = [:]
  private let lines: LineIndex

  /// What was found; pages that the same lines of an included file make are one.
  var policies: [DeployedPolicy] {
    source.file.parts.count == 1 ? fields.policies : fields.policies.joiningPages { _ in 0 }
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
        isKnown = true
      } else if first.hasPrefix("<") {
        open(line, at: index)
      } else {
        let name = first.lowercased()
        if Self.known.contains(name) { isKnown = true }
        if name == "header" { header(line) }
      }
    }
  }

  private mutating func open(_ line: ApacheSource.Line, at index: Int) {
    let name = String(line.string(0).dropFirst())
    let arguments = line.words.indices.dropFirst().map(line.string)
    var section = Section(
      name: name, argument: arguments.joined(separator: " "), page: fields.newPage())
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
    let slot = Slot(page: page, table: table, header: name.lowercased())
    let conditions = action == "unset" ? words : words.dropFirst()
    let condition = conditions.map(line.string).first {
      $0.hasPrefix("expr=") || $0.hasPrefix("env=") || $0 == "early"
    }
    if condition == nil, ["set", "unset"].contains(action) { override(slot, line) }
    guard ["set", "append", "add", "merge", "setifempty"].contains(action), let value = words.first
    else {
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
    for policy in fields.policies[before...] {
      if let extent = policy.extent, condition == nil { slots[slot, default: []].append(extent) }
    }
  }

  /// A later `set` or `unset` of the same section takes the place of what was set before it.
  private mutating func override(_ slot: Slot, _ line: ApacheSource.Line) {
    guard let gone = slots.removeValue(forKey: slot) else { return }
    fields.removeAll { $0.page == slot.page && $0.extent.map(gone.contains) == true }
    note(
      "overridden-header", line,
      "takes the place of the policy of \(lines.place(of: gone.first?.lowerBound ?? 0))")
  }

  private mutating func note(_ rule: String, _ line: ApacheSource.Line, _ message: String) {
    let start = line.text.source(at: 0)?.lowerBound ?? 0
    diagnostics.append(
      Diagnostic(
        rule: rule, level: .info, file: lines.path(of: start), line: lines.line(of: start),
        message: message))
  }

  private var scope: String? {
    sections.last { !$0.isTransparent }.map {
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
