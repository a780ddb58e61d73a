import Testing

@testable import Deployments

/// Files that end too early, or lack a byte, are read as far as they can be: no reader may trap.
@Suite struct CutFilesTests {
  static let files: [(name: String, text: String)] = [
    (
      "next.config.ts",
      """
      import type { A } from 'next'
      const h = ['a', `b${x ? "c" : `d${e}`}`] as const, re = /[/"]\\s{2,}/g
      const m: Record<string, string[]> = { 'img-src': [...h], f<T>(a: T) { return a! } }
      export default { async headers() { if (a) { return [] } for (const [k, v] of z) { k }
        return [{ source: '/', headers: [{ key: 'Content-Security-Policy',
          value: Object.entries(m).map(([k, v]) => `${k} ${v.join(' ')}`).join('; ').replace(/\\s+/g, ' ') }] }] } }
      """
    ),
    (
      "app.js",
      """
      const helmet = require('helmet')
      app.use(helmet({ contentSecurityPolicy: { reportOnly: !0, directives: {
        ...helmet.contentSecurityPolicy.getDefaultDirectives(), imgSrc: ["'self'", (q, r) => `x${r}`], fontSrc: null } } }))
      """
    ),
    (
      "settings.py",
      """
      from csp.constants import SELF, NONE as N
      class A(B):
          CONTENT_SECURITY_POLICY: dict[str, str] = {"DIRECTIVES": {"img-src": [SELF, f"a{x!r:>{w}}", *[y for y in z if y]], **more}}
          if D:
              CSP_IMG_SRC = ('a' "b",) + \\
                  (r'c', '''d''')
      CSP_FONT_SRC = CSP_X = lambda q: q
      """
    ),
    (
      "content_security_policy.rb",
      """
      X = %w[a b].freeze
      Rails.application.config.content_security_policy do |p|
        p.img_src :self, *X, "a#{b["c"]}", -> { d }, 'e' if f
        p.font_src(%q(a), <<~T.strip)
          x#{y}
        T
      end
      """
    ),
    (
      "main.tf",
      """
      locals { m = { a-b = ["c"], "d" = "${e}" } }
      resource "aws_cloudfront_response_headers_policy" "a" { content_security_policy {
        content_security_policy = replace(<<-X
          img-src ${join(" ", [for k, v in local.m : "${k}" if v])} %{ if a }b%{ endif }
        X
        , "/\\\\s+/", " ") } }
      """
    ),
    (
      "ingress.yaml",
      """
      kind: ConfigMap
      metadata: {name: "a\\x20b", list: [c, 'd''e', {f: g}]}
      data:
        # comment
        Content-Security-Policy: >2-
           img-src a;

           font-src b
        server-snippet: |+
          add_header Content-Security-Policy "img-src a";
        folded: plain
          goes on
        ? odd
      - x: &anchor !tag y
      """
    ),
  ]

  /// Reads a file; whatever is found stands in it.
  static func read(_ bytes: [UInt8], _ name: String) {
    let file = SourceFile(path: name, bytes: bytes)
    guard let content = Platforms.read(file) else { return }
    let lines = PolicyLines(file)
    let last = bytes.count { $0 == 0x0A } + 1
    for policy in content.policies {
      let place = lines.lines(of: policy)
      #expect(place.lowerBound >= 1 && place.upperBound <= last, "\(name): \(place) of \(last)")
    }
  }

  @Test(arguments: files.indices) func everyPrefixIsRead(index: Int) {
    let (name, text) = Self.files[index]
    let bytes = Array(text.utf8)
    for end in stride(from: index, through: bytes.count, by: 4) {
      Self.read(Array(bytes[..<end]), name)
    }
    for place in stride(from: index, to: bytes.count, by: 4) {
      var changed = bytes
      changed.remove(at: place)
      Self.read(changed, name)
      for byte in Array("\"'`{}()[]\n\\#:".utf8) + [0xFF, 0x00] where place / 4 % 9 == Int(byte) % 9
      {
        changed = bytes
        changed[place] = byte
        Self.read(changed, name)
      }
    }
  }

  @Test(arguments: [
    "(", "[", "{", "`${", "a(", "a[", "!", "-", "a ? ", "() => ", "a + ", "- ", "x: ",
  ])
  func deepNestingIsRead(part: String) {
    let text = String(repeating: part, count: 600)
    for name in ["next.config.js", "settings.py", "a.rb", "main.tf", "a.yaml"] {
      Self.read(Array(("CSP_IMG_SRC = " + text).utf8), name)
    }
  }
}
