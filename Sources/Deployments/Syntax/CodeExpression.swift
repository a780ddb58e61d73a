/// An expression of a program, as far as policies are written with it.
indirect enum CodeForm: Sendable {
  /// A literal, with expressions in it.
  case text([TextPart])
  case name(String)
  case number
  case pattern
  case list([Item])
  case map([Entry])
  case member(CodeExpression, String)
  case index(CodeExpression, CodeExpression)
  case call(CodeExpression, [Item])
  case sum(CodeExpression, CodeExpression)
  /// `condition ? one : other`.
  case choice(CodeExpression, CodeExpression, CodeExpression)
  /// Parameters, and what is returned when that is one expression; the statements of a block stand
  /// among those of the program.
  case function([Pattern], CodeExpression?, isBlock: Bool)
  /// An element, or a key and a value, for each of a collection.
  case each(Pattern, CodeExpression, key: CodeExpression?, value: CodeExpression)
  /// Ruby's `:name`.
  case symbol(String)
  /// Each of a collection's elements in turn, in a loop over it.
  case element(CodeExpression)
  /// Anything else, with the expressions in it.
  case other([CodeExpression])

  /// A part of a literal.
  enum TextPart: Sendable {
    case text(MappedText)
    case code(CodeExpression, whole: Range<Int>, spelling: any Spelling)
  }

  /// An element of a list or an argument.
  struct Item: Sendable {
    /// The name that an argument is given by.
    var name: String?
    var value: CodeExpression
    /// Whether it is a list whose elements are meant.
    var isSpread = false
    /// With its name or dots.
    var range: Range<Int>
  }

  /// A member of a map.
  struct Entry: Sendable {
    /// `nil` for a map whose members are meant.
    var key: CodeExpression?
    var value: CodeExpression
    var range: Range<Int>
  }

  /// What an argument is called.
  enum Pattern: Sendable {
    case name(String)
    case list([String])

    /// Every name.
    var names: [String] {
      switch self {
      case .name(let name): [name]
      case .list(let names): names
      }
    }
  }
}

/// An expression and where it stands.
struct CodeExpression: Sendable {
  var form: CodeForm
  var range: Range<Int>

  /// The name that it is, or that it is a member under.
  var name: String? {
    switch form {
    case .name(let name), .member(_, let name): name
    default: nil
    }
  }

  /// Where the name stands, at its end.
  var nameRange: Range<Int> {
    let count = name?.utf8.count ?? 0
    return max(range.lowerBound, range.upperBound - count)..<range.upperBound
  }

  /// `a.b.c` as text.
  var path: String? {
    switch form {
    case .name(let name): name
    case .member(let object, let name): object.path.map { $0 + "." + name }
    default: nil
    }
  }

  /// The expressions that it is made of.
  var parts: [CodeExpression] {
    switch form {
    case .name, .number, .pattern, .symbol: []
    case .text(let parts):
      parts.compactMap { if case .code(let code, _, _) = $0 { code } else { nil } }
    case .list(let items): items.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value].compactMap { $0 } }
    case .member(let object, _), .element(let object): [object]
    case .index(let object, let key): [object, key]
    case .call(let callee, let items): [callee] + items.map(\.value)
    case .sum(let left, let right): [left, right]
    case .choice(let condition, let one, let other): [condition, one, other]
    case .function(_, let result, let isBlock): isBlock ? [] : result.map { [$0] } ?? []
    case .each(_, let all, let key, let value): [all, value] + (key.map { [$0] } ?? [])
    case .other(let parts): parts
    }
  }

  /// The literal text that it is, when nothing is put into it.
  var literal: String? {
    guard case .text(let parts) = form else { return nil }
    var text = ""
    for part in parts {
      guard case .text(let known) = part else { return nil }
      text += ASCIIText.string(known.bytes)
    }
    return text
  }

  /// Calls a function with it and everything in it, the outer before the inner.
  ///
  /// - Parameters:
  ///   - around: The expressions around it, the outer first.
  ///   - visit: Gets an expression and those around it; `false` leaves out what is in it.
  func walk(
    _ around: [CodeExpression] = [], _ visit: (CodeExpression, [CodeExpression]) -> Bool
  ) {
    guard around.count < 200, visit(self, around) else { return }
    for part in parts { part.walk(around + [self], visit) }
  }
}

/// A program as far as policies are written in it.
struct CodeProgram: Sendable {
  /// A name and what it stands for.
  struct Declaration: Sendable {
    var name: String
    /// `nil` for what is known only at run time.
    var value: CodeExpression?
    /// Where the name is known.
    var scope: Range<Int>
    /// From its name to the end of its value.
    var range: Range<Int>
    /// Whether the value is added to what the name stands for.
    var adds = false
    /// Whether it happens only under a condition.
    var isConditional = false
  }

  /// A statement that is an expression.
  struct Statement: Sendable {
    var value: CodeExpression
    /// The conditions that it stands under, the outer first.
    var conditions: [String]
  }

  /// A name that another file gives.
  struct Import: Sendable {
    /// What it is called here.
    var name: String
    /// What it is called there; `*` or `default` for all of it.
    var imported: String
    var module: String
  }

  let bytes: [UInt8]
  let language: CodeLanguage
  var declarations: [Declaration] = []
  var statements: [Statement] = []
  var imports: [Import] = []
  /// What changes lists and maps after they were made, in the order of the file.
  var edits: [CodeEdit] = []
  /// How often each name is used.
  var uses: [String: Int] = [:]

  /// The collection that a name goes through in a loop.
  func elements(of expression: CodeExpression) -> CodeExpression? {
    guard case .name(let name) = expression.form else { return nil }
    let home = declarations.last {
      $0.name == name && $0.scope.contains(expression.range.lowerBound)
    }
    if case .element(let all)? = home?.value?.form { return all }
    return nil
  }

  /// An expression as the file spells it.
  func source(_ range: Range<Int>) -> String { ASCIIText.string(bytes[range]) }

  /// Calls a function with every expression and those around it.
  func walk(_ visit: (CodeExpression, [CodeExpression], Statement) -> Bool) {
    for statement in statements {
      statement.value.walk { visit($0, $1, statement) }
    }
  }
}
