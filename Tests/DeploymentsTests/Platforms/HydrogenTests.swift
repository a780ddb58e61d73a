import Testing

@testable import Deployments

@Suite struct HydrogenTests {
  static let name = "entry.server.jsx"

  static func entry(_ options: String) -> String {
    """
    import {createContentSecurityPolicy} from '@shopify/hydrogen';
    export default async function handleRequest(request, status, headers, router, context) {
      const {nonce, header} = createContentSecurityPolicy(\(options));
      headers.set('Content-Security-Policy', header);
    }
    """
  }

  @Test(arguments: [
    (
      "{ connectSrc: [\"'self'\", 'https://a.test'] }",
      "3-3: (fragment) connect-src 'self' https://a.test"
    ),
    (
      "{ shop: { checkoutDomain: d, storeDomain: e }, imgSrc: ['a'], upgradeInsecureRequests: true }",
      "3-3: (fragment) img-src a; upgrade-insecure-requests"
    ),
    (
      "{ scriptSrcElem: ['a', ...HOSTS], 'font-src': 'b c' }",
      "3-3: (fragment) script-src-elem a {{HOSTS}}; font-src b c"
    ),
    (
      "{ imgSrc: [`https://${context.env.HOST}`, 'data:'] }",
      "3-3: (fragment) img-src https://{{context.env.HOST}} data:"
    ),
    ("", "4-4: {{header}}"), ("options", "3-3: (fragment) {{options}}"),
  ]) func readsDirectives(options: String, expected: String) {
    #expect(Hydrogen.lines(Self.entry(options), name: Self.name) == [expected])
  }

  @Test func theHeaderMayBeLonger() {
    let text = Self.entry("").replacing("header);", with: "header + '; img-src a');")
    #expect(Hydrogen.lines(text, name: Self.name) == ["4-4: {{header}}; img-src a"])
  }

  @Test(arguments: [
    (
      "{ connectSrc: ['a'] }", "connect-src", "{ connectSrc: ['a', 'https://new.test'] }"
    ),
    (
      "{ defaultSrc: [\"'self'\", cdn] }", "connect-src",
      "{ defaultSrc: [\"'self'\", cdn], connectSrc: [\"'self'\", cdn, \"https://new.test\"] }"
    ),
    ("{ imgSrc: 'a b' }", "img-src", "{ imgSrc: 'a b https://new.test' }"),
  ]) func addsASource(options: String, directive: String, expected: String) {
    #expect(
      Hydrogen.added(
        "https://new.test", to: directive, in: Self.entry(options), name: Self.name)
        == Self.entry(expected))
    #expect(Hydrogen.expectRoundTrips(Self.entry(options), name: Self.name) > 0)
  }

  @Test func aFallbackOfThePackageIsNotCopied() {
    let text = Self.entry("{ imgSrc: ['a'] }")
    #expect(
      Hydrogen.added("https://new.test", to: "font-src", in: text, name: Self.name)
        .hasPrefix("refused: no directive of this policy governs font-src"))
  }

  @Test(arguments: [
    "import {createContentSecurityPolicy} from './own';\ncreateContentSecurityPolicy({imgSrc: ['a']})",
    "// createContentSecurityPolicy({imgSrc: ['a']})",
  ]) func othersAreNone(text: String) {
    #expect(Hydrogen.lines(text, name: Self.name) == nil)
  }
}
