import Testing

@testable import Deployments

@Suite struct NginxTests {
  @Test func readsServersAndLocations() {
    let text = """
      http {
        include mime.types;
        server {
          server_name oak.test www.oak.test;
          add_header Content-Security-Policy "default-src 'self'; img-src 'self' data:" always;
          location /api { proxy_pass http://up; }
          location = /embed {
            add_header content-security-policy-report-only 'default-src \\'none\\'';
            add_header CONTENT-SECURITY-POLICY "frame-ancestors https://a.test";
          }
        }
      }
      """
    #expect(
      Nginx.lines(text) == [
        "5-5: <server oak.test www.oak.test> default-src 'self'; img-src 'self' data:",
        "8-8: [report-only] <location = /embed> default-src 'none'",
        "9-9: <location = /embed> frame-ancestors https://a.test",
      ])
    #expect(Nginx.expectRoundTrips(text) == 10)
  }

  /// A comma in a variable's value ends a policy where nothing can be written.
  @Test func policiesThatEndInAVariableAreNotWrittenBehind() {
    let text = """
      server {
        set $base "img-src 'self', font-src a; ";
        add_header Content-Security-Policy "${base}media-src b";
        add_header X-A $base;
      }
      """
    #expect(Nginx.added("n.test", to: "img-src", in: text).hasPrefix("refused: "))
    #expect(
      Nginx.added("n.test", to: "media-src", policy: 1, in: text)
        == text.replacing("src b", with: "src b n.test"))
    let whole = "server {\n  set $a img-src;\n  add_header Content-Security-Policy \"$a, $a\";\n}\n"
    #expect(
      Nginx.added("n.test", to: "img-src", in: whole)
        == whole.replacing("\"$a,", with: "\"$a n.test,"))
  }

  @Test(arguments: [
    "add_header X-Policy \"Content-Security-Policy: img-src a\";",
    "proxy_hide_header Content-Security-Policy;",
    "proxy_set_header Content-Security-Policy \"img-src a\";",
    "# add_header Content-Security-Policy \"img-src a\";",
    "add_header X-Content-Security-Policy \"img-src a\";",
    "more_clear_headers Content-Security-Policy;",
    "more_set_input_headers 'Content-Security-Policy: img-src a';",
    "return 200 \"add_header Content-Security-Policy 'img-src a';\";",
    "add_header Content-Security-Policy \"\";",
    "add_trailer Content-Security-Policy \"img-src a\";",
    "log_format x '$sent_http_content_security_policy \"Content-Security-Policy\"';",
  ]) func knowsDecoys(line: String) {
    #expect(Nginx.lines("server {\n  \(line)\n  listen 80;\n}\n") == [])
  }

  @Test(arguments: [
    "", "Header set Content-Security-Policy \"img-src a\"", "server {", "{\"headers\": []}",
    "<VirtualHost *>\n</VirtualHost>\n", "oak { add_header Content-Security-Policy \"a\"; }",
    "img-src a; font-src b;",
  ]) func knowsWhatIsNoConfiguration(text: String) {
    #expect(Nginx.lines(text) == nil)
  }

  @Test func quotesAndEscapesAreReadAndWritten() {
    let double = #"add_header Content-Security-Policy "default-src \"x\" a\\b; report-to \"c\"";"#
    #expect(Nginx.lines(double) == [#"1-1: default-src "x" a\b; report-to "c""#])
    #expect(
      Nginx.added("https://n.test", to: "default-src", in: double)
        == #"add_header Content-Security-Policy "default-src \"x\" a\\b https://n.test; "#
        + #"report-to \"c\"";"#)
    let single = #"add_header Content-Security-Policy 'default-src \'self\'; img-src a';"#
    #expect(Nginx.lines(single) == ["1-1: default-src 'self'; img-src a"])
    #expect(
      Nginx.added("'wasm-unsafe-eval'", to: "script-src", in: single)
        == #"add_header Content-Security-Policy 'default-src \'self\'; img-src a; "#
        + #"script-src \'self\' \'wasm-unsafe-eval\'';"#)
    Nginx.expectRoundTrips(single)
  }

  @Test func anUnquotedWordCannotTakeASpace() {
    let text = "add_header Content-Security-Policy default-src;\n"
    #expect(Nginx.lines(text) == ["1-1: default-src"])
    #expect(
      Nginx.added("https://n.test", to: "default-src", in: text).hasPrefix("refused: "))
  }

  @Test func lineEndsAndIndentationAreKept() {
    let text =
      "server {\r\n  add_header Content-Security-Policy \"\r\n    default-src 'self';\r\n"
      + "    img-src a.test;\r\n  \" always;\r\n}\r\n"
    #expect(Nginx.lines(text) == ["3-4: <server > default-src 'self'; img-src a.test;"])
    #expect(
      Nginx.added("https://n.test", to: "font-src", in: text)
        == "server {\r\n  add_header Content-Security-Policy \"\r\n    default-src 'self';\r\n"
        + "    img-src a.test;\r\n    font-src 'self' https://n.test;\r\n  \" always;\r\n}\r\n")
    let file = SourceFile(path: "nginx.conf", bytes: Array(text.utf8))
    #expect(Nginx.read(file)?.diagnostics.map(\.rule) == ["line-break"])
    Nginx.expectRoundTrips(text)
  }

  @Test func variablesArePutTogether() {
    let text = """
      server {
        set $hosts "https://a.test https://b.test";
        set $base "default-src 'self'; connect-src 'self' $hosts";
        set $base "${base}; img-src *; ";
        location / {
          set $base "${base}font-src 'self'";
          add_header Content-Security-Policy $base always;
        }
      }
      """
    #expect(
      Nginx.lines(text) == [
        "2-6: <location /> default-src 'self'; connect-src 'self' https://a.test https://b.test; "
          + "img-src *; font-src 'self'"
      ])
    // Behind the reference: the hosts may be used for something else one day.
    #expect(
      Nginx.added("https://n.test", to: "connect-src", in: text)
        .contains("connect-src 'self' $hosts https://n.test\";"))
    #expect(
      Nginx.added("https://n.test", to: "frame-src", in: text)
        .contains("${base}font-src 'self'; frame-src 'self' https://n.test\";"))
    Nginx.expectRoundTrips(text)
  }

  @Test func textOfSeveralPlacesIsNotChangedForOne() {
    let text = """
      set $hosts "https://a.test https://b.test";
      add_header Content-Security-Policy "default-src 'self'; img-src $hosts; font-src ${hosts}";
      """
    #expect(
      Nginx.added("https://n.test", to: "img-src", in: text)
        .hasSuffix("img-src $hosts https://n.test; font-src ${hosts}\";"))
    let shared = """
      set $base "default-src 'self'; img-src a.test; ";
      server { add_header Content-Security-Policy "${base}font-src b.test"; }
      server { add_header Content-Security-Policy "${base}font-src c.test"; }
      """
    #expect(
      Nginx.added("https://n.test", to: "img-src", in: shared).hasPrefix("refused: "))
    #expect(
      Nginx.added("https://n.test", to: "font-src", policy: 1, in: shared)
        .contains("${base}font-src c.test https://n.test"))
  }

  @Test func onePolicyUsedInSeveralPlacesIsEditedWhereItIsDefined() {
    let text = """
      server {
        set $csp "default-src 'self'";
        location /a { add_header Content-Security-Policy $csp; }
        location /b { add_header Content-Security-Policy $csp; }
      }
      """
    #expect(
      Nginx.lines(text) == [
        "2-2: <location /a> default-src 'self'", "2-2: <location /b> default-src 'self'",
      ])
    Nginx.expectRoundTrips(text)
  }

  @Test func mapsGiveSeveralPolicies() {
    let text = """
      map $request_uri $csp {
        hostnames;
        default "default-src 'self'";
        ~^/embed/ "default-src 'self'; frame-ancestors *";
        /none "";
        include more.map;
      }
      server { add_header Content-Security-Policy $csp; }
      """
    #expect(
      Nginx.lines(text) == [
        "3-3: <map $csp default> default-src 'self'",
        "4-4: <map $csp ~^/embed/> default-src 'self'; frame-ancestors *",
      ])
    Nginx.expectRoundTrips(text)
  }

  @Test func conditionsGiveFurtherPolicies() {
    let text = """
      server {
        set $csp "default-src 'self'";
        if ($host = b.test) {
          set $csp "default-src 'self'; img-src b.test";
        }
        add_header Content-Security-Policy $csp;
        if ($args) { add_header Content-Security-Policy "default-src 'none'"; }
      }
      """
    #expect(
      Nginx.lines(text) == [
        "2-2: <server > default-src 'self'",
        "4-4: <if ($host = b.test)> default-src 'self'; img-src b.test",
        "7-7: <if ($args)> default-src 'none'",
      ])
    Nginx.expectRoundTrips(text)
  }

  @Test func whatIsKnownAtRunTimeStaysAName() throws {
    let text = """
      add_header Content-Security-Policy "script-src 'nonce-$request_id' ${CDN}; connect-src wss://$host";
      """
    let file = SourceFile(path: "x.conf", bytes: Array(text.utf8))
    let policy = try #require(Nginx.read(file)?.policies.first)
    #expect(!policy.isStatic)
    #expect(policy.unresolved == ["$request_id", "${CDN}", "$host"])
    #expect(
      policy.text.collapsed
        == "script-src 'nonce-{{$request_id}}' {{${CDN}}}; connect-src wss://{{$host}}")
    #expect(
      Nginx.added("https://n.test", to: "connect-src", in: text)
        .hasSuffix("connect-src wss://$host https://n.test\";"))
    #expect(
      Nginx.added("https://n.test", to: "worker-src", in: text)
        .hasSuffix("; worker-src 'nonce-$request_id' ${CDN} https://n.test\";"))
  }

  @Test func headersMoreSetsHeaders() {
    let text = """
      location / {
        more_set_headers -s '200 404' "Content-Security-Policy: default-src 'self'" "X-A: b";
        more_set_headers 'Content-Security-Policy:';
      }
      """
    #expect(Nginx.lines(text) == ["2-2: <location /> default-src 'self'"])
    Nginx.expectRoundTrips(text)
  }

  @Test func aHeaderOfItsOwnDropsInheritedOnes() {
    let text = """
      server {
        add_header Content-Security-Policy "default-src 'self'";
        location /a { add_header X-A b; }
        location /b { expires 1d; location /b/c { add_header X-A b; } }
        location /d { add_header_inherit merge; add_header X-A b; }
      }
      """
    let file = SourceFile(path: "nginx.conf", bytes: Array(text.utf8))
    let found = Nginx.read(file)?.diagnostics
    #expect(found?.map(\.rule) == ["dropped-header", "dropped-header"])
    #expect(found?.map(\.line) == [3, 4])
  }

  @Test func codeAndTemplateTagsArePassedOver() {
    let text = """
      {% if tls %}
      server {
        content_by_lua_block {
          local x = "}" -- }
          ngx.say('{')
        }
        add_header Content-Security-Policy "img-src a.test";
      }
      {% endif %}
      """
    #expect(Nginx.lines(text) == ["7-7: <server > img-src a.test"])
  }

  @Test func depthHasALimit() {
    let text = String(repeating: "a {", count: 100_000)
    #expect(Nginx.lines(text) == nil)
  }

  /// An addition to what a nested block adds to must not change the blocks around it.
  @Test func aVariableThatOthersUseIsNotChangedWhereItIsAddedTo() {
    let text = """
      server {
        set $base "default-src 'self'; img-src a.test; ";
        add_header Content-Security-Policy "${base}font-src b.test";
        location /x {
          set $base "${base}font-src c.test";
          add_header Content-Security-Policy $base;
        }
      }
      """
    #expect(
      Nginx.added("https://n.test", to: "img-src", policy: 1, in: text).hasPrefix("refused: "))
    // Nor is a variable of several directives copied into one.
    #expect(
      Nginx.added("https://n.test", to: "worker-src", policy: 0, in: text)
        .contains("${base}font-src b.test; worker-src 'self' https://n.test\""))
    Nginx.expectRoundTrips(text)
  }
}
