/// The conditions of a template language around the lines of a file.
///
/// Jinja's `{% if %}`, ERB's `<% if %>`, Go's `{{ if }}` and Terraform's `%{ if }`, each on a line of
/// its own.
struct TemplateConditions {
  /// The conditions around the next line, the outer first; loops are conditions too.
  private(set) var conditions: [String] = []

  private static let marks = [("{%", "%}"), ("<%", "%>"), ("{{", "}}"), ("%{", "}")]
  static let opening: Set<Substring> = ["if", "unless", "for", "range", "with", "case"]
  private static let turning: Set<Substring> = ["else", "elif", "elsif", "elseif", "when"]

  /// Takes a line; `false` when it is none of a template's statements.
  mutating func take(_ line: some Collection<UInt8>) -> Bool {
    let text = ASCIIText.string(line)
    let trimmed = text.split(omittingEmptySubsequences: true) { " \t\r".contains($0) }
      .joined(separator: " ")
    guard let (open, close) = Self.marks.first(where: { trimmed.hasPrefix($0.0) }),
      trimmed.hasSuffix(close), trimmed.count >= open.count + close.count
    else { return false }
    let inside = trimmed.dropFirst(open.count).dropLast(close.count)
      .drop { "-=~ ".contains($0) }
    var words = inside.split(separator: " ")
    while let last = words.last, last.allSatisfy({ "-~".contains($0) }) { words.removeLast() }
    guard let first = words.first else { return open != "{{" }
    let rest = words.dropFirst().joined(separator: " ")
    if Self.opening.contains(first) {
      conditions.append("\(first) \(rest)")
    } else if Self.turning.contains(first) {
      let before = conditions.popLast() ?? ""
      let isPlain = rest.isEmpty
      conditions.append(isPlain ? "not " + before.drop(upTo: " ") : "\(first) \(rest)")
    } else if first.hasPrefix("end") {
      if !conditions.isEmpty { conditions.removeLast() }
    } else {
      // `{{ x }}` on a line is text.
      return open != "{{"
    }
    return true
  }
}

extension String {
  /// What follows the first occurrence of a character; all of it when there is none.
  fileprivate func drop(upTo mark: Character) -> Substring {
    firstIndex(of: mark).map { self[index(after: $0)...] } ?? self[...]
  }
}
