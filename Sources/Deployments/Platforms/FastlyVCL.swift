import Diagnostics

/// VCL of Fastly and Varnish: `set` and `add` of response headers, with the variables and tables of
/// the file.
enum FastlyVCL: Platform {
  static let id = "fastly-vcl"

  static func claims(_ name: String) -> Claim {
    if FileName.ending(of: name) == "vcl" { return .certain }
    return name.contains(".vcl.") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let isCertain = claims(file.name) == .certain
    guard claims(file.name) != .onlyWhenNamed else { return nil }
    guard let source = VCLSource(file) else {
      let fault = Diagnostic(
        rule: "invalid-vcl", level: .warn,
        message: "the file is no valid VCL: a text or a comment does not end")
      return isCertain ? DeployedFile(platform: id, policies: [], diagnostics: [fault]) : nil
    }
    let policies = source.program.policies()
    guard isCertain || !source.program.routines.isEmpty else { return nil }
    return DeployedFile(platform: id, policies: policies)
  }
}
