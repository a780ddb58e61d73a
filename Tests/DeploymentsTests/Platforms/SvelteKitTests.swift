import Testing

@testable import Deployments

@Suite struct SvelteKitTests {
  static let name = "svelte.config.js"

  static func config(_ csp: String) -> String {
    "const config = {\n  kit: { csp: \(csp) },\n};\nexport default config;\n"
  }

  @Test(arguments: [
    (
      "{ directives: { 'img-src': ['self', 'a.test', 'nonce-x', 'sha256-abc='] } }",
      "2-2: img-src 'self' a.test 'nonce-x' 'sha256-abc='"
    ),
    (
      "{ mode: 'auto', reportOnly: { 'img-src': ['none'], 'report-uri': ['/'] } }",
      "2-2: [report-only] img-src 'none'; report-uri /"
    ),
    (
      "{ directives: { 'upgrade-insecure-requests': true, 'img-src': [\"self\", host] } }",
      "2-2: upgrade-insecure-requests; img-src 'self' {{host}}"
    ),
    (
      "{ directives: { ...base, 'img-src': dev ? ['a'] : ['b'] } }",
      "2-2: {{...base}}; img-src {{dev?['a']:['b']}}"
    ),
    (
      "dev ? undefined : { directives: { 'img-src': ['wasm-unsafe-eval'] } }",
      "2-2: <otherwise> img-src 'wasm-unsafe-eval'"
    ),
  ]) func readsDirectives(csp: String, expected: String) {
    #expect(SvelteKit.lines(Self.config(csp), name: Self.name) == [expected])
  }

  @Test(arguments: [
    "export default { kit: { csp: { directives: { 'img-src': ['self'] } } } }",
    "/** @type {import('@sveltejs/kit').Config} */\nexport default {\n  kit: {\n    csp: { directives: { 'img-src': ['self'] } },\n  },\n};",
    "const csp = { directives: { 'img-src': ['self'] } };\nexport default { kit: { csp } };",
    "const directives = { 'img-src': ['self'] };\nconst kit = { csp: { directives } };\nexport default { kit };",
    "export default defineConfig({ kit: { csp: { directives: { 'img-src': ['self'] } } } })",
  ]) func findsTheSetting(text: String) {
    let found = SvelteKit.lines(text, name: Self.name) ?? []
    #expect(found.map { $0.drop { $0 != " " } } == [" img-src 'self'"])
    #expect(SvelteKit.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test(arguments: [
    (
      "{ 'img-src': ['self'] }", "img-src", "'unsafe-inline'",
      "{ 'img-src': ['self', 'unsafe-inline'] }"
    ),
    ("{ 'img-src': ['none'] }", "img-src", "https://a", "{ 'img-src': ['https://a'] }"),
    (
      "{ 'default-src': ['self', cdn] }", "img-src", "https://a",
      "{ 'default-src': ['self', cdn], 'img-src': ['self', cdn, 'https://a'] }"
    ),
    (
      "{\n  \"default-src\": [\"self\"],\n}", "img-src", "'strict-dynamic'",
      "{\n  \"default-src\": [\"self\"],\n  \"img-src\": [\"self\", \"strict-dynamic\"],\n}"
    ),
  ]) func addsASource(directives: String, directive: String, source: String, expected: String) {
    func text(_ directives: String) -> String { Self.config("{ directives: \(directives) }") }
    #expect(
      SvelteKit.added(source, to: directive, in: text(directives), name: Self.name)
        == text(expected))
  }

  @Test func bothPoliciesAreEditedApart() {
    let text = Self.config(
      "{ directives: { 'default-src': ['self'] }, reportOnly: { 'default-src': ['none'] } }")
    #expect(SvelteKit.expectRoundTrips(text, name: Self.name) == 8)
  }

  @Test func hashesAreTheBuilds() {
    let file = SourceFile(
      path: Self.name, bytes: Array(Self.config("{ directives: { 'img-src': ['a'] } }").utf8))
    #expect(SvelteKit.read(file)?.policies.first?.isStatic == false)
  }

  @Test(arguments: [
    (
      "export async function handle({ event, resolve }) {\n  const response = await resolve(event);\n"
        + "  response.headers.set('Content-Security-Policy', \"default-src 'self'\");\n"
        + "  return response;\n}", "hooks.server.ts", "3-3: default-src 'self'"
    ),
    (
      "export const load = async ({ setHeaders }) => {\n"
        + "  setHeaders({ 'content-security-policy': \"img-src 'self'\" });\n};",
      "+page.server.js", "2-2: img-src 'self'"
    ),
    (
      "const policy = ['img-src a', `font-src ${cdn}`].join('; ');\nexport const handle = async (i) => {\n"
        + "  const r = await i.resolve(i.event);\n  if (!dev) r.headers.append('content-security-policy-report-only', policy);\n"
        + "  return r;\n};",
      "hooks.server.js", "1-1: [report-only] <!dev> img-src a; font-src {{cdn}}"
    ),
  ]) func headersOfHooks(text: String, name: String, expected: String) {
    #expect(SvelteKit.lines(text, name: name) == [expected])
    #expect(SvelteKit.expectRoundTrips(text, name: name) > 0)
  }
}
