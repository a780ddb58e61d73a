import Testing

@testable import Deployments

@Suite struct NelmioSecurityTests {
  static func bundle(_ directives: [String], section: String = "enforce") -> String {
    "nelmio_security:\n    csp:\n        \(section):\n"
      + directives.map { "            \($0)\n" }.joined()
  }

  @Test(arguments: [
    (["img-src: [self]"], "4-4: <nelmio_security.csp.enforce> img-src 'self'"),
    (
      ["img-src: ['self', \"data:\"] # why", "font-src: [ https://a.test ]"],
      "4-5: <nelmio_security.csp.enforce> img-src 'self' data:; font-src https://a.test"
    ),
    (
      ["img-src:", "  - none", "script-src:", "- self # own", "- nonce-abc"],
      "4-8: <nelmio_security.csp.enforce> img-src 'none'; script-src 'self' 'nonce-abc'"
    ),
    (
      ["level1_fallback: false", "img-src: [self]", "block-all-mixed-content: false"],
      "5-5: <nelmio_security.csp.enforce> img-src 'self'"
    ),
    (
      ["img-src: ['https://%cdn%/a%%2Fb', '%env(HOST)%']", "upgrade-insecure-requests: true"],
      "4-5: <nelmio_security.csp.enforce> img-src https://{{cdn}}/a%2Fb {{env(HOST)}}; "
        + "upgrade-insecure-requests"
    ),
  ]) func readsDirectives(directives: [String], expected: String) {
    let text = Self.bundle(directives)
    #expect(NelmioSecurity.lines(text, name: "nelmio_security.yaml") == [expected])
    #expect(NelmioSecurity.expectRoundTrips(text, name: "a.yaml") > 0)
    let windows = text.replacing("\n", with: "\r\n")
    #expect(NelmioSecurity.lines(windows, name: "a.yml") == [expected])
    #expect(NelmioSecurity.expectRoundTrips(windows, name: "a.yml") > 0)
  }

  @Test func sectionsOfEnvironments() {
    let base = Self.bundle(["img-src: [self]"])
    let production =
      base + "when@prod:\n    nelmio_security:\n        csp:\n            report:\n"
      + "                font-src: [self]\n"
    #expect(
      NelmioSecurity.lines(production, name: "a.yaml") == [
        "4-4: <nelmio_security.csp.enforce> img-src 'self'",
        "9-9: [report-only] <when@prod: nelmio_security.csp.report> (fragment) font-src 'self'",
      ])
    let development = production.replacing("when@prod", with: "when@dev")
    #expect(NelmioSecurity.lines(development, name: "a.yaml")?.count == 1)
    let off = base.replacing("        enforce", with: "        enabled: false\n        enforce")
    #expect(NelmioSecurity.lines(off, name: "a.yaml") == [])
  }

  @Test func writesListsAsTheyAre() {
    func added(_ source: String, _ directive: String, _ lines: [String]) -> String {
      NelmioSecurity.added(source, to: directive, in: Self.bundle(lines), name: "a.yaml")
    }
    #expect(
      added("'unsafe-inline'", "img-src", ["img-src: ['self']"])
        == Self.bundle(["img-src: ['self', 'unsafe-inline']"]))
    #expect(
      added("*.a.test", "img-src", ["img-src:", "    - self # own"])
        == Self.bundle(["img-src:", "    - self # own", "    - '*.a.test'"]))
    #expect(
      added("data:", "img-src", ["img-src: [self]"]) == Self.bundle(["img-src: [self, 'data:']"]))
    #expect(
      added("https://a.test", "img-src", ["img-src: ['none']"])
        == Self.bundle(["img-src: ['https://a.test']"]))
    #expect(
      added("https://a.test", "img-src", ["default-src:", "  - self", "  - 'data:'"])
        == Self.bundle([
          "default-src:", "  - self", "  - 'data:'", "img-src:", "  - self", "  - 'data:'",
          "  - 'https://a.test'",
        ]))
    #expect(
      added("https://a.test", "img-src", ["img-src: self"])
        == "refused: img-src is one text; make it a list first")
  }

  @Test func otherFilesAreNone() {
    #expect(NelmioSecurity.lines("nelmio_cors:\n    a: 1\n", name: "a.yaml") == nil)
    #expect(
      NelmioSecurity.lines(
        "nelmio_security:\n    external_redirects: {allow_list: [script-src.test]}\n",
        name: "a.yaml") == [])
  }
}
