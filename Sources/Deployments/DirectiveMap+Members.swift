extension DirectiveMap {
  /// Directives that are there or not, whatever their value.
  private static let flags: Set<String> = ["upgrade-insecure-requests", "block-all-mixed-content"]

  /// Takes the members of a map: lists, texts and flags under the names of directives.
  ///
  /// - Parameters:
  ///   - members: The members; those without a name are directives that another file may give.
  ///   - evaluator: Knows the file.
  ///   - name: The directive that a member is, `nil` for none.
  mutating func add(
    _ members: [CodeValue.Member], _ evaluator: CodeEvaluator,
    name: (String) -> String? = { CamelCase.kebab($0) }
  ) {
    for member in members {
      let expression = member.expression
      if member.name.isEmpty {
        let source = "..." + evaluator.program.source(expression.range)
        directives.append(.init(name: source, key: member.key, sources: [], isKnown: false))
        continue
      }
      guard let name = name(member.name), !directives.contains(where: { $0.name == name }) else {
        continue
      }
      switch member.value {
      case .nothing, .flag(false): continue
      case .flag(true): directives.append(.init(name: name, key: member.key, sources: []))
      case .text, .list:
        let isShared = expression.path != nil && evaluator.isShared(expression, [:])
        let sources = Self.sources(member.value, expression, isShared: isShared)
        directives.append(
          .init(
            name: name, key: member.key, sources: sources, isWritten: !member.key.isEmpty))
      case .unknown, .choice, .function, .map:
        let source = evaluator.program.source(expression.range)
        if Self.flags.contains(name) {
          directives.append(
            .init(name: "\(name) if \(source)", key: member.key, sources: [], isKnown: false))
          continue
        }
        let style = ListStyle([], in: 0..<0, of: evaluator.program)
        let spread = WrappedReference(
          before: "[...(", behind: ")", quote: style.quote, inside: style.inside)
        let text = MappedText.runTime(source, at: expression.range, spread)
        directives.append(
          .init(
            name: name, key: member.key,
            sources: [.init(text: text, place: expression.range, copyMark: nil)]))
      }
    }
  }

  /// Whether directives may be there that the file does not name.
  var hasUnknown: Bool { directives.contains { !$0.isKnown && $0.name.hasPrefix("...") } }
}

/// A value that stands alone: what is added makes it part of a list.
struct WrappedReference: Spelling {
  /// What goes before the value.
  var before: String
  /// What goes behind it.
  var behind = ""
  var quote: String
  var inside: any Spelling

  var opening: [UInt8] { Array(before.utf8) }

  func written(_ text: String) -> [UInt8]? {
    inside.written(text).map { Array(quote.utf8) + $0 + Array(quote.utf8) }
  }

  func additions(_ sources: [String]) -> [UInt8]? {
    var bytes = Array(behind.utf8)
    for source in sources {
      guard let written = written(source) else { return nil }
      bytes += Array(", ".utf8) + written
    }
    return bytes + Array("]".utf8)
  }
}
