import Testing

@testable import Deployments

@Suite struct VercelJSONTests {
  @Test func readsHeadersAndRoutes() {
    let text = """
      {"env": {"CSP": "img-src x"},
       "headers": [
        {"headers": [{"value": "img-src a; font-src b, img-src c", "key": "content-security-policy"},
                     {"key": "X-Content-Security-Policy", "value": "img-src d"}],
         "has": [{"type": "host", "value": "h.test"}], "missing": [{"type": "cookie", "key": "k"}],
         "source": "/(.*)"},
        {"source": "/x", "headers": [{"key": "Content-Security-Policy-Report-Only", "value": "img-src e"}]}],
       "routes": [{"src": "/r", "headers": {"Content-Security-Policy": "img-src f"}}]}
      """
    let scope = "</(.*) has host=h.test missing cookie k>"
    #expect(
      VercelJSON.lines(text, name: "vercel.json") == [
        "3-3: \(scope) img-src a; font-src b", "3-3: \(scope) img-src c",
        "7-7: [report-only] </x> img-src e", "8-8: </r> img-src f",
      ])
    #expect(VercelJSON.expectRoundTrips(text, name: "vercel.json") == 5)
    let file = SourceFile(path: "vercel.json", bytes: Array(text.utf8))
    #expect(VercelJSON.read(file)?.pages.map(\.indices) == [[0, 1], [2], [3]])
  }

  @Test func escapesAreKept() {
    let text =
      #"{"headers": [{"source": "\/", "headers": [{"key": "Content-Security-\u0050olicy", "#
      + #""value": "default-src \u0027self\u0027; img-src a\/b\ud83d\ude00;\treport-to \"x\""}]}]}"#
    #expect(
      VercelJSON.lines(text) == ["1-1: </> default-src 'self'; img-src a/b😀; report-to \"x\""])
    #expect(
      VercelJSON.added("https://n.test", to: "font-src", in: text)
        == String(text.dropLast(6)) + "; font-src 'self' https://n.test\"}]}]}")
  }

  @Test(arguments: [
    ("{// x\n\"headers\": [HEADERS]}", "a comment on line 1"),
    ("{\"headers\": [HEADERS,]}", "a trailing comma on line 1"),
    ("{\n\"headers\": [HEADERS]\n/* x */}", "a comment on line 3"),
  ]) func whatTheRulesRefuseIsReadAndNotEdited(text: String, what: String) {
    let headers =
      "{\"source\": \"/\", \"headers\": [{\"key\": \"Content-Security-Policy\", \"value\": \"img-src a\"}]}"
    let text = text.split(separator: "HEADERS", omittingEmptySubsequences: false)
      .joined(separator: headers)
    let file = SourceFile(path: "vercel.json", bytes: Array(text.utf8))
    let found = VercelJSON.read(file)
    #expect(found?.policies.count == 1)
    #expect(found?.diagnostics.map(\.rule) == ["invalid-json"])
    #expect(
      VercelJSON.added("https://n.test", to: "img-src", in: text)
        == "refused: the file is not valid JSON (\(what))")
  }

  @Test(arguments: [
    "{", "[", "{\"a\" 1}", "{\"a\": }", "{\"a\": \"b}", "{} x", "{\"a\": 1,, \"b\": 2}", "",
    "{\"a\": \"\n\"}", "[1 2]", "/* x",
  ]) func brokenFilesAreSaidToBe(text: String) {
    let file = SourceFile(path: "vercel.json", bytes: Array(text.utf8))
    let found = VercelJSON.read(file)
    #expect(found?.policies.count == 0)
    #expect(found?.diagnostics.map(\.rule) == ["invalid-json"])
    // Of a file of another name nobody knows whose it is.
    #expect(VercelJSON.lines(text) == nil)
  }

  @Test func depthHasALimit() {
    let text = String(repeating: "[", count: 100_000)
    #expect(VercelJSON.lines(text, name: "vercel.json") == [])
  }

  @Test func otherDocumentsAreNotRead() {
    #expect(VercelJSON.lines("{\"headers\": [], \"routes\": {}}") == nil)
    #expect(VercelJSON.lines("{\"hosting\": {}}", name: "package.json") == nil)
  }
}
