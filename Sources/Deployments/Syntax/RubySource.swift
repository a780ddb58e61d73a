/// The calls of a Ruby file, and in the blocks of which others they stand.
struct RubySource {
  /// A call, or an assignment to an attribute.
  struct Command: Sendable {
    /// What it is called on.
    var receiver: CodeExpression?
    /// Ends in `=` for an assignment.
    var name: String
    var items: [CodeForm.Item]
    var range: Range<Int>
    /// What its block calls the value that it is given.
    var parameter: String?
    var hasParentheses = false
    /// The commands whose blocks it stands in, the outer first.
    var parents: [Int]
    var conditions: [String]
    /// The class that it stands in.
    var className: String?
  }

  private(set) var program: CodeProgram
  private(set) var commands: [Command] = []

  private enum Block {
    case command(Int)
    case condition(String)
    case type(String)
    case plain
  }

  /// Reads a file; `nil` when its tokens cannot be told apart.
  init?(_ file: SourceFile) {
    guard let tokens = RubyTokens.all(of: file) else { return nil }
    var parser = CodeParser(bytes: file.bytes, tokens: tokens, language: .ruby)
    parser.takesBlocks = false
    program = parser.program
    var blocks: [Block] = []
    while let token = parser.token {
      let before = parser.index
      if token.isName("end") || token.isMark("}") {
        if !blocks.isEmpty { blocks.removeLast() }
        parser.index += 1
      } else if token.isName, let block = Self.header(&parser) {
        blocks.append(block)
      } else if token.isName("else") || token.isName("elsif") || token.isName("when") {
        if case .condition(let text)? = blocks.last {
          blocks[blocks.count - 1] = .condition("not " + text)
        }
        parser.index += 1
      } else {
        command(&parser, &blocks)
      }
      if parser.index == before { parser.index += 1 }
    }
    program = parser.program
  }

  /// Reads what opens a block other than a call's.
  private static func header(_ parser: inout CodeParser) -> Block? {
    guard let token = parser.token else { return nil }
    let start = parser.index + 1
    func rest() -> String {
      var place = start
      while place < parser.tokens.count, !parser.tokens[place].isFirst { place += 1 }
      guard place > start else { return "" }
      return parser.program.source(
        parser.tokens[start].range.lowerBound..<parser.tokens[place - 1].range.upperBound)
    }
    func skipLine() {
      parser.index += 1
      while let next = parser.token, !next.isFirst { parser.index += 1 }
    }
    switch token.text {
    case "class", "module":
      let text = rest()
      skipLine()
      return .type(text.split { $0 == " " || $0 == "<" }.first.map(String.init) ?? "")
    case "def", "case", "begin", "for":
      let text = rest()
      skipLine()
      return token.text == "begin" ? .plain : .condition(text)
    case "if", "unless", "while", "until":
      guard token.isFirst else { return nil }
      let text = rest()
      skipLine()
      return .condition((token.text == "unless" ? "not " : "") + text)
    default: return nil
    }
  }

  private mutating func command(_ parser: inout CodeParser, _ blocks: inout [Block]) {
    let start = parser.start
    let value = parser.expression()
    guard !value.range.isEmpty else { return }
    var receiver: CodeExpression?
    var name = ""
    var items: [CodeForm.Item] = []
    var hasParentheses = false
    var callee = value
    if case .call(let inner, let found) = value.form {
      callee = inner
      items = found
      hasParentheses = true
    }
    switch callee.form {
    case .name(let plain): name = plain
    case .member(let object, let member): (receiver, name) = (object, member)
    case .index(let object, _): (receiver, name) = (object, "[]")
    default: break
    }
    if let mark = parser.token, mark.isMark("=") || mark.isMark("||="), !parser.isLineEnd {
      parser.index += 1
      parser.takesBlocks = true
      let assigned = parser.expression()
      parser.takesBlocks = false
      if case .name(let constant) = callee.form {
        parser.program.uses[constant] = max(0, parser.program.uses[constant, default: 0] - 1)
        parser.program.declarations.append(
          .init(
            name: constant, value: assigned, scope: parser.scope, range: start..<parser.end))
        return
      }
      name += "="
      items = [.init(value: assigned, range: assigned.range)]
      if case .index(_, let key) = callee.form {
        items.insert(.init(value: key, range: key.range), at: 0)
      }
    } else if !hasParentheses, !name.isEmpty {
      items = Self.arguments(&parser)
    }
    guard !name.isEmpty else { return }
    var command = Command(
      receiver: receiver, name: name, items: items,
      range: start..<max(parser.end, value.range.upperBound), hasParentheses: hasParentheses,
      parents: [], conditions: [])
    for block in blocks {
      switch block {
      case .command(let index): command.parents.append(index)
      case .condition(let text): command.conditions.append(text)
      case .type(let type): command.className = type
      case .plain: continue
      }
    }
    if let word = parser.token, !word.isFirst, word.isName("if") || word.isName("unless") {
      parser.index += 1
      let condition = parser.expression()
      let sign = word.text == "unless" ? "not " : ""
      command.conditions.append(sign + parser.program.source(condition.range))
    }
    let opensBlock = parser.isName("do") || parser.isMark("{") && !parser.isLineEnd
    if opensBlock {
      parser.index += 1
      if parser.take("|") {
        command.parameter = parser.token?.text
        while parser.token != nil, !parser.isMark("|") { parser.index += 1 }
        parser.index += 1
      }
      blocks.append(.command(commands.count))
    }
    commands.append(command)
  }

  /// Arguments without parentheses.
  private static func arguments(_ parser: inout CodeParser) -> [CodeForm.Item] {
    var items: [CodeForm.Item] = []
    guard let next = parser.token, !parser.isLineEnd else { return [] }
    let words: Set<String> = ["do", "if", "unless", "end", "then", "and", "or", "rescue"]
    if next.isName, words.contains(next.text) { return [] }
    if case .mark = next.kind, ![":", "*", "**", "[", "->", "&"].contains(next.text) { return [] }
    parser.takesBlocks = true
    defer { parser.takesBlocks = false }
    repeat {
      guard let item = parser.item() else { break }
      items.append(item)
    } while parser.take(",")
    return items
  }
}

extension CodeParser {
  /// `->(x) { x }`, `lambda { |x| x }` and `proc { |x| x }`.
  mutating func rubyLambda() -> CodeExpression? {
    guard let next = token else { return nil }
    let start = start
    if next.isMark("->") {
      index += 1
      if isMark("(") {
        skipPair()
      } else {
        while token?.isName == true, !isName("do") { index += 1 }
      }
    } else if (next.isName("lambda") || next.isName("proc") || next.isName("Proc")),
      let open = tokens[index...].prefix(4).firstIndex(where: { $0.isMark("{") || $0.isName("do") })
    {
      index = open
    } else {
      return nil
    }
    let isBraced = isMark("{")
    guard isBraced || isName("do") else { return nil }
    let close = isBraced ? pairs[index] : nil
    index += 1
    if take("|") {
      while token != nil, !isMark("|") { index += 1 }
      index += 1
    }
    let bodyStart = self.start
    let result = expression()
    var range = result.range
    if let close {
      if close > 0, tokens[close - 1].range.upperBound > bodyStart {
        range = bodyStart..<tokens[close - 1].range.upperBound
      }
      index = close + 1
    } else {
      while token != nil, !isName("end") { index += 1 }
      index += 1
    }
    var body = result
    body.range = range
    return CodeExpression(form: .function([], body, isBlock: false), range: start..<end)
  }
}
