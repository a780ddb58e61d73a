/// The blocks of an HCL file.
struct HCLSource {
  /// A block with its attributes and the blocks in it.
  struct Block: Sendable {
    var type: String
    var labels: [String] = []
    var attributes: [(name: String, value: CodeExpression)] = []
    var blocks: [Block] = []

    /// The value of an attribute.
    subscript(name: String) -> CodeExpression? { attributes.first { $0.name == name }?.value }

    /// Every expression in it.
    var expressions: [CodeExpression] {
      attributes.map(\.value) + blocks.flatMap(\.expressions)
    }
  }

  /// The file as a block without a type.
  let root: Block
  /// The program, with values of `locals` as `local.name`.
  private(set) var program: CodeProgram
  /// The same with the defaults of variables as `var.name`, which whoever uses the module may change.
  private(set) var programWithDefaults: CodeProgram

  /// Reads a file; `nil` when its tokens cannot be told apart.
  init?(_ file: SourceFile) {
    guard let tokens = HCLTokens.all(of: file) else { return nil }
    var parser = CodeParser(bytes: file.bytes, tokens: tokens, language: .hcl)
    root = Self.body(&parser, Block(type: ""), upTo: tokens.count)
    program = parser.program
    programWithDefaults = program
    for block in root.blocks where block.type == "locals" {
      for one in block.attributes { Self.declare("local." + one.name, one.value, in: &program) }
    }
    var uses: [String: Int] = [:]
    for expression in root.expressions {
      expression.walk { part, _ in
        if case .member = part.form, let path = part.path {
          uses[path, default: 0] += 1
        }
        return true
      }
    }
    program.uses.merge(uses) { $0 + $1 }
    programWithDefaults = program
    for block in root.blocks where block.type == "variable" {
      if let value = block["default"], let name = block.labels.first {
        Self.declare("var." + name, value, in: &programWithDefaults)
      }
    }
  }

  private static func declare(
    _ name: String, _ value: CodeExpression, in program: inout CodeProgram
  ) {
    program.declarations.append(
      .init(name: name, value: value, scope: 0..<program.bytes.count, range: value.range))
  }

  private static func body(
    _ parser: inout CodeParser, _ block: Block, upTo close: Int, depth: Int = 0
  ) -> Block {
    var block = block
    while parser.index < close {
      let before = parser.index
      if let name = parser.token, name.isName {
        parser.index += 1
        if parser.take("=") {
          block.attributes.append((name.text, parser.expression()))
        } else {
          var inner = Block(type: name.text)
          while let next = parser.token, next.isName || next.isText {
            inner.labels.append(label(next))
            parser.index += 1
          }
          if parser.isMark("{"), let end = parser.pairs[parser.index], depth < 64 {
            parser.index += 1
            block.blocks.append(body(&parser, inner, upTo: end, depth: depth + 1))
            parser.index = end + 1
          }
        }
      }
      if parser.index == before { parser.index += 1 }
    }
    return block
  }

  private static func label(_ token: CodeToken) -> String {
    guard case .text(let parts) = token.kind else { return token.text }
    return parts.map { if case .text(let text) = $0 { ASCIIText.string(text.bytes) } else { "" } }
      .joined()
  }
}
