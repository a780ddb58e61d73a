import ContentSecurityPolicy

/// PHP: `header("Content-Security-Policy: ...")` and headers of responses, as in middleware of Laravel.
enum PHPHeaders: Platform {
  static let id = "php"

  static func claims(_ name: String) -> Claim {
    FileName.ending(of: name) == "php" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks),
      let program = TypedSource.program(file, .php)
    else { return nil }
    let evaluator = CodeEvaluator(program: program)
    var headers = CodeHeaders(evaluator)
    headers.addResponses()
    for (chain, _, conditions) in CallChain.all(in: program) {
      for call in chain.calls where call.name == "header" {
        guard let first = call.items.first?.value, let line = evaluator.value(of: first).text,
          let colon = line.bytes.firstIndex(of: 0x3A),
          let delivery = Delivery(header: ASCIIText.string(line.bytes[..<colon]))
        else { continue }
        headers.nextPage()
        headers.add(
          line[colon + 1..<line.bytes.count], delivery, nil,
          scope: conditions.isEmpty ? nil : conditions.joined(separator: " and "))
      }
    }
    guard !headers.policies.isEmpty else { return nil }
    return DeployedFile(platform: id, policies: headers.policies)
  }
}
