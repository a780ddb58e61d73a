import ContentSecurityPolicy

/// The statements of VCL, the language of Varnish and Fastly, that put texts together.
struct VCLSource {
  let program: TextProgram

  /// Reads a file; `nil` at a text or a brace that does not end.
  init?(_ file: SourceFile) {
    guard let tokens = VCLTokens.all(of: file) else { return nil }
    var parser = Parser(bytes: file.bytes, tokens: tokens)
    while parser.index < tokens.count { parser.top() }
    program = parser.program
  }

  private struct Parser {
    let tokens: [CodeToken]
    let pairs: [Int: Int]
    var index = 0
    var depth = 0
    var program: TextProgram
    /// Whether what is read decodes `%xx`.
    private let isFastly: Bool

    init(bytes: [UInt8], tokens: [CodeToken]) {
      self.tokens = tokens
      pairs = tokens.brackets()
      program = TextProgram(bytes: bytes)
      isFastly = VCLTokens.isFastly(tokens)
    }

    private func isMark(_ mark: String, at place: Int) -> Bool {
      tokens.indices.contains(place) && tokens[place].isMark(mark)
    }

    /// Reads `sub name [type] { ... }` or `table name [type] { ... }`, or passes over what it is not.
    mutating func top() {
      let first = tokens[index].text
      guard ["sub", "table"].contains(first), index + 1 < tokens.count,
        let open = tokens[index...].prefix(4).firstIndex(where: { $0.isMark("{") }),
        let close = pairs[open]
      else {
        index += 1
        return
      }
      let name = tokens[index + 1].text
      index = open + 1
      if first == "sub" {
        let body = statements(upTo: close)
        program.routines.append(.init(name: name, body: body))
      } else {
        table(name, upTo: close)
      }
      index = close + 1
    }

    /// Reads `"key": "value",`.
    private mutating func table(_ name: String, upTo close: Int) {
      while index + 2 < close {
        if let key = literal(tokens[index]), isMark(":", at: index + 1),
          let text = literal(tokens[index + 2])
        {
          let call = "table.lookup(\(name),\"\(ASCIIText.string(key.bytes))\")"
          program.constants[call] = .init(
            form: .text(text), range: tokens[index + 2].range, spelling: spelling(""))
        }
        index += 1
      }
    }

    private func literal(_ token: CodeToken) -> MappedText? {
      guard case .text(let parts) = token.kind, case .text(let text)? = parts.first else {
        return nil
      }
      return text
    }

    mutating func statements(upTo close: Int) -> [TextProgram.Statement] {
      var found: [TextProgram.Statement] = []
      depth += 1
      defer { depth -= 1 }
      while index < close, depth < 64 {
        let token = tokens[index]
        if token.isName("if") {
          if let branches = conditional(upTo: close) { found.append(.branches(branches)) }
        } else if token.isMark("{"), let end = pairs[index] {
          index += 1
          found += statements(upTo: end)
          index = end + 1
        } else {
          let end = statementEnd(close)
          if let statement = statement(upTo: end) { found.append(statement) }
          index = end + 1
        }
      }
      return found
    }

    /// The semicolon that ends a statement.
    private func statementEnd(_ close: Int) -> Int {
      var place = index
      while place < close, !tokens[place].isMark(";") {
        if tokens[place].isMark("{") { return max(index, place - 1) }
        place = (pairs[place] ?? place) + 1
      }
      return min(place, close)
    }

    private mutating func conditional(upTo close: Int) -> [TextProgram.Branch]? {
      var branches: [TextProgram.Branch] = []
      var isElse = false
      while index < close {
        let first = tokens[index].text
        let isIf = ["if", "elsif", "elseif", "elif"].contains(first)
        guard branches.isEmpty || isElse || isIf || first == "else" else { break }
        if first == "else" {
          isElse = true
          index += 1
          continue
        }
        if isIf, !branches.isEmpty, !isElse, first == "if" { break }
        var condition: String?
        if isIf {
          index += 1
          guard isMark("(", at: index), let end = pairs[index] else { return nil }
          condition = ASCIIText.string(
            program.bytes[tokens[index].range.upperBound..<tokens[end].range.lowerBound])
          index = end + 1
        }
        guard isMark("{", at: index), let end = pairs[index] else { break }
        index += 1
        branches.append(.init(condition: condition, body: statements(upTo: end)))
        index = end + 1
        if condition == nil { break }
        isElse = false
      }
      if branches.isEmpty { index += 1 }
      return branches.isEmpty ? nil : branches
    }

    private func statement(upTo end: Int) -> TextProgram.Statement? {
      guard index + 1 < end else { return nil }
      let verb = tokens[index].text
      if verb == "header.set" || verb == "header.unset" { return call(upTo: end) }
      let target = tokens[index + 1].text
      let parts = target.split(separator: ".", maxSplits: 2)
      let isResponse =
        parts.count == 3 && parts[1] == "http" && ["resp", "beresp", "obj"].contains(parts[0])
      let delivery = isResponse ? Delivery(header: parts[2]) : nil
      if verb == "unset" || verb == "remove" {
        return delivery.map { .header(.remove, $0, []) }
      }
      guard verb == "set" || verb == "add", index + 3 < end, case .mark = tokens[index + 2].kind
      else { return nil }
      var terms = terms(from: index + 3, upTo: end)
      if tokens[index + 2].text == "+=" {
        terms.insert(
          .init(form: .name(target), range: tokens[index + 1].range, spelling: spelling("")), at: 0)
      }
      guard let delivery else { return .assign(target, terms) }
      return .header(verb == "set" ? .set : .add, delivery, terms)
    }

    /// Reads `header.set(resp, "Name", text)`.
    private func call(upTo end: Int) -> TextProgram.Statement? {
      guard index + 5 < end, isMark("(", at: index + 1), let close = pairs[index + 1],
        ["resp", "beresp", "obj"].contains(tokens[index + 2].text),
        let name = literal(tokens[index + 4]),
        let delivery = Delivery(header: ASCIIText.string(name.bytes))
      else { return nil }
      if tokens[index].text == "header.unset" { return .header(.remove, delivery, []) }
      return .header(.set, delivery, terms(from: index + 6, upTo: close))
    }

    /// Reads texts, names and calls, with or without plus signs between them.
    private func terms(from start: Int, upTo end: Int) -> [TextProgram.Term] {
      var terms: [TextProgram.Term] = []
      let sign = tokens[start..<max(start, end)].contains { $0.isMark("+") } ? " + " : " "
      var place = start
      while place < end {
        let token = tokens[place]
        if token.isMark("+") {
          place += 1
          continue
        }
        var form = TextProgram.Term.Form.other
        var last = place
        if let text = literal(token) {
          form = .text(text)
        } else if token.isText {
          place += 1
          continue
        } else if token.isName, isMark("(", at: place + 1), let close = pairs[place + 1] {
          last = min(close, end - 1)
          let call = program.bytes[token.range.lowerBound..<tokens[last].range.upperBound]
          let name = ASCIIText.string(call.filter { !CodeText.isSpace($0) })
          if program.constants[name] != nil { form = .name(name) }
        } else if token.isName {
          form = .name(token.text)
        } else if let close = pairs[place] {
          last = min(close, end - 1)
        }
        terms.append(
          .init(
            form: form, range: token.range.lowerBound..<tokens[last].range.upperBound,
            spelling: spelling(sign)))
        place = last + 1
      }
      return terms
    }

    private func spelling(_ sign: String) -> any Spelling {
      SumReference(
        sign: sign, quote: "\"", inside: VCLText(isLong: false, isEncoded: isFastly))
    }
  }
}

/// Text of VCL.
struct VCLText: Spelling {
  /// Whether it stands between `{"` and `"}`.
  var isLong: Bool
  /// Whether `%xx` is read as a byte, as Fastly does.
  var isEncoded: Bool

  func written(_ text: String) -> [UInt8]? {
    if isLong { return text.contains("\"}") ? nil : Array(text.utf8) }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x22,
        0x25 where isEncoded:
        guard isEncoded else { return nil }
        bytes += Array((byte == 0x22 ? "%22" : "%25").utf8)
      case 0x00..<0x20: return nil
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
