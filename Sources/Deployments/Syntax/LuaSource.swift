import ContentSecurityPolicy

/// The statements of a Lua filter that put texts together and set headers of responses.
struct LuaSource {
  let program: TextProgram

  /// Reads a script; `nil` at a text without end.
  init?(_ file: SourceFile) {
    guard let tokens = LuaTokens.all(of: file) else { return nil }
    var parser = Parser(bytes: file.bytes, tokens: tokens)
    let body = parser.block()
    // What stands outside of functions is run first.
    parser.program.routines.insert(.init(name: "Lua", body: body), at: 0)
    program = parser.program
  }

  private struct Parser {
    let tokens: [CodeToken]
    let pairs: [Int: Int]
    var index = 0
    var depth = 0
    var program: TextProgram

    init(bytes: [UInt8], tokens: [CodeToken]) {
      self.tokens = tokens
      pairs = tokens.brackets()
      program = TextProgram(bytes: bytes)
    }

    private func isMark(_ mark: String, at place: Int) -> Bool {
      tokens.indices.contains(place) && tokens[place].isMark(mark)
    }

    private func isName(_ name: String, at place: Int) -> Bool {
      tokens.indices.contains(place) && tokens[place].isName(name)
    }

    /// Statements up to the word that ends the block.
    mutating func block() -> [TextProgram.Statement] {
      var found: [TextProgram.Statement] = []
      depth += 1
      defer { depth -= 1 }
      while index < tokens.count, depth < 64 {
        let token = tokens[index]
        guard token.isName else {
          index += 1
          continue
        }
        switch token.text {
        case "end", "else", "elseif", "until": return found
        case "function": function()
        case "if": found.append(.branches(conditional()))
        case "for", "while":
          while index < tokens.count, !isName("do", at: index) { index += 1 }
        case "do":
          index += 1
          found += block()
          index += 1
        case "repeat":
          index += 1
          found += block()
          index += 1
        default:
          if let statement = statement() { found.append(statement) } else { index += 1 }
        }
      }
      return found
    }

    /// A function is a routine of its own, unless it sees requests only.
    private mutating func function() {
      index += 1
      var name = "function"
      while index < tokens.count, !isMark("(", at: index) {
        if tokens[index].isName { name = tokens[index].text }
        index += 1
      }
      index = (pairs[index] ?? index) + 1
      let body = block()
      index += 1
      if name != "envoy_on_request" { program.routines.append(.init(name: name, body: body)) }
    }

    private mutating func conditional() -> [TextProgram.Branch] {
      var branches: [TextProgram.Branch] = []
      while index < tokens.count {
        var condition: String?
        let isElse = isName("else", at: index)
        index += 1
        if !isElse {
          let start = index
          while index < tokens.count, !isName("then", at: index) { index += 1 }
          if start < index, index < tokens.count {
            condition = ASCIIText.string(
              program.bytes[tokens[start].range.lowerBound..<tokens[index - 1].range.upperBound])
          }
          index += 1
        }
        branches.append(.init(condition: condition, body: block()))
        if !isElse, isName("elseif", at: index) || isName("else", at: index) { continue }
        index += 1
        break
      }
      return branches
    }

    /// An assignment or a call that sets a header.
    private mutating func statement() -> TextProgram.Statement? {
      if isName("local", at: index) { index += 1 }
      guard index < tokens.count, tokens[index].isName else { return nil }
      if isMark("=", at: index + 1) {
        let name = tokens[index].text
        if isName("function", at: index + 2) {
          index += 2
          return nil
        }
        index += 2
        return .assign(name, expression())
      }
      guard isMark(":", at: index + 1) || isMark(".", at: index + 1) else { return nil }
      return call()
    }

    /// Reads `handle:headers():replace("Name", text)`.
    private mutating func call() -> TextProgram.Statement? {
      var place = index
      while place + 1 < tokens.count {
        if let close = pairs[place], isMark("(", at: place) {
          let verb = tokens[place - 1].text
          if isMark(":", at: place - 2), let verb = Self.verbs[verb],
            let name = literal(place + 1),
            let delivery = Delivery(header: ASCIIText.string(name.bytes))
          {
            index = place + 3
            let terms = verb == .remove ? [] : expression()
            index = close + 1
            return .header(verb, delivery, terms)
          }
          place = close + 1
        } else if tokens[place].isName || isMark(":", at: place) || isMark(".", at: place) {
          place += 1
          // Two names in a row belong to two statements.
          if tokens[place].isName, tokens[place - 1].isName { break }
        } else {
          break
        }
      }
      return nil
    }

    private static let verbs: [String: TextProgram.Verb] = [
      "add": .add, "replace": .set, "remove": .remove,
    ]

    private func literal(_ place: Int) -> MappedText? {
      guard tokens.indices.contains(place), case .text(let parts) = tokens[place].kind else {
        return nil
      }
      if case .text(let text)? = parts.first { return text }
      return MappedText()
    }

    /// Texts, names and calls with `..` between them.
    private mutating func expression() -> [TextProgram.Term] {
      var terms: [TextProgram.Term] = []
      while index < tokens.count {
        let start = index
        var form = TextProgram.Term.Form.other
        if let text = literal(index) {
          form = .text(text)
          index += 1
        } else if tokens[index].isName {
          let name = tokens[index].text
          index += 1
          let end = index
          while index < tokens.count {
            if let close = pairs[index] {
              index = close + 1
            } else if isMark(".", at: index) || isMark(":", at: index) {
              index += 2
            } else {
              break
            }
          }
          index = min(index, tokens.count)
          if index == end { form = .name(name) }
        } else if let close = pairs[index] {
          index = close + 1
        } else {
          index += 1
        }
        terms.append(term(form, start))
        guard isMark("..", at: index) else { break }
        index += 1
      }
      // `a or b` and the like are known at run time only.
      if let next = tokens.indices.contains(index) ? tokens[index] : nil,
        next.isName("or") || next.isName("and"), let first = terms.first, let last = terms.last
      {
        let range = first.range.lowerBound..<last.range.upperBound
        return [.init(form: .other, range: range, spelling: Self.spelling)]
      }
      return terms
    }

    private func term(_ form: TextProgram.Term.Form, _ start: Int) -> TextProgram.Term {
      let last = min(max(start, index - 1), tokens.count - 1)
      return .init(
        form: form, range: tokens[start].range.lowerBound..<tokens[last].range.upperBound,
        spelling: Self.spelling)
    }

    private static let spelling = SumReference(
      sign: " .. ", quote: "\"", inside: QuotedText(escaped: "\"\\", forbidden: "\n\r"))
  }
}
