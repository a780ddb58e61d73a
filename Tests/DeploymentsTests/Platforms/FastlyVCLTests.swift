import Testing

@testable import Deployments

@Suite struct FastlyVCLTests {
  static func deliver(_ lines: String...) -> String {
    (["sub vcl_deliver {"] + lines.map { "  " + $0 } + ["}", ""]).joined(separator: "\n")
  }

  static let set = "set resp.http.Content-Security-Policy = "

  @Test(arguments: [
    (set + "\"img-src 'self'\";", ["2-2: <vcl_deliver> img-src 'self'"]),
    (set + "{\"img-src \"a\" b\"};", ["2-2: <vcl_deliver> img-src \"a\" b"]),
    (set + "{CSP\"img-src 'self' \"}\"CSP};", ["2-2: <vcl_deliver> img-src 'self' \"}"]),
    (set + "\"img-src %27self%27 %22a%22\";", ["2-2: <vcl_deliver> img-src 'self' \"a\""]),
    (
      set
        + "\"img-src \" req.http.Host \" a;\" + \"font-src \" +\n  regsub(x, \"a;b\", \"\") + \";\";",
      ["2-3: <vcl_deliver> img-src {{req.http.Host}} a;font-src {{regsub(x_\"a_b\"_\"\")}};"]
    ),
    (
      "add beresp.http.content-security-policy-report-only = \"img-src a\";",
      ["2-2: [report-only] <vcl_deliver> img-src a"]
    ),
    (
      "header.set(resp, \"Content-Security-Policy\", \"img-src a\");",
      ["2-2: <vcl_deliver> img-src a"]
    ),
    ("set req.http.Content-Security-Policy = \"img-src a\";", []),
    ("set resp.http.X = \"Content-Security-Policy: img-src a\";", []),
    ("unset resp.http.Content-Security-Policy;", []),
    ("# " + set + "\"img-src a\";", []), ("// " + set + "\"img-src a\";", []),
    ("/* " + set + "\"img-src a\"; */", []),
    (
      "if (req.url ~ \"^/a\") { " + set + "\"img-src a\"; }",
      ["2-2: <vcl_deliver if req.url ~ \"^/a\"> img-src a"]
    ),
  ]) func readsStatements(line: String, expected: [String]) {
    let text = Self.deliver(line)
    #expect(FastlyVCL.lines(text, name: "main.vcl") == expected)
    FastlyVCL.expectRoundTrips(text, name: "main.vcl")
    let windows = text.replacing("\n", with: "\r\n")
    #expect(FastlyVCL.lines(windows, name: "main.vcl") == expected)
  }

  @Test func branchesAreAlternatives() {
    let text = Self.deliver(
      Self.set + "\"img-src a\";", "if (x) {", Self.set + "\"img-src b\";",
      "} elsif (y && z) {", "unset resp.http.Content-Security-Policy;", "} else if (w) {",
      Self.set + "\"img-src c\";", "}", "set resp.http.X = \"d\";")
    #expect(
      FastlyVCL.lines(text, name: "main.vcl") == [
        "2-2: <vcl_deliver> img-src a", "4-4: <vcl_deliver if x> img-src b",
        "8-8: <vcl_deliver if w> img-src c",
      ])
    #expect(FastlyVCL.expectRoundTrips(text, name: "main.vcl") == 3)
    let both = Self.deliver(
      "if (x) {", Self.set + "\"img-src b\";", "} else {", Self.set + "\"img-src c\";", "}")
    #expect(
      FastlyVCL.lines(both, name: "main.vcl") == [
        "3-3: <vcl_deliver if x> img-src b", "5-5: <vcl_deliver otherwise> img-src c",
      ])
    let later = Self.deliver(Self.set + "\"img-src b\";", Self.set + "\"img-src c\";")
    #expect(FastlyVCL.lines(later, name: "main.vcl") == ["3-3: <vcl_deliver> img-src c"])
  }

  @Test func variablesAreFollowed() {
    let text = """
      table hosts {
        "img": "https://img.test",
      }
      sub vcl_recv {
        set req.http.X-Csp = "default-src 'self'; ";
      }
      \(Self.deliver(
        "declare local var.more STRING;", "set var.more = \"font-src https://a.test; \";",
        "set var.more = var.more \"img-src \" table.lookup(hosts, \"img\");",
        Self.set + "req.http.X-Csp var.more;"))
      """
    #expect(
      FastlyVCL.lines(text, name: "main.vcl") == [
        "2-10: <vcl_deliver> default-src 'self'; font-src https://a.test; img-src https://img.test"
      ])
    #expect(FastlyVCL.expectRoundTrips(text, name: "main.vcl") == 6)
    #expect(
      FastlyVCL.added("https://n.test", to: "font-src", in: text, name: "main.vcl")
        == text.replacing("https://a.test;", with: "https://a.test https://n.test;"))
  }

  @Test func whatIsSharedIsNotChangedForOne() {
    let text = Self.deliver(
      "set var.base = \"img-src a\";", "if (x) {", Self.set + "var.base \"; font-src b\";",
      "} else {", Self.set + "var.base \"; font-src c\";", "}")
    #expect(FastlyVCL.lines(text, name: "main.vcl")?.count == 2)
    #expect(
      FastlyVCL.added("n.test", to: "img-src", in: text, name: "main.vcl")
        == text.replacing(
          "var.base \"; font-src b\"", with: "var.base \" n.test\" \"; font-src b\""))
    FastlyVCL.expectRoundTrips(text, name: "main.vcl")
  }

  /// One branch says more of the same: what it says besides is a run-time part.
  @Test func oneBranchMayAddMore() {
    let text = Self.deliver(
      "set var.base = \"img-src a;\";", "set var.more = \"report-uri /r;\";", "if (x) {",
      Self.set + "var.base + \" \" + var.more;", "} else {", Self.set + "var.base;", "}")
    #expect(
      FastlyVCL.lines(text, name: "main.vcl") == ["2-5: <vcl_deliver> img-src a; {{var.more}}"])
    #expect(
      FastlyVCL.added("n.test", to: "img-src", in: text, name: "main.vcl")
        == text.replacing("img-src a;", with: "img-src a n.test;"))
    #expect(FastlyVCL.expectRoundTrips(text, name: "main.vcl") == 1)
  }

  @Test func varnishReadsTextsAsTheyAre() {
    let text =
      "vcl 4.1;\n" + Self.deliver(Self.set + "\"img-src a%22\" + \"\"\" \"b\" \"\"\";")
    #expect(FastlyVCL.lines(text, name: "default.vcl") == ["3-3: <vcl_deliver> img-src a%22 \"b\""])
    let plain = "vcl 4.1;\n" + Self.deliver(Self.set + "\"img-src a\";")
    #expect(
      FastlyVCL.added("https://n.test/%3B", to: "img-src", in: plain, name: "default.vcl")
        .contains("\"img-src a https://n.test/%3B\";"))
    #expect(
      FastlyVCL.added(
        "https://n.test/%3B", to: "img-src", in: Self.deliver(Self.set + "\"img-src a\";"),
        name: "default.vcl"
      ).contains("\"img-src a https://n.test/%253B\";"))
  }

  @Test(arguments: ["{", "{\"a\"", "set x {", "x; {", "if (a) { {", "table a {", "sub a b c {"])
  func whatIsNotClosedDoesNoHarm(text: String) {
    #expect(FastlyVCL.lines(Self.deliver(text), name: "main.vcl") == [])
    #expect(FastlyVCL.lines(text, name: "main.vcl") == [])
  }

  @Test func otherFilesAreNone() {
    #expect(FastlyVCL.lines("sub a {", name: "a.vcl") == [])
    let broken = SourceFile(
      path: "a.vcl", bytes: Array(Self.deliver(Self.set + "\"img-src").utf8))
    #expect(Platforms.read(broken)?.diagnostics.map(\.rule) == ["invalid-vcl"])
    #expect(FastlyVCL.lines(Self.deliver(Self.set + "\"img-src"), name: "a.vcl.j2") == nil)
    #expect(FastlyVCL.lines(Self.deliver(Self.set + "\"img-src a\";"), name: "a.txt") == nil)
  }
}
