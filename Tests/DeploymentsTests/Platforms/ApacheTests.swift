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
        "4-4: <Files x> img-src c", "6-6: <env=X> img-src d", "7-7: img-src e", "8-8: img-src f",
      ])
    let file = SourceFile(path: ".htaccess", bytes: Array(text.utf8))
    #expect(
      Apache.read(file)?.diagnostics.map(\.line) == [8, 10])
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
}
