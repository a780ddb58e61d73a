import Testing

@testable import Deployments

@Suite struct NetlifyTOMLTests {
  static func file(_ value: String) -> String {
    "[[headers]]\nfor = \"/*\"\n[headers.values]\nContent-Security-Policy = \(value)\n"
  }

  @Test func readsEveryWayToWriteATable() {
    let text = """
      title = 1979-05-27T07:32:00Z # Content-Security-Policy = "img-src x"
      [build.environment]
      CSP = "img-src y"
      numbers = [ 1, 2.5, [ "a", 'b' ], # c
        { x = 1 } ]
      [[redirects]]
      from = "/"
      headers = { Content-Security-Policy = "img-src z" }
      [[headers]]
      for = "/a"
        [headers.values]
        "content-security-policy" = "img-src a; font-src 'self'"
        X-A.b = true
      [[headers]]
      values.Content-Security-Policy-Report-Only = 'img-src b'
      for = "/b"
      [[ headers ]]
      for = '/c'
      values = { X = "y", Content-Security-Policy = ["img-src c", '''
      img-src d'''] }
      """
    #expect(
      NetlifyTOML.lines(text, name: "netlify.toml") == [
        "12-12: </a> img-src a; font-src 'self'", "15-15: [report-only] </b> img-src b",
        "19-19: </c> img-src c", "20-20: </c> img-src d",
      ])
    #expect(NetlifyTOML.expectRoundTrips(text) == 5)
  }

  @Test(arguments: [
    (
      #""default-src 'self' \"a\" \\ \u0041\t; img-src a""#,
      #"default-src 'self' "a" \ A ; img-src a"#
    ),
    (#"'default-src \n; img-src a'"#, #"default-src \n; img-src a"#),
    ("\"\"\"\n\n  default-src 'self';\n  img-src a\"\"\"", "default-src 'self'; img-src a"),
    (
      "\"\"\"\\\n   default-src \\   \n   'self'; img-src a\\\n\"\"\"",
      "default-src 'self'; img-src a"
    ),
    ("'''default-src 'self'; img-src 'self''''", "default-src 'self'; img-src 'self'"),
    ("\"\"\"default-src a; report-to \"b\"\"\"\"", "default-src a; report-to \"b\""),
    ("\"\"\"default-src a \"\"b\"\"; img-src c\"\"\"", "default-src a \"\"b\"\"; img-src c"),
  ]) func readsEveryString(value: String, expected: String) {
    let text = Self.file(value)
    #expect(
      NetlifyTOML.lines(text)?.map { String($0.drop { $0 != " " }.dropFirst()) } == [
        "</*> " + expected
      ])
    #expect(NetlifyTOML.expectRoundTrips(text) > 1)
    let crlf = text.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\r\n")
    #expect(
      NetlifyTOML.lines(crlf)?.map { String($0.drop { $0 != " " }.dropFirst()) } == [
        "</*> " + expected
      ])
    NetlifyTOML.expectRoundTrips(crlf)
  }

  @Test func aLiteralCannotHoldItsQuote() {
    #expect(
      NetlifyTOML.added("'self'", to: "img-src", in: Self.file("'img-src a'"))
        .hasPrefix("refused: "))
  }

  @Test(arguments: [
    "\"a\" b", "\"a", "'a", "\"\"\"a", "'''a", "[\"a\"", "{ a = 1", "",
    "\"a\"\nContent-Security-Policy = \"b\"",
    "\"a\" = 1", "\"a\"\n[[headers.values]]", "\"a\"\n[headers.values", "\"a\"\nx y = 1",
  ]) func brokenFilesAreSaidToBe(value: String) {
    let file = SourceFile(path: "netlify.toml", bytes: Array(Self.file(value).utf8))
    let found = NetlifyTOML.read(file)
    #expect(found?.policies.count == 0)
    #expect(found?.diagnostics.map(\.rule) == ["invalid-toml"])
    #expect(NetlifyTOML.lines(Self.file(value)) == nil)
  }

  @Test func escapesEndWithTheirDigits() {
    let text = Self.file("\"img-src \\u23 a\\u61\"")
    NetlifyTOML.expectRoundTrips(text, name: "netlify.toml")
    #expect(
      NetlifyTOML.added("n.test", to: "img-src", in: text, name: "netlify.toml")
        == text.replacing("u61\"", with: "u61 n.test\""))
  }

  @Test func depthHasALimit() {
    #expect(
      NetlifyTOML.lines("a = " + String(repeating: "[", count: 100_000), name: "netlify.toml") == []
    )
  }

  @Test func lineBreaksAreWarnedOf() {
    let file = SourceFile(
      path: "netlify.toml", bytes: Array(Self.file("\"\"\"img-src a;\nfont-src b\"\"\"").utf8))
    #expect(NetlifyTOML.read(file)?.diagnostics.map(\.rule) == ["line-break"])
  }
}
