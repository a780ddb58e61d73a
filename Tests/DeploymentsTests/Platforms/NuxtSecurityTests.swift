import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct NuxtSecurityTests {
  static let name = "nuxt.config.ts"

  static func config(_ headers: String) -> String {
    "export default defineNuxtConfig({\n  security: { headers: { \(headers) } },\n})\n"
  }

  static func read(_ text: String) -> [String]? { NuxtSecurity.lines(text, name: name) }

  @Test(arguments: [
    (
      "contentSecurityPolicy: { 'img-src': [\"'self'\", 'https://a.test'], 'font-src': false }",
      "2-2: (fragment) img-src 'self' https://a.test"
    ),
    (
      "contentSecurityPolicy: { 'script-src': [\"'self'\", \"'nonce-{{nonce}}'\"] }",
      "2-2: (fragment) script-src 'self' 'nonce-{{nonce}}'"
    ),
    (
      "contentSecurityPolicy: { 'img-src': \"'self' data:\", 'upgrade-insecure-requests': true }",
      "2-2: (fragment) img-src 'self' data:; upgrade-insecure-requests"
    ),
    (
      "contentSecurityPolicy: { 'upgrade-insecure-requests': live, 'img-src': live ? ['a'] : ['b'] }",
      "2-2: (fragment) {{upgrade-insecure-requestsiflive}}; img-src {{live?['a']:['b']}}"
    ),
    (
      "contentSecurityPolicy: { ...shared, 'img-src': ['a', ...more] }",
      "2-2: (fragment) {{...shared}}; img-src a {{more}}"
    ),
    (
      "contentSecurityPolicy: { value: { 'img-src': ['a'] }, route: '/**' }",
      "2-2: </**> (fragment) img-src a"
    ),
    (
      "contentSecurityPolicyReportOnly: { 'img-src': ['a'] }",
      "2-2: [report-only] (fragment) img-src a"
    ),
    ("contentSecurityPolicy: \"img-src 'self'\"", "2-2: img-src 'self'"),
    (
      "contentSecurityPolicy: live ? { 'img-src': ['a'] } : false",
      "2-2: <when live> (fragment) img-src a"
    ),
  ]) func readsDirectives(headers: String, expected: String) {
    #expect(Self.read(Self.config(headers)) == [expected])
  }

  @Test(arguments: [
    "contentSecurityPolicy: false", "contentSecurityPolicy: {}", "xFrameOptions: 'DENY'",
    "/* contentSecurityPolicy: { 'img-src': ['a'] } */ xFrameOptions: false",
  ]) func othersAreNone(headers: String) {
    #expect(Self.read(Self.config(headers)) == [])
  }

  @Test func optionsOfTheModule() {
    let text = """
      export default {
        modules: ['a', ['nuxt-security', { headers: { contentSecurityPolicy: { "img-src": ["a"] } } }]],
      }
      """
    #expect(Self.read(text) == ["2-2: (fragment) img-src a"])
    #expect(NuxtSecurity.expectRoundTrips(text, name: Self.name) > 1)
  }

  @Test func routesAndConstants() {
    let text = """
      const csp = { 'default-src': ["'self'"], 'img-src': ["'self'", cdn] }
      export default defineNuxtConfig({
        security: { headers: { contentSecurityPolicy: csp } },
        routeRules: {
          '/embed/**': { security: { headers: { contentSecurityPolicy: { 'frame-ancestors': ['*'] } } } },
          '/old': { headers: { 'Content-Security-Policy': "default-src 'none'" } },
        },
      })
      """
    #expect(
      Self.read(text) == [
        "1-1: (fragment) default-src 'self'; img-src 'self' {{cdn}}",
        "5-5: </embed/**> (fragment) frame-ancestors *", "6-6: default-src 'none'",
      ])
    #expect(NuxtSecurity.expectRoundTrips(text, name: Self.name) > 3)
    #expect(
      NuxtSecurity.added(
        "https://new.test", to: "form-action", policy: 1, in: text, name: Self.name
      ).hasPrefix("refused: "))
  }

  @Test func aDefaultIsWrittenOutWhenItGrows() {
    let text = Self.config("contentSecurityPolicy: { 'img-src': ['a'] }")
    func added(_ directive: String) -> String {
      NuxtSecurity.added("https://new.test", to: directive, in: text, name: Self.name)
    }
    #expect(
      added("font-src")
        == Self.config(
          "contentSecurityPolicy: { 'img-src': ['a'], "
            + "'font-src': [\"'self'\", 'https:', 'data:', 'https://new.test'] }"))
    // The module's object-src is 'none', which gives way.
    #expect(
      added("object-src")
        == Self.config(
          "contentSecurityPolicy: { 'img-src': ['a'], 'object-src': ['https://new.test'] }"))
    #expect(added("script-src").hasPrefix("refused: 'strict-dynamic' stands in script-src"))
    #expect(added("connect-src").hasPrefix("refused: no directive of this policy governs"))
  }

  @Test func whatAConditionChoosesBecomesPartOfAList() {
    let text = Self.config("contentSecurityPolicy: { 'img-src': dev ? ['a'] : ['b'] }")
    let once = NuxtSecurity.added("https://new.test", to: "img-src", in: text, name: Self.name)
    #expect(
      once
        == Self.config(
          "contentSecurityPolicy: { 'img-src': [...(dev ? ['a'] : ['b']), 'https://new.test'] }"))
    #expect(
      Self.read(once) == [
        "2-2: (fragment) img-src {{(dev?['a']:['b'])}} https://new.test"
      ])
  }

  @Test func anUnknownSpreadMayNameADirective() {
    let text = Self.config(
      "contentSecurityPolicy: { ...shared, 'default-src': ['a'], 'img-src': ['b'] }")
    #expect(
      NuxtSecurity.added("https://new.test", to: "connect-src", in: text, name: Self.name)
        == "refused: ...shared may name it, and stands elsewhere")
    #expect(NuxtSecurity.expectRoundTrips(text, name: Self.name) == 2)
  }

  @Test func metaElements() {
    let text = """
      export default { app: { head: { meta: [
        { charset: 'utf-8' },
        { 'http-equiv': 'Content-Security-Policy', content: "img-src 'self'" },
      ] } } }
      """
    #expect(Self.read(text) == ["3-3: img-src 'self'"])
    let file = SourceFile(path: Self.name, bytes: Array(text.utf8))
    #expect(NuxtSecurity.read(file)?.policies.first?.delivery == .meta)
    #expect(NuxtSecurity.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test func theDefaultsAreSaid() {
    let file = SourceFile(
      path: Self.name, bytes: Array(Self.config("contentSecurityPolicy: { 'img-src': ['a'] }").utf8)
    )
    let content = NuxtSecurity.read(file)
    #expect(
      content?.policies.first?.merge?.note == "the defaults of nuxt-security 2 and its nonce")
    #expect(content?.policies.first?.unresolved == ["nonce"])
    #expect(content?.policies.first?.isStatic == false)
  }
}
