import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct TraefikTests {
  static func middleware(_ headers: String) -> String {
    "http:\n  middlewares:\n    sec:\n      headers:\n        \(headers)\n"
  }

  @Test(arguments: [
    ("contentSecurityPolicy: img-src a", "5-5: <middleware sec> img-src a"),
    ("contentSecurityPolicy: \"img-src 'self' \\x61\"", "5-5: <middleware sec> img-src 'self' a"),
    ("contentSecurityPolicy: 'img-src ''self'''", "5-5: <middleware sec> img-src 'self'"),
    (
      "contentSecurityPolicyReportOnly: img-src a # why",
      "5-5: [report-only] <middleware sec> img-src a"
    ),
    (
      "contentSecurityPolicy: >-\n          img-src a;\n          font-src b",
      "6-7: <middleware sec> img-src a; font-src b"
    ),
    (
      "contentSecurityPolicy: |\n          img-src a;\n            font-src b\n",
      "6-7: <middleware sec> img-src a; font-src b"
    ),
    (
      "contentSecurityPolicy: img-src a;\n          font-src b",
      "5-6: <middleware sec> img-src a; font-src b"
    ),
    ("contentSecurityPolicy:\n          img-src a", "6-6: <middleware sec> img-src a"),
    (
      "customResponseHeaders: { Content-Security-Policy: img-src a }",
      "5-5: <middleware sec> img-src a"
    ),
    (
      "customResponseHeaders:\n          \"Content-Security-Policy\": img-src data:",
      "6-6: <middleware sec> img-src data:"
    ),
  ]) func readsYAML(headers: String, expected: String) {
    let text = Self.middleware(headers)
    #expect(Traefik.lines(text, name: "t.yml") == [expected])
    #expect(Traefik.expectRoundTrips(text, name: "t.yml") > 0)
    let windows = text.replacing("\n", with: "\r\n")
    #expect(Traefik.lines(windows, name: "t.yml") == [expected])
    #expect(Traefik.expectRoundTrips(windows, name: "t.yml") > 0)
  }

  @Test func readsResourcesLabelsAndTOML() {
    let resource = """
      apiVersion: traefik.io/v1alpha1
      kind: Middleware
      metadata:
        name: csp
      spec:
        headers:
          contentSecurityPolicy: img-src a
      """
    #expect(Traefik.lines(resource, name: "m.yaml") == ["7-7: <middleware csp> img-src a"])
    let labels = """
      services:
        web:
          labels:
            - traefik.http.middlewares.m.headers.customresponseheaders.Content-Security-Policy=img-src a
        api:
          deploy:
            labels:
              traefik.http.middlewares.n.headers.contentSecurityPolicy: img-src b
      """
    #expect(
      Traefik.lines(labels, name: "compose.yml") == [
        "4-4: <service web, middleware m> img-src a", "8-8: <service api, middleware n> img-src b",
      ])
    let toml = "[http.middlewares.m.headers]\ncontentSecurityPolicy = \"img-src a\"\n"
    #expect(Traefik.lines(toml, name: "d.toml") == ["2-2: <middleware m> img-src a"])
    Traefik.expectRoundTrips(resource, name: "m.yaml")
    Traefik.expectRoundTrips(labels, name: "compose.yml")
    Traefik.expectRoundTrips(toml, name: "d.toml")
  }

  @Test func whatIsFilledInIsARunTimePart() throws {
    let text = """
      services:
        web:
          labels:
            - "traefik.http.middlewares.m.headers.contentSecurityPolicy=img-src https://${HOST} a"
      """
    #expect(
      Traefik.lines(text, name: "compose.yml") == [
        "4-4: <service web, middleware m> img-src https://{{HOST}} a"
      ])
    let file = SourceFile(path: "compose.yml", bytes: Array(text.utf8))
    #expect(Traefik.read(file)?.policies.map(\.isStatic) == [false])
    #expect(Traefik.expectRoundTrips(text, name: "compose.yml") > 0)
  }

  @Test func plainTextThatWouldBecomeAKeyIsRefused() {
    let text = Self.middleware("contentSecurityPolicy: img-src a")
    #expect(Traefik.added("data:", to: "img-src", in: text, name: "t.yml").hasPrefix("refused: "))
  }

  @Test func otherHeadersAreNone() {
    #expect(Traefik.lines(Self.middleware("frameDeny: true"), name: "t.yml") == nil)
    #expect(
      Traefik.lines(Self.middleware("# contentSecurityPolicy: img-src a"), name: "t.yml") == nil)
    #expect(
      Traefik.lines(
        Self.middleware("customRequestHeaders: { Content-Security-Policy: img-src a }"),
        name: "t.yml")
        == nil)
    #expect(
      Traefik.lines("services:\n  a:\n    environment:\n      CSP: img-src a\n", name: "t.yml")
        == nil)
  }
}
