import Testing

@testable import Deployments

@Suite struct AmplifyTests {
  @Test func readsRules() {
    let text = """
      customHeaders:
        - pattern: '**/*'
          headers:
            # - key: Content-Security-Policy
            #   value: img-src x
            - key: "X-Frame-Options"
              value: DENY
            - key: Content-Security-Policy
              value: default-src 'self';
                img-src https://a.test
            - { key: content-security-policy-report-only, value: "font-src 'none'" }
        - pattern: /app/*
          headers:
            - value: |-
                img-src 'self';
                font-src b
              key: 'Content-Security-Policy'
      """
    #expect(
      Amplify.lines(text, name: "customHttp.yml") == [
        "9-10: <**/*> default-src 'self'; img-src https://a.test",
        "11-11: [report-only] <**/*> font-src 'none'",
        "15-16: </app/*> img-src 'self'; font-src b",
      ])
    #expect(Amplify.expectRoundTrips(text, name: "customHttp.yml") >= 8)
    #expect(Amplify.lines(text, name: "other.yaml")?.count == 3)
  }

  @Test func readsApplicationsAndAliases() {
    let text = """
      version: 1
      x-policy: &csp "img-src 'self'"
      applications:
        - appRoot: packages/web
          customHeaders:
            - pattern: '*'
              headers: [{ key: Content-Security-Policy, value: *csp }]
        - appRoot: packages/admin
      """
    #expect(
      Amplify.lines(text, name: "amplify.yml") == ["2-2: <packages/web: *> img-src 'self'"])
    #expect(Amplify.expectRoundTrips(text, name: "amplify.yml") == 1)
  }

  @Test func otherFilesAreNone() {
    #expect(Amplify.lines("version: 1\nfrontend: {}\n", name: "amplify.yml") == [])
    let broken = SourceFile(path: "amplify.yml", bytes: Array("img-src: [a; font-src b".utf8))
    #expect(Platforms.read(broken)?.diagnostics.map(\.rule) == ["invalid-yaml"])
    #expect(Amplify.lines("headers:\n  - key: Content-Security-Policy\n", name: "a.yml") == nil)
    #expect(
      Amplify.lines("customHeaders: {Content-Security-Policy: img-src a}\n", name: "v.yaml") == [])
  }
}
