import Testing

@testable import Deployments

@Suite struct AzureStaticWebAppTests {
  @Test func readsGlobalHeadersAndRoutes() {
    let text = """
      {
        "routes": [
          {"route": "/a/*", "headers": {"Content-Security-Policy": "img-src a", "X-A": "b"}},
          {"route": "/b", "statusCode": 404}
        ],
        "globalHeaders": {
          "content-security-policy-report-only": "img-src b",
          "content-security-policy": "default-src 'self'"
        },
        "mimeTypes": {".csp": "Content-Security-Policy"}
      }
      """
    let expected = [
      "3-3: </a/*> img-src a", "7-7: [report-only] <globalHeaders> img-src b",
      "8-8: <globalHeaders> default-src 'self'",
    ]
    #expect(AzureStaticWebApp.lines(text, name: "staticwebapp.config.json") == expected)
    #expect(AzureStaticWebApp.lines(text) == expected)
    #expect(AzureStaticWebApp.expectRoundTrips(text) == 6)
  }

  @Test func theOldNameHasDefaultHeaders() {
    let text = "{\"defaultHeaders\": {\"Content-Security-Policy\": \"img-src a\"}}"
    #expect(AzureStaticWebApp.lines(text) == ["1-1: <defaultHeaders> img-src a"])
    #expect(AzureStaticWebApp.claims("routes.json") == .possible)
  }

  @Test func otherDocumentsAreNotRead() {
    #expect(AzureStaticWebApp.lines("{\"routes\": [{\"src\": \"/\"}]}") == nil)
    #expect(AzureStaticWebApp.lines("{\"hosting\": {}}") == nil)
  }
}
