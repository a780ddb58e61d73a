import ContentSecurityPolicy
import Testing

@Suite struct PolicyListCoverageTests {
  static func coverage(
    _ policy: String, _ directive: String, _ token: String, legal: String? = nil,
    placeholder: Bool = false, worker: Bool = false
  ) -> SourceCoverage {
    PolicyList(parsing: policy).coverage(
      of: NeededSource(
        directive: directive, token: token, legal: legal, isPlaceholder: placeholder,
        profileNamesWorkerSource: worker))
  }

  @Test(arguments: [
    ("connect-src https://a.io", "connect-src", "a.io", "yes"),
    ("connect-src a.io", "connect-src", "wss://a.io", "no scheme-not-covered"),
    ("connect-src https:", "connect-src", "wss://a.io", "no not-listed"),
    ("connect-src *", "connect-src", "wss://a.io", "yes"),
    ("connect-src wss://a.io", "connect-src", "https://a.io", "no not-listed"),
    ("img-src https://*.v.io", "img-src", "https://*.v.io", "yes"),
    ("img-src https://a.v.io", "img-src", "https://*.v.io", "no not-listed"),
    ("img-src https://cspreg-witness.v.io", "img-src", "https://*.v.io", "no not-listed"),
    ("img-src https://*.v.io", "img-src", "https://v.io", "no not-listed"),
    ("script-src 'self'", "img-src", "https://a.io", "yes"),
    (
      "script-src 'nonce-a' 'unsafe-inline'", "script-src", "'unsafe-inline'",
      "depends inline-by-nonce"
    ),
    ("script-src 'self'", "script-src", "'unsafe-inline'", "no inline-blocked"),
    ("script-src 'unsafe-inline'", "script-src", "'unsafe-inline'", "yes"),
    (
      "style-src 'self'; style-src-attr 'unsafe-inline'", "style-src", "'unsafe-inline'",
      "no inline-blocked"
    ),
    ("script-src 'self'", "script-src", "'unsafe-eval'", "no eval-blocked"),
    ("script-src 'unsafe-eval'", "script-src", "'wasm-unsafe-eval'", "yes"),
    (
      "script-src 'strict-dynamic' 'nonce-a'", "script-src", "https://a.io",
      "depends strict-dynamic"
    ),
    ("default-src https:; img-src 'self'", "default-src", "https://a.io", "depends shadowed"),
    ("default-src 'self'", "default-src", "https://a.io", "no not-listed"),
    ("default-src https: wss: 'unsafe-inline'", "connect-src", "wss://a.io", "yes"),
    ("default-src https: wss: 'unsafe-inline'", "style-src", "'unsafe-inline'", "yes"),
    ("img-src 'self' {{hosts}}", "img-src", "https://a.io", "depends run-time-part"),
    ("img-src 'none'", "img-src", "'nonce-abc'", "yes not-a-request"),
    ("img-src 'none'", "report-uri", "https://a.io", "yes not-a-request"),
    ("img-src https://site.example", "img-src", "'self'", "yes"),
    ("img-src a.io/p/", "img-src", "a.io/p/q", "yes"),
    ("img-src a.io/p/q", "img-src", "a.io/p/", "no not-listed"),
    ("img-src 'self'", "(unspecified)", "a.io", "depends unspecified"),
    ("img-src 'self'; connect-src a.io", "(unspecified)", "a.io", "yes"),
    ("frame-src 'none'", "child-src", "https://a.io", "no not-listed"),
  ])
  func answers(_ policy: String, _ directive: String, _ token: String, _ expected: String) {
    let coverage = Self.coverage(policy, directive, token)
    let answer = coverage.answer.rawValue + (coverage.reason.map { " " + $0 } ?? "")
    #expect(answer == expected)
  }

  @Test(arguments: [
    ("default-src 'self'", "connect-src", "wss://a.io", "0 connect-src < default-src"),
    ("script-src 'self'; script-src-elem 'self'", "script-src", "a.io", "0 script-src-elem"),
    ("script-src 'self'", "script-src-elem", "a.io", "0 script-src"),
    ("child-src 'self'", "frame-src", "a.io", "0 frame-src < child-src"),
    ("script-src 'self'", "worker-src", "a.io", "0 worker-src < script-src"),
    ("img-src 'none'", "img-src", "a.io", "0 img-src"),
    (
      "img-src a.io, img-src 'self', default-src 'self'", "img-src", "a.io",
      "1 img-src,2 img-src < default-src"
    ),
    ("default-src 'self'", "script-src", "'unsafe-eval'", "0 script-src < default-src"),
    (
      "default-src 'self'", "object-src", "a.io",
      "0 object-src < default-src,0 frame-src < default-src"
    ),
  ])
  func edits(_ policy: String, _ directive: String, _ token: String, _ expected: String) {
    let edits = Self.coverage(policy, directive, token).edits.map { edit in
      "\(edit.policy) \(edit.addTo)" + (edit.copyFrom.map { " < " + $0 } ?? "")
    }
    #expect(edits.joined(separator: ",") == expected)
  }

  @Test func witnessIsFresh() {
    let plain = Self.coverage("img-src 'self'", "img-src", "https://*.v.io")
    #expect(plain.witness == Witness(directive: "img-src", url: "https://cspreg-witness.v.io/"))
    let named = Self.coverage(
      "img-src https://cspreg-witness.v.io", "img-src", "https://*.v.io")
    #expect(named.witness?.url == "https://cspreg-witness-2.v.io/")
    let scheme = Self.coverage("connect-src 'self'", "connect-src", "wss:")
    #expect(scheme.witness?.url == "wss://cspreg-witness.example/")
    let inline = Self.coverage("script-src 'self'", "script-src", "'unsafe-inline'")
    #expect(inline.witness == Witness(directive: "script-src-elem", url: "inline"))
  }

  @Test func placeholdersAreMetByAHostThatFits() {
    let token = "https://{region}.v.io"
    for (policy, expected) in [
      ("img-src https://eu.v.io", Answer.yes), ("img-src *.v.io", .yes),
      ("img-src https://v.io", .depends), ("img-src 'self'", .depends),
    ] {
      let answer = Self.coverage(
        policy, "img-src", token, legal: "https://*.v.io", placeholder: true)
      #expect(answer.answer == expected, "\(policy)")
      #expect(answer.edits.isEmpty)
    }
  }

  @Test(arguments: [
    ("img-src https://eu.v.io", "https://{region}.v.io", "yes"),
    ("img-src 'self'", "https://{region}.v.io", "depends"),
    ("img-src https://*.v.io", "https://cdn.<id>.v.io/", "yes"),
    ("img-src https://clerk.shop.com", "https://clerk.your-domain.com", "yes"),
    ("img-src 'self'", "https://clerk.your-domain.com", "depends"),
    ("img-src https://x.io", "https://{domain}", "yes"),
    ("script-src 'self'", "https://{domain}", "yes"),
  ])
  func placeholdersAreReadFromTheToken(_ policy: String, _ token: String, _ expected: String) {
    let answer = PolicyList(parsing: policy).coverage(
      of: NeededSource(directive: "img-src", reading: token))
    #expect(answer.answer.rawValue == expected)
  }

  @Test func reportOnlyNeverBlocks() {
    let list = PolicyList(parsing: "img-src 'none'", delivery: .reportOnly)
    #expect(list.enforced.isEmpty)
    #expect(list.coverage(of: NeededSource(directive: "img-src", token: "a.io")).answer == .yes)
  }
}
