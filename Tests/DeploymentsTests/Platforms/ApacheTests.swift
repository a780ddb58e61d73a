import Diagnostics
import Testing

@testable import Deployments

@Suite struct ApacheTests {
  @Test func readsHeadersInTheirSections() {
    let text = """
      ServerRoot /srv
      <VirtualHost *:443>
        ServerName oak.test
        <IfModule mod_headers.c>
          Header always set Content-Security-Policy "default-src 'self'"
          header Append content-security-policy-report-only "img-src a.test"
        </IfModule>
        <Directory "/srv/a b">
          Header set "Content-Security-Policy" 'default-src \\'none\\'' env=HTTPS
          Header merge Content-Security-Policy: "font-src b.test"
        </Directory>
        <If "%{HTTP_HOST} == 'x'">
          Header add Content-Security-Policy upgrade-insecure-requests
        </If>
      </VirtualHost>
      """
    #expect(
      Apache.lines(text) == [
        "5-5: <VirtualHost oak.test> default-src 'self'",
        "6-6: [report-only] <VirtualHost oak.test> img-src a.test",
        "9-9: <env=HTTPS> default-src 'none'",
        "10-10: <Directory /srv/a b> font-src b.test",
        "13-13: <If %{HTTP_HOST} == 'x'> upgrade-insecure-requests",
      ])
    #expect(Apache.expectRoundTrips(text) == 10)
  }

  /// A `merge` that finds its value there is overridden by what overrides that value.
  @Test func repeatedMergesAreOverriddenTogether() {
    let text = """
      Header merge Content-Security-Policy "img-src a"
      Header merge Content-Security-Policy "img-src a"
      Header set Content-Security-Policy "img-src b"
      """
    #expect(Apache.lines(text, name: ".htaccess") == ["3-3: img-src b"])
    #expect(Apache.expectRoundTrips(text, name: ".htaccess") == 1)
  }

  @Test(arguments: [
    "RequestHeader set Content-Security-Policy \"img-src a\"",
    "Header unset Content-Security-Policy",
    "# Header set Content-Security-Policy \"img-src a\"",
    "# oak \\\nHeader set Content-Security-Policy \"img-src a\"",
    "Header echo Content-Security-Policy",
    "Header set X-Content-Security-Policy \"img-src a\"",
    "Header set X-A \"Content-Security-Policy: img-src a\"",
    "ErrorDocument 404 \"Header set Content-Security-Policy 'img-src a'\"",
    "Header edit Content-Security-Policy ^ \"img-src a; \"",
    "Header set Content-Security-Policy \"\"",
  ]) func knowsDecoys(line: String) {
    #expect(Apache.lines(line + "\n", name: ".htaccess") == [])
  }

  @Test(arguments: [
    "", "img-src a.test", "Content-Security-Policy: img-src a.test", "a\nb\nc",
  ]) func knowsWhatIsNoConfiguration(text: String) {
    #expect(Apache.lines(text) == nil)
  }

  @Test(arguments: ["\n", "\r\n"]) func linesAreJoined(end: String) {
    let lines = [
      "Header always set Content-Security-Policy \"\\", "  default-src 'self'; \\",
      "  img-src a.test; \\", "  font-src b.test\"", "",
    ]
    let text = lines.joined(separator: end)
    #expect(Apache.lines(text) == ["2-4: default-src 'self'; img-src a.test; font-src b.test"])
    #expect(
      Apache.added("https://n.test", to: "frame-src", in: text)
        == (lines.dropLast(2) + [
          "  font-src b.test; \\", "  frame-src 'self' https://n.test\"", "",
        ]).joined(separator: end))
    #expect(Apache.expectRoundTrips(text) == 6)
  }

  @Test func aTokenMayGoOnOnTheNextLine() {
    let text = "Header set Content-Security-Policy \"img-src https://a.\\\ntest; font-src b\"\n"
    #expect(Apache.lines(text) == ["1-2: img-src https://a.test; font-src b"])
    Apache.expectRoundTrips(text)
  }

  @Test func theLastOfASectionCounts() {
    let text = """
      Header set Content-Security-Policy "img-src a"
      Header append Content-Security-Policy "img-src b"
      <Files x>
        Header set Content-Security-Policy "img-src c"
      </Files>
      Header set Content-Security-Policy "img-src d" env=X
      Header always set Content-Security-Policy "img-src e"
      Header set Content-Security-Policy "img-src f"
      Header set Content-Security-Policy-Report-Only "img-src g"
      Header unset Content-Security-Policy-Report-Only
      """
    #expect(
      Apache.lines(text) == [
        "4-4: <Files x> img-src c", "7-7: img-src e", "8-8: img-src f",
      ])
    #expect(
      Set(said(text)) == ["8 overridden-header", "4 sent-together", "10 overridden-header"])
  }

  @Test func partsAreKnownAtRunTime() throws {
    let text = """
      Header set Content-Security-Policy "script-src 'nonce-%{NONCE}e'; img-src ${IMG} 100%%; x %t"
      Header set Content-Security-Policy-Report-Only "expr=%{req:Host}; img-src a"
      """
    let file = SourceFile(path: ".htaccess", bytes: Array(text.utf8))
    let policies = try #require(Apache.read(file)?.policies)
    #expect(
      policies.map(\.unresolved) == [
        ["%{NONCE}e", "${IMG}", "%t"], ["expr=%{req:Host}; img-src a"],
      ])
    #expect(
      policies[0].text.collapsed
        == "script-src 'nonce-{{%{NONCE}e}}'; img-src {{${IMG}}} 100%; x {{%t}}")
    #expect(
      Apache.added("https://n.test/%41", to: "img-src", in: text)
        .contains("img-src ${IMG} 100%% https://n.test/%%41; x %t\""))
    Apache.expectRoundTrips(text)
  }

  @Test func definesAreFilledIn() {
    let text = """
      Define BASE "default-src 'self'; img-src a.test"
      Define HOSTS "https://b.test https://c.test"
      Header set Content-Security-Policy "${BASE}; font-src ${HOSTS}; media-src ${HOSTS}"
      """
    #expect(
      Apache.lines(text, name: "x.conf") == [
        "1-3: default-src 'self'; img-src a.test; font-src https://b.test https://c.test; "
          + "media-src https://b.test https://c.test"
      ])
    #expect(
      Apache.added("https://n.test", to: "font-src", in: text)
        .contains("font-src ${HOSTS} https://n.test; media-src ${HOSTS}\""))
    #expect(
      Apache.added("https://n.test", to: "default-src", in: text)
        .hasPrefix("Define BASE \"default-src 'self' https://n.test; img-src"))
    #expect(
      Apache.added("https://n.test", to: "connect-src", in: text)
        .hasSuffix("media-src ${HOSTS}; connect-src 'self' https://n.test\""))
    Apache.expectRoundTrips(text)
  }

  @Test func macrosHaveParameters() {
    let text = """
      <Macro Policy $hosts %{x}>
        Header set Content-Security-Policy "default-src 'self' $hosts; img-src a"
      </Macro>
      Use Policy https://a.test x
      """
    #expect(Apache.lines(text) == ["2-2: default-src 'self' {{$hosts}}; img-src a"])
  }

  @Test func escapesAreReadAndWritten() {
    let text = #"Header set Content-Security-Policy "img-src a; report-to \"x\"; font-src b""#
    #expect(Apache.lines(text) == [#"1-1: img-src a; report-to "x"; font-src b"#])
    Apache.expectRoundTrips(text)
    let single = #"Header set Content-Security-Policy 'default-src \'self\''"#
    #expect(
      Apache.added("https://n.test", to: "img-src", in: single)
        == #"Header set Content-Security-Policy 'default-src \'self\'; img-src \'self\' https://n.test'"#
    )
  }

  @Test func namesOfFilesSayWhatTheyAre() {
    #expect(Apache.claims(".htaccess") == .certain)
    #expect(Apache.claims("site.conf") == .possible)
    #expect(Apache.claims("readme.md") == .onlyWhenNamed)
  }

  /// As httpd sends them, which Tests/DifferentialTests asks.
  @Test(arguments: [
    (#""img-src a\"b""#, #"img-src a"b"#), (#"'img-src a\'b'"#, "img-src a'b"),
    (#""img-src \a \\b""#, #"img-src \a \b"#), (#""img-src\ta""#, "img-src a"),
    (#""img-src\\ta""#, "img-src a"), (#"img-src\ta\b"#, #"img-src a\b"#),
  ]) func backslashes(word: String, expected: String) {
    let text = "Header set Content-Security-Policy \(word)\n"
    #expect(Apache.lines(text, name: ".htaccess") == ["1-1: " + expected])
  }

  @Test func aParameterWithoutANameIsNone() {
    let text = """
      <Macro Policy "" $hosts>
        Header set Content-Security-Policy "img-src a.test $hosts"
      </Macro>
      """
    #expect(Apache.lines(text, name: ".htaccess") == ["2-2: img-src a.test {{$hosts}}"])
  }

  /// What is said of a text, as `line rule`.
  private func said(_ text: String) -> [String] {
    let file = SourceFile(path: "httpd.conf", bytes: Array(text.utf8))
    return (Apache.read(file)?.diagnostics ?? []).map { "\($0.line ?? 0) \($0.rule)" }
  }

  /// Folders come before places, each the shortest path first or as they stand.
  @Test func sectionsAreMergedInTheOrderOfTheirKinds() {
    let text = """
      <Location "/a/b">
        Header set Content-Security-Policy "img-src never"
      </Location>
      <Location /a/>
        Header set Content-Security-Policy "img-src a"
      </Location>
      <Location /ab>
        Header set Content-Security-Policy "img-src ab"
      </Location>
      <Directory /srv/www/deep/>
        Header set Content-Security-Policy "img-src deep"
      </Directory>
      <Directory /srv/www>
        Header set Content-Security-Policy "img-src www"
      </Directory>
      <FilesMatch "x$">
        Header set Content-Security-Policy "img-src gone"
      </FilesMatch>
      <FilesMatch "x$">
        Header set Content-Security-Policy "img-src x"
      </FilesMatch>
      """
    #expect(
      Apache.lines(text) == [
        "5-5: <Location /a/> img-src a", "8-8: <Location /ab> img-src ab",
        "11-11: <Directory /srv/www/deep/> img-src deep", "14-14: <Directory /srv/www> img-src www",
        "20-20: <FilesMatch x$> img-src x",
      ])
    #expect(said(text) == ["5 overridden-header", "20 overridden-header"])
  }

  @Test func aPlaceOfAllPlacesTakesTheServersPlace() {
    let text = """
      Header set Content-Security-Policy "img-src server"
      <VirtualHost *:80>
        ServerName a.test
        Header set Content-Security-Policy "img-src host"
      </VirtualHost>
      <Location />
        Header set Content-Security-Policy "img-src all"
      </Location>
      """
    #expect(Apache.lines(text) == ["7-7: <Location /> img-src all"])
  }

  @Test func tablesAndAdditionsAreSentBesideEachOther() {
    let text = """
      Header always set Content-Security-Policy "img-src always"
      Header set Content-Security-Policy-Report-Only "img-src report"
      <Location /set>
        Header set Content-Security-Policy "img-src set"
      </Location>
      <Location /set/unset>
        Header unset Content-Security-Policy
      </Location>
      <Location /add>
        Header always add Content-Security-Policy "img-src add"
      </Location>
      <Location /empty>
        Header always setifempty Content-Security-Policy "img-src never"
        Header setifempty Content-Security-Policy "img-src empty"
      </Location>
      """
    #expect(
      Apache.lines(text) == [
        "1-1: img-src always", "2-2: [report-only] img-src report",
        "4-4: <Location /set> img-src set", "10-10: <Location /add> img-src add",
        "14-14: <Location /empty> img-src empty",
      ])
    #expect(
      said(text) == [
        "4 sent-together", "7 dropped-header", "7 kept-header", "10 sent-together",
        "13 overridden-header", "14 sent-together",
      ])
  }

  /// What is read only sometimes takes no other's place; what mod_headers itself asks for is read.
  @Test func conditionsOfReadingKeepBoth() {
    let text = """
      Header set Content-Security-Policy "img-src first"
      <IfDefine DEBUG>
        Header set Content-Security-Policy "img-src debug"
      </IfDefine>
      <Location /one>
        Header set Content-Security-Policy "img-src loose" env=LOOSE
        Header set Content-Security-Policy "img-src sure" "expr=%{HTTPS} == 'on'"
      </Location>
      """
    #expect(Apache.lines(text)?.count == 4)
    let module = """
      Header set Content-Security-Policy "img-src first"
      <IfModule mod_headers.c>
        Header set Content-Security-Policy "img-src second"
        Header set Content-Security-Policy-Report-Only "img-src third"
      </IfModule>
      """
    #expect(
      Apache.lines(module) == ["3-3: img-src second", "4-4: [report-only] img-src third"])
    let file = SourceFile(path: "httpd.conf", bytes: Array(module.utf8))
    #expect(Apache.read(file)?.pages.count == 1)
  }
}
