import Testing

@testable import Deployments

@Suite struct HARTests {
  static func archive(_ headers: String) -> String {
    """
    {"log": {"entries": [
      {"request": {"url": "https://a.test/", "headers": [{"name": "Content-Security-Policy", "value": "img-src x"}]},
       "response": {"headers": [\(headers)],
        "content": {"text": "{\\"name\\": \\"Content-Security-Policy\\", \\"value\\": \\"img-src y\\"}"}}},
      {"request": {"url": "https://b.test/"}, "response": {"headers": []}}
    ]}}
    """
  }

  @Test func readsResponses() {
    let text = Self.archive(
      "{\"name\": \"content-security-policy\", \"value\": \"img-src a\\nfont-src b, media-src c\"},"
        + "{\"name\": \"Content-Security-Policy-Report-Only\", \"value\": \"img-src d\"}")
    let scope = "<https://a.test/>"
    #expect(
      HAR.lines(text, name: "x.har") == [
        "3-3: \(scope) img-src a", "3-3: \(scope) font-src b", "3-3: \(scope) media-src c",
        "3-3: [report-only] \(scope) img-src d",
      ])
    let file = SourceFile(path: "x.har", bytes: Array(text.utf8))
    #expect(HAR.read(file)?.pages.count == 1)
    #expect(HAR.expectRoundTrips(text) == 4)
  }

  @Test func otherDocumentsAreNotRead() {
    #expect(HAR.lines("{\"entries\": []}") == nil)
    #expect(HAR.lines("{}", name: "x.har") == [])
    #expect(HAR.lines("", name: "x.har") == [])
  }
}
