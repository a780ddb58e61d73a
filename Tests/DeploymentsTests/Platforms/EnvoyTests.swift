import Testing

@testable import Deployments

@Suite struct EnvoyTests {
  @Test func readsRoutes() {
    let text = """
      static_resources:
        route_config:
          request_headers_to_add: [{ header: { key: Content-Security-Policy, value: img-src no } }]
          response_headers_to_remove: [content-security-policy-report-only]
          virtual_hosts:
            - name: shop
              domains: ["*"]
              response_headers_to_add:
                - { header: { key: x-a, value: img-src no }, append_action: ADD_IF_ABSENT }
                - append_action: OVERWRITE_IF_EXISTS_OR_ADD
                  header:
                    value: "img-src 'self' https://%REQ(:authority)% a%%2F"
                    key: content-security-policy
              routes:
                - match: { prefix: /app }
                  responseHeadersToAdd:
                    - header: { key: Content-Security-Policy-Report-Only, value: 'font-src b' }
                  typed_per_filter_config:
                    mutation:
                      mutations:
                        response_mutations:
                          - append: { header: { key: Content-Security-Policy, value: img-src c } }
      """
    #expect(
      Envoy.lines(text, name: "envoy.yaml") == [
        "12-12: <shop> img-src 'self' https://{{REQ(:authority)}} a%2F",
        "17-17: [report-only] </app> font-src b", "22-22: </app> img-src c",
      ])
    #expect(Envoy.expectRoundTrips(text, name: "envoy.yaml") == 3)
    #expect(
      Envoy.added("https://n.test/%3B", to: "img-src", in: text, name: "envoy.yaml").contains(
        "a%%2F https://n.test/%%3B\""))
  }

  @Test func readsJSONAndTemplates() {
    let json = """
      {"static_resources": {"a": [{"response_headers_to_add": [
        {"header": {"key": "Content-Security-Policy", "value": "img-src 'self'"}}]}]}}
      """
    #expect(Envoy.lines(json, name: "envoy.json") == ["2-2: img-src 'self'"])
    #expect(Envoy.expectRoundTrips(json, name: "envoy.json") == 1)
    let template = """
      {% if csp %}
      response_headers_to_add:
        - header: { key: content-security-policy, value: "img-src {{ hosts }} a" }
      {% endif %}
      """
    #expect(Envoy.lines(template, name: "envoy.yaml.j2") == ["3-3: img-src {{hosts}} a"])
  }

  @Test func readsResources() {
    let text = """
      kind: VirtualService
      spec:
        http:
          - match: [{ uri: { prefix: /a } }]
            headers:
              request: { set: { content-security-policy: img-src no } }
              response:
                set: { content-security-policy: "img-src a" }
                add:
                  content-security-policy: img-src b
      ---
      kind: HTTPRoute
      spec:
        rules:
          - matches: [{ path: { type: PathPrefix, value: /r } }]
            filters:
              - type: ResponseHeaderModifier
                responseHeaderModifier:
                  set:
                    - name: Content-Security-Policy
                      value: img-src c
              - requestHeaderModifier: { set: [{ name: Content-Security-Policy, value: img-src no }] }
      ---
      kind: HTTPProxy
      spec:
        routes:
          - responseHeadersPolicy: { set: [{ name: Content-Security-Policy, value: img-src d }] }
      ---
      kind: Mapping
      spec:
        add_response_headers: { Content-Security-Policy: { value: img-src e } }
      """
    #expect(
      Envoy.lines(text, name: "routes.yaml") == [
        "8-8: </a> img-src a", "10-10: </a> img-src b", "21-21: </r> img-src c",
        "27-27: img-src d", "31-31: img-src e",
      ])
    #expect(Envoy.expectRoundTrips(text, name: "routes.yaml") == 5)
    let file = SourceFile(path: "routes.yaml", bytes: Array(text.utf8))
    #expect(Envoy.read(file)?.pages.map(\.indices) == [[0, 1], [2], [3], [4]])
  }

  static func filter(_ lines: String...) -> String {
    """
    kind: EnvoyFilter
    spec:
      value:
        inlineCode: |
    \(lines.map { "      " + $0 }.joined(separator: "\n"))
    """
  }

  @Test func readsLua() {
    let text = Self.filter(
      "local base = \"default-src 'self'; \"", "local host = os.getenv('HOST') or 'x'",
      "function envoy_on_request(handle)",
      "  handle:headers():add(\"Content-Security-Policy\", \"img-src no\")", "end",
      "function envoy_on_response(handle)", "  local headers = handle:headers()",
      "  -- headers:add(\"Content-Security-Policy\", \"img-src no\")",
      "  --[[ headers:add(\"Content-Security-Policy\", \"img-src no\") ]]",
      "  if headers:get(\"x\") == nil then", "    headers:add('x', 'y')",
      "    headers:replace(\"content-security-policy\", base .. 'img-src ' .. host .. [[ a;]])",
      "  elseif b then headers:remove(\"content-security-policy\")", "  else",
      "    handle:headers():add(\"Content-Security-Policy-Report-Only\", 'img-src \\'self\\'')",
      "  end", "end")
    #expect(
      Envoy.lines(text, name: "filter.yaml") == [
        "5-16: <envoy_on_response if headers:get(\"x\") == nil> default-src 'self'; img-src {{os.getenv('HOST')}} "
          + "a;",
        "19-19: [report-only] <envoy_on_response otherwise> img-src 'self'",
      ])
    #expect(Envoy.expectRoundTrips(text, name: "filter.yaml") == 6)
    #expect(
      Envoy.added("https://n.test", to: "default-src", in: text, name: "filter.yaml")
        == text.replacing("'self'; \"", with: "'self' https://n.test; \""))
  }

  @Test func otherFilesAreNone() {
    #expect(Envoy.lines("kind: Service\nspec: {}\n", name: "a.yaml") == nil)
    #expect(Envoy.lines("{\"a\": 1}", name: "a.json") == nil)
    #expect(Envoy.lines("kind: VirtualService\nspec: {}\n", name: "a.yaml") == [])
  }
}
