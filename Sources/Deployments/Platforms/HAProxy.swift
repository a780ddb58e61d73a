import ContentSecurityPolicy
import Diagnostics

/// HAProxy: `set-header` and `add-header` on responses, `hdr` of answers of its own, `rspadd`.
enum HAProxy: Platform {
  static let id = "haproxy"

  static func claims(_ name: String) -> Claim {
    if name == "haproxy.cfg" { return .certain }
    let isPossible =
      FileName.ending(of: name) == "cfg" || name.contains(".cfg.") || name.contains("haproxy")
    return isPossible ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    var reader = HAProxyReader(file)
    reader.read()
    guard reader.isKnown || claims(file.name) == .certain else { return nil }
    return DeployedFile(
      platform: id, policies: reader.policies, diagnostics: reader.diagnostics)
  }
}

/// Goes through the rules, section by section.
private struct HAProxyReader {
  /// Rules of which a later one overrides an earlier one.
  private struct Slot: Hashable {
    var rules: String
    var delivery: Delivery
  }

  let source: HAProxySource
  var policies: [DeployedPolicy] = []
  var diagnostics: [Diagnostic] = []
  var isKnown = false
  private var section: String?
  private var page = 0
  private var pages = 0
  /// The policies of the section so far, by number.
  private var slots: [Slot: [Int]] = [:]
  private var overridden: Set<Int> = []
  private let lines: LineIndex
  /// What `setenv` and `set-var-fmt` say, `nil` for names with several values.
  private var constants: [String: HAProxySource.Word?] = [:]
  private var uses: [String: Int] = [:]

  private static let sections: Set<String> = [
    "global", "defaults", "frontend", "backend", "listen", "http-errors", "peers", "resolvers",
    "userlist", "program", "cache", "mailers", "ring", "fcgi-app", "log-forward",
  ]

  init(_ file: SourceFile) {
    source = HAProxySource(file)
    lines = LineIndex(file.bytes)
    for line in source.lines {
      let words = line.words
      for (index, word) in words.enumerated() {
        let text = word.string
        if index < 2, ["setenv", "presetenv"].contains(text), words.count > index + 2 {
          declare("${\(words[index + 1].string)}", words[index + 2])
        } else if text.hasPrefix("set-var-fmt("), text.hasSuffix(")"), words.count > index + 1 {
          declare(
            "%[var(\(text.dropFirst(12).dropLast().prefix { $0 != "," }))]", words[index + 1])
        } else if text.hasPrefix("set-var("), let end = text.firstIndex(of: ")") {
          constants["%[var(\(text[..<end].dropFirst(8)))]"] = .some(nil)
        }
        for part in Self.parts(text) { uses[part, default: 0] += 1 }
      }
    }
  }

  private mutating func declare(_ name: String, _ word: HAProxySource.Word) {
    constants[name] = constants[name] == nil ? word : .some(nil)
  }

  /// The references that a word makes, as they are written.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    for (open, close) in [("${", "}"), ("%[", "]")] {
      for piece in text.split(separator: open).dropFirst(text.hasPrefix(open) ? 0 : 1) {
        parts.append(open + piece.prefix { String($0) != close } + close)
      }
    }
    return parts
  }

  mutating func read() {
    for line in source.lines {
      let first = line.words[0].string
      if Self.sections.contains(first) {
        isKnown = true
        section = line.words.prefix(2).map(\.string).joined(separator: " ")
        page = newPage()
        slots = [:]
        continue
      }
      switch first {
      case "http-response", "http-after-response": rule(line)
      case "rspadd": legacy(line)
      default: break
      }
      if ["http-request", "http-response", "http-error", "http-after-response", "errorfile"]
        .contains(first)
      {
        answer(line)
      }
    }
    policies = policies.enumerated().filter { !overridden.contains($0.offset) }.map(\.element)
  }

  private mutating func newPage() -> Int {
    pages += 1
    return pages
  }

  /// Takes `http-response set-header NAME FORMAT [if ...]`.
  private mutating func rule(_ line: HAProxySource.Line) {
    let words = line.words
    guard words.count > 2, let delivery = Delivery(header: words[2].string) else { return }
    let action = words[1].string
    let slot = Slot(rules: words[0].string, delivery: delivery)
    let value = action == "del-header" ? 2 : 3
    let condition = condition(words.dropFirst(value + 1))
    switch action {
    case "set-header", "del-header":
      if condition == nil, line.conditions.isEmpty { override(slot, words[0]) }
      guard action == "set-header", words.count > 3 else { return }
      let before = policies.count
      let isAlternative = condition != nil && slots[slot] != nil
      add(words[3], delivery, line, condition, on: isAlternative ? newPage() : page)
      slots[slot, default: []] += before..<policies.count
    case "add-header":
      guard words.count > 3 else { return }
      let before = policies.count
      add(words[3], delivery, line, condition, on: page)
      slots[slot, default: []] += before..<policies.count
    case "replace-header", "replace-value":
      diagnostics.append(
        Diagnostic(
          rule: "edited-header", level: .info, line: self.line(of: words[0]),
          message: "changes the policy by a pattern, which is not followed"))
    default: return
    }
  }

  /// What stands behind `if` or `unless`.
  private func condition(_ words: ArraySlice<HAProxySource.Word>) -> String? {
    guard let first = words.first?.string, first == "if" || first == "unless" else { return nil }
    return words.map(\.string).joined(separator: " ")
  }

  /// A later rule takes the place of the earlier ones of its kind.
  private mutating func override(_ slot: Slot, _ word: HAProxySource.Word) {
    guard let gone = slots.removeValue(forKey: slot), let first = gone.first else { return }
    overridden.formUnion(gone)
    let start = policies[first].extent?.lowerBound ?? 0
    diagnostics.append(
      Diagnostic(
        rule: "overridden-header", level: .info, line: line(of: word),
        message: "takes the place of the policy of line \(lines.line(of: start))"))
  }

  private func line(of word: HAProxySource.Word) -> Int {
    lines.line(of: word.text.extent?.lowerBound ?? 0)
  }

  /// Takes `hdr NAME FORMAT` of an answer that HAProxy gives itself.
  private mutating func answer(_ line: HAProxySource.Line) {
    let words = line.words
    guard ["return", "deny", "status"].contains(words.dropFirst().first?.string ?? "") else {
      return
    }
    let page = newPage()
    for index in words.indices.dropFirst(2).dropLast(2) where words[index].string == "hdr" {
      guard let delivery = Delivery(header: words[index + 1].string) else { continue }
      let end = words.firstIndex { $0.string == "if" || $0.string == "unless" }
      add(
        words[index + 2], delivery, line, end.flatMap { condition(words[$0...]) }, on: page)
    }
  }

  /// Takes `rspadd NAME:\ VALUE [if ...]`, which HAProxy read up to 2.0.
  private mutating func legacy(_ line: HAProxySource.Line) {
    guard line.words.count > 1 else { return }
    let text = line.words[1].text
    guard let colon = text.bytes.firstIndex(of: 0x3A),
      let delivery = Delivery(header: ASCIIText.string(text.bytes[..<colon]))
    else { return }
    append(
      text[colon + 1..<text.bytes.count].withTemplates, delivery, line,
      condition(line.words.dropFirst(2)), on: page)
  }

  private mutating func add(
    _ word: HAProxySource.Word, _ delivery: Delivery, _ line: HAProxySource.Line,
    _ condition: String?, on page: Int
  ) {
    append(value(word, isFormat: true, depth: 0).withTemplates, delivery, line, condition, on: page)
  }

  private mutating func append(
    _ text: MappedText, _ delivery: Delivery, _ line: HAProxySource.Line, _ condition: String?,
    on page: Int
  ) {
    let scope = [section, condition].compactMap { $0 } + line.conditions
    let found = DeployedPolicy.each(
      in: text, delivery: delivery, scope: scope.isEmpty ? nil : scope.joined(separator: " "),
      page: page)
    for var policy in found {
      policy.additions = line.conditions
      policies.append(policy)
    }
  }

  // MARK: Values

  /// A word with the constants of this file in place.
  private func value(_ word: HAProxySource.Word, isFormat: Bool, depth: Int) -> MappedText {
    var text = word.text.replacingRunTimeParts { name, source, spelling in
      constant(name, at: source, spelling, isFormat: false, depth)
        ?? .runTime(Self.label(name), at: source, spelling)
    }
    guard isFormat else { return text }
    text = text.spelled { spelling in
      guard var own = spelling as? HAProxyText else { return spelling }
      own.isFormat = true
      return own
    }
    return formatted(text, depth)
  }

  /// `${NAME-default}` without its marks.
  private static func label(_ name: String) -> String {
    name.hasPrefix("${") ? String(name.dropFirst(2).dropLast()) : String(name.dropFirst())
  }

  /// The value of a constant.
  private func constant(
    _ name: String, at source: Range<Int>, _ spelling: (any Spelling)?, isFormat: Bool, _ depth: Int
  ) -> MappedText? {
    guard depth < 8, let word = constants[name], let word else { return nil }
    let value = value(word, isFormat: isFormat, depth: depth + 1)
    var part = MappedText()
    // Text that several places use must not change for one of them.
    if uses[name] == 1, let spelling {
      part.append(value, referredToAt: source, spelling)
    } else {
      part.append(valueOf: value, referredToAt: source, spelling)
    }
    return part
  }

  /// A format with what its percent signs stand for.
  private func formatted(_ text: MappedText, _ depth: Int) -> MappedText {
    var result = MappedText()
    var position = 0
    var index = 0
    let bytes = text.bytes
    while index < bytes.count {
      guard bytes[index] == 0x25, text.segment(at: index)?.kind != .reference,
        let end = Self.formatEnd(bytes, index), let source = text.source(of: index..<end)
      else {
        index += 1
        continue
      }
      result.append(text[position..<index])
      let spelling = text.spelling(of: index..<end)
      let written = ASCIIText.string(bytes[index..<end])
      if written == "%%" {
        result.append([0x25], escapedAs: source, spelling ?? HAProxyText())
      } else {
        let name = written.hasPrefix("%[") ? written.dropFirst(2).dropLast() : written[...]
        result.append(
          constant(written, at: source, spelling, isFormat: true, depth)
            ?? .runTime(String(name), at: source, spelling))
      }
      index = end
      position = end
    }
    result.append(text[position..<bytes.count])
    return result
  }

  /// The end of `%[sample]`, `%{flags}name`, `%name` or `%%`.
  private static func formatEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == 0x25 { return index + 1 }
    if bytes[index] == 0x7B {
      guard let close = bytes[index...].firstIndex(of: 0x7D) else { return nil }
      index = close + 1
    }
    if index < bytes.count, bytes[index] == 0x5B {
      var depth = 0
      while index < bytes.count {
        if bytes[index] == 0x5B || bytes[index] == 0x28 { depth += 1 }
        if bytes[index] == 0x5D || bytes[index] == 0x29 { depth -= 1 }
        index += 1
        if depth == 0 { return index }
      }
      return nil
    }
    let first = index
    while index < bytes.count, (0x61...0x7A).contains(bytes[index] | 0x20) { index += 1 }
    return index > first ? index : nil
  }
}
