import Testing

@testable import Deployments

@Suite struct HAProxyTests {
  static func frontend(_ lines: String...) -> String {
    (["frontend web", "    bind :80"] + lines.map { "    " + $0 } + [""]).joined(separator: "\n")
  }

  static let set = "http-response set-header Content-Security-Policy "

  @Test(arguments: [
    (set + "\"img-src 'self'\"", ["3-3: <frontend web> img-src 'self'"]),
    (set + "img-src\\ \\'self\\'\\ a", ["3-3: <frontend web> img-src 'self' a"]),
    (set + "'img-src a;' # font-src b", ["3-3: <frontend web> img-src a;"]),
    (set + "img-src' a;'\" font-src 'self'\"", ["3-3: <frontend web> img-src a; font-src 'self'"]),
    (
      set + "\"img-src \\x61 a%%2F %[req.hdr(host)] %{+Q}ci\" if { path / }",
      ["3-3: <frontend web if { path / }> img-src a a%2F {{req.hdr(host)}} {{%{+Q}ci}}"]
    ),
    (set + "\"img-src ${HOSTS}\" unless dev", ["3-3: <frontend web unless dev> img-src {{HOSTS}}"]),
    (set + "\"img-src {{ a | join(' ') }} b\"", ["3-3: <frontend web> img-src {{a|join('')}} b"]),
    (
      "http-after-response add-header content-security-policy-report-only \"img-src a\"",
      ["3-3: [report-only] <frontend web> img-src a"]
    ),
    ("http-request set-header Content-Security-Policy \"img-src a\"", []),
    ("http-response del-header Content-Security-Policy", []),
    ("# " + set + "\"img-src a\"", []),
    (
      "rspadd Content-Security-Policy:\\ img-src\\ \\'self\\'",
      ["3-3: <frontend web> img-src 'self'"]
    ),
    (
      "http-request return status 404 hdr Content-Security-Policy \"img-src a\" if no",
      ["3-3: <frontend web if no> img-src a"]
    ),
  ]) func readsRules(line: String, expected: [String]) {
    let text = Self.frontend(line)
    #expect(HAProxy.lines(text, name: "haproxy.cfg") == expected)
    HAProxy.expectRoundTrips(text, name: "haproxy.cfg")
    let windows = text.replacing("\n", with: "\r\n")
    #expect(HAProxy.lines(windows, name: "haproxy.cfg") == expected)
  }

  @Test func laterRulesOverride() {
    let text = Self.frontend(
      Self.set + "\"img-src a\"", Self.set + "\"img-src b\"", Self.set + "\"img-src c\" if x",
      "http-response add-header Content-Security-Policy \"img-src d\"",
      "backend b", Self.set + "\"img-src e\"")
    #expect(
      HAProxy.lines(text, name: "haproxy.cfg") == [
        "4-4: <frontend web> img-src b", "5-5: <frontend web if x> img-src c",
        "6-6: <frontend web> img-src d", "8-8: <backend b> img-src e",
      ])
    let content = HAProxy.read(SourceFile(path: "haproxy.cfg", bytes: Array(text.utf8)))
    #expect(content?.diagnostics.map(\.rule) == ["overridden-header"])
    #expect(content?.pages.map(\.indices) == [[0, 2], [1], [3]])
    HAProxy.expectRoundTrips(text, name: "haproxy.cfg")
  }

  @Test func constantsAreFollowed() {
    let text = """
      global
          setenv HOSTS "https://a.test https://b.test"
          setenv TWICE https://c.test
      \(Self.frontend(
        "http-request set-var-fmt(txn.csp) \"img-src 'self' ${HOSTS}\"",
        Self.set + "\"%[var(txn.csp)]; font-src ${TWICE} %[var(txn.no)]\"",
        "http-response set-header X-A \"${TWICE}\""))
      """
    #expect(
      HAProxy.lines(text, name: "haproxy.cfg") == [
        "2-7: <frontend web> img-src 'self' https://a.test https://b.test; font-src https://c.test "
          + "{{var(txn.no)}}"
      ])
    #expect(HAProxy.expectRoundTrips(text, name: "haproxy.cfg") > 1)
    // Text that others use stays as it is.
    #expect(
      HAProxy.added("https://n.test", to: "font-src", in: text, name: "haproxy.cfg").contains(
        "font-src ${TWICE} %[var(txn.no)] https://n.test\""))
  }

  @Test func conditionsOfTemplatesAreRunTimeParts() throws {
    let text = """
      {% if report %}
      frontend a
        \(Self.set)"img-src a"
      {%- elif other -%}
        \(Self.set)"img-src b" if x
      {% else %}
      {% endif %}
        \(Self.set)"img-src c" if y
      """
    let file = SourceFile(path: "haproxy.cfg.j2", bytes: Array(text.utf8))
    let policies = try #require(HAProxy.read(file)?.policies)
    #expect(policies.map(\.unresolved) == [["if report"], ["elif other"], []])
    #expect(policies.map(\.isStatic) == [false, false, true])
  }

  @Test func quotesAreKept() {
    func added(_ source: String, _ value: String) -> String {
      let text = Self.frontend(Self.set + value)
      let result = HAProxy.added(source, to: "img-src", in: text, name: "haproxy.cfg")
      return String(result.split(separator: "\n").last?.dropFirst(4 + Self.set.count) ?? "")
    }
    #expect(added("'self'", "\"img-src a\"") == "\"img-src a 'self'\"")
    #expect(added("'self'", "'img-src a'") == "'img-src a '\\''self'\\'''")
    #expect(added("'self'", "img-src\\ a") == "img-src\\ a\\ \\'self\\'")
    #expect(added("https://a.test/%3B", "\"img-src a\"") == "\"img-src a https://a.test/%%3B\"")
  }

  @Test func createdDirectivesAreSpelledAsWhereTheyStand() {
    func added(_ value: String) -> String {
      let text = Self.frontend(Self.set + value)
      let result = HAProxy.added("n.test", to: "img-src", in: text, name: "haproxy.cfg")
      HAProxy.expectRoundTrips(text, name: "haproxy.cfg")
      return String(result.split(separator: "\n").last?.dropFirst(4 + Self.set.count) ?? "")
    }
    #expect(added("default-src\\ a") == "default-src\\ a;\\ img-src\\ a\\ n.test")
    #expect(
      added("'default-src a; font-src b'") == "'default-src a; font-src b; img-src a n.test'")
    // The separator stands between quotes, what it would be copied behind does not.
    #expect(
      added("\"default-src a; \"font-src\\ b")
        == "\"default-src a; \"font-src\\ b;\\ img-src\\ a\\ n.test")
    // A variable is one between double quotes only.
    let quoted = Self.frontend(Self.set + "\"default-src ${A}; font-src\"\\ b")
    #expect(
      HAProxy.added("n.test", to: "img-src", in: quoted, name: "haproxy.cfg")
        .hasPrefix("refused: "))
    // Behind a sample that begins in quotes and ends outside of them nothing can be written.
    let text = Self.frontend(Self.set + "\"%[{\"var(txn.csp)] img-src\\ a")
    HAProxy.expectRoundTrips(text, name: "haproxy.cfg")
    let all = Self.frontend(Self.set + "\"default-src %[{\"var(txn.csp)]")
    #expect(
      HAProxy.added("n.test", to: "default-src", in: all, name: "haproxy.cfg")
        .hasPrefix("refused: "))
    #expect(
      added("default-src\\ a;\\ 'font-src b'")
        == "default-src\\ a;\\ 'font-src b; img-src a n.test'")
  }

  @Test func otherFilesAreNone() {
    #expect(HAProxy.lines("[section]\nname = x\n", name: "setup.cfg") == nil)
    #expect(HAProxy.lines("global\n", name: "haproxy.cfg") == [])
  }
}
