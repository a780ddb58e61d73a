import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct CaddyTests {
  @Test func readsSitesSnippetsAndMatchers() {
    let text = """
      {
      	admin off
      }
      (secure) {
      	header Content-Security-Policy "default-src 'self'; img-src {args[0]}"
      }
      a.test, b.test {
      	import secure https://i.test
      	@svg path *.svg
      	header @svg Content-Security-Policy "default-src 'none'"
      	header /embed/* >Content-Security-Policy `frame-ancestors *`
      	header * {
      		?Content-Security-Policy-Report-Only "img-src a" # why
      		X-Frame-Options DENY
      		defer
      	}
      	route /x {
      		reverse_proxy up:80 {
      			header_down +Content-Security-Policy "img-src up.test"
      		}
      	}
      }
      """
    #expect(
      Caddy.lines(text, name: "Caddyfile") == [
        "5-5: <snippet secure> default-src 'self'; img-src {{args[0]}}",
        "10-10: <@svg> default-src 'none'", "11-11: </embed/*> frame-ancestors *",
        "13-13: [report-only] <a.test, b.test> img-src a",
        "19-19: <route /x reverse_proxy> img-src up.test",
      ])
    Caddy.expectRoundTrips(text)
  }

  @Test(arguments: [
    "header -Content-Security-Policy", "# header Content-Security-Policy \"img-src a\"",
    "header X-A \"Content-Security-Policy img-src a\"",
    "respond \"header Content-Security-Policy a\"",
    "header_up Content-Security-Policy \"img-src a\"",
    "header Content-Security-Policy \"img-src a\" \"img-src b\"",
    "@a header Content-Security-Policy \"img-src a\"",
    "@a {\n    header Content-Security-Policy \"img-src a\"\n  }",
    "request_header Content-Security-Policy \"img-src a\"",
  ]) func knowsDecoys(line: String) {
    #expect(Caddy.lines(":80 {\n  \(line)\n}\n", name: "caddyfile") == [])
  }

  @Test func aSiteMayStandWithoutBraces() {
    let text = "localhost\n\nheader Content-Security-Policy \"img-src a.test\"\nfile_server\n"
    #expect(Caddy.lines(text, name: "caddyfile") == ["3-3: img-src a.test"])
    #expect(Caddy.lines(text) == ["3-3: img-src a.test"])
  }

  @Test func whatIsNotClosedIsNoCaddyfile() {
    let file = SourceFile(path: "Caddyfile", bytes: Array(":80 {\n header X \"a\n".utf8))
    #expect(Caddy.read(file)?.diagnostics.map(\.rule) == ["invalid-caddyfile"])
    #expect(Caddy.lines(":80 {") == nil)
    #expect(Caddy.lines("img-src a.test") == nil)
  }

  @Test func linesMayBeJoined() {
    let text = ":80 {\n  header Content-Security-Policy \\\n    \"img-src a.test\"\n}\n"
    #expect(Caddy.lines(text) == ["3-3: <:80> img-src a.test"])
  }

  @Test func quotesAndHeredocsAreReadAndWritten() {
    let text = #"""
      :80 {
        handle /a {
          header Content-Security-Policy "img-src a; report-to \"x\"; font-src a\b"
        }
        handle /b {
          header Content-Security-Policy <<CSP
            default-src 'self';
              img-src a.test;
            CSP
        }
      }
      """#
    #expect(
      Caddy.lines(text) == [
        #"3-3: <handle /a> img-src a; report-to "x"; font-src a\b"#,
        "7-8: <handle /b> default-src 'self'; img-src a.test;",
      ])
    #expect(
      Caddy.added("https://n.test", to: "font-src", policy: 1, in: text)
        .contains("        img-src a.test;\n        font-src 'self' https://n.test;\n      CSP"))
    Caddy.expectRoundTrips(text)
  }

  @Test func theLastOfABlockCounts() {
    let text = """
      :80 {
        header Content-Security-Policy "img-src a"
        header +Content-Security-Policy "img-src b"
        header /x Content-Security-Policy "img-src c"
        header Content-Security-Policy "img-src d"
      }
      """
    #expect(
      Caddy.lines(text) == ["4-4: </x> img-src c", "5-5: <:80> img-src d"])
  }

  @Test func environmentAndVariablesAreFilledIn() throws {
    let text = """
      :80 {
        vars api https://api.test
        header Content-Security-Policy "connect-src 'self' {vars.api} {$WS:wss://a.test wss://b.test}; img-src {http.vars.x}"
      }
      """
    let policy = try #require(
      Caddy.read(SourceFile(path: "Caddyfile", bytes: Array(text.utf8)))?.policies.first)
    #expect(policy.unresolved == ["$WS:wss://a.test wss://b.test", "http.vars.x"])
    #expect(
      policy.policies.policies.first?.directive("connect-src")?.tokens.prefix(2)
        == ["'self'", "https://api.test"])
    #expect(
      Caddy.added("https://n.test", to: "connect-src", in: text)
        .contains("{$WS:wss://a.test wss://b.test} https://n.test; img-src"))
    Caddy.expectRoundTrips(text)
  }

  /// A name that is copied out of a variable's value would be filled in where it comes to stand.
  @Test func variablesThatNameVariablesAreRunTimeParts() throws {
    let text = """
      :80 {
        vars api "a.test {vars.api}"
        vars cdn "b.test {vars.api}"
        header Content-Security-Policy "script-src 'self' {vars.api} {vars.cdn}"
      }
      """
    #expect(Caddy.lines(text) == ["4-4: <:80> script-src 'self' {{vars.api}} {{vars.cdn}}"])
    Caddy.expectRoundTrips(text)
  }

  @Test func variablesOfSeveralPoliciesAreEditedWhereTheyAreAllOfThem() {
    func text(_ first: String, _ second: String) -> String {
      """
      :80 {
        vars csp "img-src a; font-src b"
        header /a Content-Security-Policy "\(first)"
        header /b Content-Security-Policy "\(second)"
      }
      """
    }
    let whole = text("{vars.csp}", "{vars.csp}")
    #expect(
      Caddy.added("n.test", to: "img-src", in: whole)
        == whole.replacing("src a", with: "src a n.test"))
    let own = text("{vars.csp}; media-src c", "img-src d")
    #expect(
      Caddy.added("n.test", to: "img-src", in: own) == own.replacing("src a", with: "src a n.test"))
    let shared = text("{vars.csp}; media-src c", "{vars.csp}")
    #expect(Caddy.added("n.test", to: "img-src", in: shared).hasPrefix("refused: "))
    #expect(
      Caddy.added("n.test", to: "font-src", in: shared)
        == shared.replacing("csp}; media", with: "csp} n.test; media"))
    for text in [whole, own, shared, text("{vars.csp}", "{vars.csp} {vars.csp}")] {
      Caddy.expectRoundTrips(text)
    }
  }

  /// The end of a variable's value and what stands behind its name are at two places.
  @Test func tokensOfTwoPlacesAreNotCopied() {
    let text = """
      :80 {
        vars api "a.test b.test"
        header Content-Security-Policy "default-src 'self' {vars.api}{$X:y}"
      }
      """
    #expect(Caddy.added("n.test", to: "img-src", in: text).hasPrefix("refused: "))
    #expect(
      Caddy.added("n.test", to: "default-src", in: text)
        == text.replacing("{$X:y}", with: "{$X:y} n.test"))
  }

  @Test func bytesAreKept() {
    let text =
      "\u{FEFF}:80 {\r\n\theader Content-Security-Policy \"\r\n\t\tdefault-src 'self';\r\n"
      + "\t\timg-src a\r\n\t\"\r\n}\r\n"
    #expect(
      Caddy.added("https://n.test", to: "font-src", in: text)
        == "\u{FEFF}:80 {\r\n\theader Content-Security-Policy \"\r\n\t\tdefault-src 'self';\r\n"
        + "\t\timg-src a;\r\n\t\tfont-src 'self' https://n.test\r\n\t\"\r\n}\r\n")
    Caddy.expectRoundTrips(text)
  }
}
