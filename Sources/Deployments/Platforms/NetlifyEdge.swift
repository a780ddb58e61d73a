/// Netlify Edge Functions: headers that they set on responses.
enum NetlifyEdge: Platform {
  static let id = "netlify-edge"
  private static let modules = ["@netlify/edge-functions", "netlify:edge", "edge.netlify.com"]

  static func claims(_ name: String) -> Claim {
    JavaScriptFile.isOne(name) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let isThere = file.path.split(separator: "/").contains("edge-functions")
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks),
      isThere || Platforms.hasMark(file, of: modules),
      let program = JavaScriptSource.program(file)
    else { return nil }
    var headers = CodeHeaders(CodeEvaluator(program: program))
    headers.addResponses(program.configured("path"))
    return DeployedFile(platform: id, policies: headers.policies)
  }
}
