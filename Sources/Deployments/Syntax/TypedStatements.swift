/// Reads the statements of PHP, Java, Kotlin and C#.
enum TypedSource {
  /// A program; `nil` when its tokens cannot be told apart.
  static func program(_ file: SourceFile, _ language: CodeLanguage) -> CodeProgram? {
    let found =
      switch language {
      case .php: PHPTokens.all(of: file)
      case .java: JavaTokens.all(of: file)
      case .kotlin: KotlinTokens.all(of: file)
      case .csharp: CSharpTokens.all(of: file)
      case .javaScript, .python, .ruby, .hcl: nil as [CodeToken]?
      }
    guard let tokens = found else { return nil }
    var parser = CodeParser(bytes: file.bytes, tokens: tokens, language: language)
    while parser.token != nil { parser.statement() }
    return parser.program
  }
}

extension CodeParser {
  private static let types: Set<String> = [
    "class", "interface", "enum", "record", "struct", "trait", "object",
  ]

  private static let modifiers: Set<String> = [
    "public", "private", "protected", "internal", "static", "final", "abstract", "sealed",
    "readonly", "const", "override", "virtual", "async", "partial", "extern", "volatile",
    "transient", "default", "synchronized", "open", "lateinit", "companion", "data", "inline",
    "suspend", "operator", "required", "new", "var", "global", "tailrec", "inner", "value", "case",
    "export", "strictfp", "native", "unsafe", "file", "annotation", "actual", "expect",
  ]

  /// Reads a statement, or a member of a type.
  mutating func typedStatement() {
    level += 1
    defer { level -= 1 }
    let before = index
    defer { if index == before { index += 1 } }
    guard let next = token, level < 100 else { return }
    if next.isMark("{") { return block() }
    if next.isMark("@") { return annotation() }
    if next.isMark("["), language == .csharp || language == .php { return skipPair() }
    guard next.isName else { return typedExpression() }
    let start = start
    skipModifiers(from: before)
    guard let word = token else { return }
    switch word.text {
    case "import", "package", "namespace", "use": typedImport()
    case "using" where token(ahead: 1)?.isMark("(") == false && isImport: typedImport()
    case "using": index += 1
    case _
    where Self.types.contains(word.text) && token(ahead: 1)?.isMark("(") != true
      && token(ahead: 1)?.isMark("=") != true && token(ahead: 1)?.isMark(".") != true:
      typeBody()
    case "if" where token(ahead: 1)?.isMark("(") == true, "elseif": ifStatement()
    case "for", "foreach":
      guard token(ahead: 1)?.isMark("(") == true else { return typedExpression() }
      loop()
    case "while", "switch", "catch", "lock", "fixed", "when", "match":
      guard token(ahead: 1)?.isMark("(") == true else { return typedExpression() }
      index += 1
      skipPair()
    case "else", "try", "finally", "do", "checked": index += 1
    case "init" where token(ahead: 1)?.isMark("{") == true,
      "get" where token(ahead: 1)?.isMark("{") == true,
      "set" where token(ahead: 1)?.isMark("{") == true:
      index += 1
    case "return", "throw", "yield", "echo":
      index += 1
      if word.text == "yield", isName("return") { index += 1 }
      guard let value = token, !value.isMark(";"), !value.isMark("}"), !isLineEnd else { return }
      let result = statementValue(expression())
      if word.text == "return" { returns.append(.init(value: result, conditions: conditions)) }
    case "function" where language == .php && token(ahead: 1)?.isMark("(") == false,
      "fun" where language == .kotlin:
      method(named: functionName(), from: start)
    case "val" where language == .kotlin, "var" where language == .kotlin: kotlinProperty()
    default:
      if language != .kotlin, let name = declaredName() {
        declaration(of: name, from: start)
      } else {
        typedExpression()
      }
    }
  }

  private mutating func skipModifiers(from before: Int) {
    while let word = token, word.isName, Self.modifiers.contains(word.text),
      let next = token(ahead: 1), next.isName || next.isMark("?") || next.isMark("<")
    {
      // `var` is the type of what follows where names have types, and so is `new` no modifier there.
      if word.text == "var", language != .php { return }
      if word.text == "new", index == before { return }
      if word.text == "static", next.isName("fn") || next.isName("function"), index == before,
        token(ahead: 2)?.isMark("(") == true
      {
        return
      }
      index += 1
    }
  }

  /// `@Name(...)`, also one with a target.
  private mutating func annotation() {
    index += 1
    while let next = token, next.isName || next.isMark(".") || next.isMark(":") {
      let isName = next.isName
      index += 1
      if isName, token?.isName == true || token?.isMark("@") == true { break }
    }
    if isMark("("), !isLineEnd { skipPair() }
  }

  /// Whether `using` names what other files hold.
  private var isImport: Bool {
    var place = index + 1
    while tokens.indices.contains(place), !tokens[place].isMark(";") {
      let token = tokens[place]
      guard token.isName || token.isMark(".") || token.isMark("=") && place == index + 2 else {
        return false
      }
      if token.isName("var") || token.isName("await") { return false }
      place += 1
    }
    return true
  }

  /// `import a.b.C as D`, `using A.B;`, `use A\\B\\{C, D as E};`; a namespace with a body is its body.
  private mutating func typedImport() {
    let word = token?.text ?? ""
    index += 1
    var path = ""
    var prefix = ""
    var alias: String?
    func end(_ program: inout CodeProgram) {
      let full = prefix + path
      let parts = full.split { $0 == "." || $0 == "\\" }
      guard let last = parts.last, ["import", "use", "using"].contains(word) else { return }
      let module = full.dropLast(last.count + 1)
      program.imports.append(
        .init(name: alias ?? String(last), imported: String(last), module: String(module)))
    }
    while let next = token, !next.isMark(";"), !isLineEnd || path.isEmpty {
      if next.isMark("{") {
        if word == "namespace" || word == "package" { return block() }
        prefix = path
        path = ""
      } else if next.isMark(",") {
        end(&program)
        (path, alias) = ("", nil)
      } else if next.isName("as"), let name = token(ahead: 1) {
        alias = name.text
        index += 1
      } else if next.isMark("="), !path.isEmpty {
        (alias, path) = (path, "")
      } else if next.isMark("}") {
        break
      } else if !["static", "function", "const"].contains(next.text) || !path.isEmpty {
        path += next.text
      }
      index += 1
    }
    end(&program)
    _ = take("}")
    _ = take(";")
  }

  /// The body of a type, whose members are known under its name too.
  private mutating func typeBody() {
    index += 1
    let name = token?.isName == true ? token?.text : nil
    while let next = token, !next.isMark("{"), !next.isMark(";") {
      if next.isMark("(") {
        skipPair()
        continue
      }
      index += 1
      // Types of Kotlin may have no body.
      if isLineEnd, !isMark("{"), !isMark(":"), !isMark(",") { return }
    }
    guard isMark("{"), let close = pairs[index] else { return }
    let body = start..<tokens[close].range.upperBound
    let first = program.declarations.count
    block()
    for declaration in program.declarations[first...] where declaration.scope == body {
      var member = declaration
      member.scope = name == nil ? scope : 0..<program.bytes.count
      // What a companion holds is known in the type around it.
      if let name { member.name = name + "." + declaration.name }
      program.declarations.append(member)
    }
  }

  /// A loop over a collection; another one's head is passed over.
  private mutating func loop() {
    index += 1
    guard let close = pairs[index] else { return }
    let marks = (index..<close).filter { place in
      let token = tokens[place]
      return token.isMark(":") || token.isName("in") || token.isName("as")
    }
    let start = start
    var name: CodeToken?
    var all: CodeExpression?
    if let mark = marks.first, tokens[index..<close].allSatisfy({ !$0.isMark(";") }) {
      depth += 1
      if language == .php {
        index += 1
        all = expression()
        name = tokens[mark + 1..<close].last { $0.isName }
      } else {
        name = tokens[index..<mark].last { $0.isName }
        index = mark + 1
        all = expression()
      }
      depth -= 1
    }
    index = close + 1
    guard let name, let all else { return }
    let body = isMark("{") ? pairs[index].map { tokens[$0].range.upperBound } : nil
    program.declarations.append(
      .init(
        name: name.text, value: CodeExpression(form: .element(all), range: all.range),
        scope: start..<(body ?? scope.upperBound), range: start..<end))
  }

  // MARK: Declarations

  /// The index of a name that stands behind a type, and before a value, parameters or a semicolon.
  private func declaredName() -> Int? {
    guard let after = typeEnd(from: index), after < tokens.count, tokens[after].isName,
      tokens.indices.contains(after + 1)
    else { return nil }
    let mark = tokens[after + 1]
    let follows = ["=", ";", "(", "{", "=>", ",", ":", "["]
    return follows.contains { mark.isMark($0) } ? after : nil
  }

  /// Where a type ends that begins at a token.
  private func typeEnd(from start: Int) -> Int? {
    var place = start
    if place < tokens.count, tokens[place].isMark("?") { place += 1 }
    if place < tokens.count, tokens[place].isMark("<") { place = angleEnd(from: place) ?? place }
    guard place < tokens.count, tokens[place].isName, !tokens[place].text.hasPrefix("$"),
      !["new", "await", "goto", "in", "out", "is", "require", "include"].contains(
        tokens[place].text)
    else { return nil }
    place += 1
    while place < tokens.count {
      let token = tokens[place]
      if token.isMark("<") {
        guard let end = angleEnd(from: place) else { return nil }
        place = end
      } else if token.isMark("["), tokens.indices.contains(place + 1),
        tokens[place + 1].isMark("]") || tokens[place + 1].isMark(",")
      {
        place = (pairs[place] ?? place) + 1
      } else if token.isMark("?") {
        place += 1
      } else if token.isMark(".") || token.isMark("|") || token.isMark("&"),
        tokens.indices.contains(place + 1), tokens[place + 1].isName
      {
        place += 2
      } else {
        return place
      }
    }
    return nil
  }

  /// Where `<...>` ends; `nil` when it is no list of types.
  func angleEnd(from start: Int) -> Int? {
    var open = 0
    for place in start..<Swift.min(start + 60, tokens.count) {
      let token = tokens[place]
      if token.isMark("<") {
        open += 1
      } else if token.isMark(">") {
        open -= 1
        if open == 0 { return place + 1 }
      } else if token.isMark(";") || token.isMark("{") || token.isText || token.isMark("(") {
        return nil
      }
    }
    return nil
  }

  /// Fields and variables, or a method.
  private mutating func declaration(of name: Int, from start: Int) {
    index = name + 1
    if isMark("(") { return method(named: tokens[name].text, from: start) }
    var place = name
    repeat {
      let isFirst = place == name
      if !isFirst {
        guard let next = token, next.isName else { break }
        place = index
        index += 1
      }
      // `{ get; set; } = value` and `=> value` are properties of C#.
      if isMark("{") { skipPair() }
      while isMark("[") { skipPair() }
      var value: CodeExpression?
      if take("=") || take("=>") { value = statementValue(expression()) }
      let first = tokens[place]
      program.declarations.append(
        .init(
          name: first.text, value: value, scope: scope, range: first.range.lowerBound..<end))
    } while take(",")
    _ = take(";")
  }

  /// The name behind `function` or `fun`, a receiver left out.
  private mutating func functionName() -> String {
    index += 1
    _ = take("&")
    if isMark("<"), let end = angleEnd(from: index) { index = end }
    var name = ""
    while let next = token, next.isName || next.isMark(".") || next.isMark("?.") {
      name = next.text
      index += 1
    }
    return name
  }

  /// A method from its parameters on.
  private mutating func method(named name: String, from start: Int) {
    guard isMark("(") else { return }
    let patterns = parameters()
    if language == .kotlin, take(":") { skipType(returns: true) }
    while let next = token, !next.isMark("{"), !next.isMark(";"), !next.isMark("=>"),
      !next.isMark("=")
    {
      if isLineEnd, language == .kotlin { return }
      if pairs[index] != nil { skipPair() } else { index += 1 }
    }
    guard !isMark(";"), token != nil else { return }
    if !isMark("{") { index += 1 }
    let outer = conditions
    let value = body(patterns, from: start)
    conditions = outer
    // The statements of a block are read already.
    if case .function(_, _, isBlock: false) = value.form { _ = statementValue(value) }
    program.declarations.append(
      .init(name: name, value: value, scope: scope, range: start..<end))
  }

  /// Parameters with types before their names.
  mutating func typedParameters(upTo close: Int) -> [CodeForm.Pattern] {
    index += 1
    var patterns: [CodeForm.Pattern] = []
    while index < close {
      var name: String?
      while index < close, !isMark(","), !isMark("=") {
        if isMark("<"), let end = angleEnd(from: index) {
          index = end
        } else if pairs[index] != nil {
          skipPair()
        } else {
          if let next = token, next.isName { name = next.text }
          index += 1
        }
      }
      while index < close, !isMark(",") {
        if pairs[index] != nil { skipPair() } else { index += 1 }
      }
      _ = take(",")
      if let name { patterns.append(.name(name)) }
    }
    index = close + 1
    return patterns
  }
}
