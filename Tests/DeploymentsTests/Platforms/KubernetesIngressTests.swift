import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct KubernetesIngressTests {
  static let name = "ingress.yaml"

  static func ingress(_ annotation: String) -> String {
    """
    kind: Ingress
    metadata:
      name: web
      annotations:
        nginx.ingress.kubernetes.io/\(annotation)
    spec: {}
    """
  }

  @Test(arguments: [
    (
      "configuration-snippet: |\n      add_header Content-Security-Policy \"img-src a\";\n",
      "6-6: <web> img-src a"
    ),
    (
      "server-snippet: |-\n      more_set_headers 'Content-Security-Policy: img-src a';",
      "6-6: <web> img-src a"
    ),
    (
      "configuration-snippet: >\n      add_header Content-Security-Policy\n      \"img-src a;\n      font-src b\";\n",
      "7-8: <web> img-src a; font-src b"
    ),
    (
      "configuration-snippet: 'add_header Content-Security-Policy \"img-src ''self''\";'",
      "5-5: <web> img-src 'self'"
    ),
    (
      "configuration-snippet: \"add_header Content-Security-Policy \\\"img-src a\\\";\\n\"",
      "5-5: <web> img-src a"
    ),
    (
      "configuration-snippet: add_header Content-Security-Policy \"img-src a\";",
      "5-5: <web> img-src a"
    ),
  ]) func readsSnippets(annotation: String, expected: String) {
    let text = Self.ingress(annotation)
    #expect(KubernetesIngress.lines(text, name: Self.name) == [expected])
    #expect(KubernetesIngress.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test func aNewDirectiveIsWrittenAsTheScalarIsQuoted() {
    let text = Self.ingress(
      "configuration-snippet: \"add_header Content-Security-Policy \\\"default-src 'self'\\\";\\n\""
    )
    #expect(
      KubernetesIngress.added("https://new.test", to: "img-src", in: text, name: Self.name)
        == text.replacing("'self'", with: "'self'; img-src 'self' https://new.test"))
    let single = Self.ingress(
      "configuration-snippet: 'add_header Content-Security-Policy \"default-src ''self''\";'")
    #expect(
      KubernetesIngress.added("https://new.test", to: "img-src", in: single, name: Self.name)
        == single.replacing("''self''", with: "''self''; img-src ''self'' https://new.test"))
  }

  @Test func templatesAreRunTimeParts() {
    let text = Self.ingress(
      "configuration-snippet: |\n      {{- if .Values.a }}\n"
        + "      add_header Content-Security-Policy \"img-src {{ .Values.cdn }} a\";\n")
    #expect(
      KubernetesIngress.lines(
        text.replacing("      {{- if .Values.a }}\n", with: ""), name: Self.name)
        == ["6-6: <web> img-src {{.Values.cdn}} a"])
  }

  @Test func readsMapsOfHeaders() {
    let text = """
      kind: ConfigMap
      metadata: { name: h, namespace: n }
      data:
        # Content-Security-Policy: img-src x
        Content-Security-Policy: "img-src a"
        X-Note: "Content-Security-Policy: img-src y"
      ---
      controller:
        addHeaders:
          Content-Security-Policy-Report-Only: img-src b
      """
    #expect(
      KubernetesIngress.lines(text, name: "values.yml") == [
        "5-5: <ConfigMap n/h> img-src a",
        "10-10: [report-only] <controller.addHeaders> img-src b",
      ])
    KubernetesIngress.expectRoundTrips(text, name: "values.yml")
  }

  @Test func readsListsOfResources() {
    let text = """
      kind: List
      items:
      - kind: ConfigMap
        metadata: {name: c}
        data:
          Content-Security-Policy: img-src a
      """
    #expect(KubernetesIngress.lines(text, name: "l.yaml") == ["6-6: <ConfigMap c> img-src a"])
  }

  @Test(arguments: [
    "a: b", "kind: Ingress", "Content-Security-Policy: img-src a", "a: [", "\t- x\n- [",
  ])
  func otherFilesAreNone(text: String) {
    #expect(KubernetesIngress.lines(text, name: Self.name) == nil)
  }
}
