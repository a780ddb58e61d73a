import Testing

@testable import Deployments

@Suite struct SpringTests {
  static func java(_ statement: String, _ fields: String = "") -> String {
    """
    package a.b;
    @Configuration
    public class SecurityConfig {
      \(fields)
      @Bean
      public SecurityFilterChain chain(HttpSecurity http, @Value("${a}") String cdn) throws Exception {
        \(statement)
        return http.build();
      }
    }
    """
  }

  static func read(_ text: String, _ name: String) -> [String]? {
    Spring.lines(text, name: name)?.map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test(arguments: [
    (#"http.headers().contentSecurityPolicy("img-src 'self'");"#, "img-src 'self'"),
    (
      #"http.headers().contentSecurityPolicy("img-src 'self'").reportOnly();"#,
      "[report-only] img-src 'self'"
    ),
    (
      #"http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives("img-src a").reportOnly()));"#,
      "[report-only] img-src a"
    ),
    (
      #"http.headers(h -> h.contentSecurityPolicy(c -> { c.policyDirectives("img-src a"); c.reportOnly(); }));"#,
      "[report-only] img-src a"
    ),
    (
      #"http.headers(headers -> headers.frameOptions(f -> f.deny()).contentSecurityPolicy(csp -> csp.policyDirectives("img-src " + cdn)));"#,
      "img-src {{cdn}}"
    ),
    (
      #"http.headers(h -> h.addHeaderWriter(new StaticHeadersWriter("Content-Security-Policy", "img-src a")));"#,
      "img-src a"
    ),
    (
      #"http.headers(h -> h.addHeaderWriter(new StaticHeadersWriter("Content-Security-Policy-Report-Only", "img-src a", "font-src b")));"#,
      "[report-only] img-src a"
    ),
    (
      #"http.headers(h -> h.addHeaderWriter(new ContentSecurityPolicyHeaderWriter("img-src a")));"#,
      "img-src a"
    ),
    (
      #"http.headers().addHeaderWriter(new StaticHeadersWriter("X-Content-Security-Policy", "img-src b")).contentSecurityPolicy("img-src a");"#,
      "img-src a"
    ),
    (#"response.setHeader("Content-Security-Policy", "img-src a");"#, "img-src a"),
    (
      #"((HttpServletResponse) res).addHeader("Content-Security-Policy", String.join("; ", "img-src a", "font-src b"));"#,
      "img-src a; font-src b"
    ),
    (
      #"String p = String.format("img-src 'self' %s; font-src b", cdn); http.headers().contentSecurityPolicy(p);"#,
      "img-src 'self' {{cdn}}; font-src b"
    ),
    (
      #"var d = List.of("img-src a", "font-src " + FONTS); http.headers().contentSecurityPolicy(String.join("; ", d));"#,
      "img-src a; font-src https://f.test"
    ),
    (
      #"StringBuilder b = new StringBuilder(); b.append("img-src a; "); b.append("font-src b"); http.headers().contentSecurityPolicy(b.toString());"#,
      "img-src a; font-src b"
    ),
    (
      #"String p = new StringBuilder("img-src a").append("; font-src ").append(FONTS).toString(); http.headers().contentSecurityPolicy(p);"#,
      "img-src a; font-src https://f.test"
    ),
    (
      #"String p = Stream.of("img-src a", "font-src b").collect(Collectors.joining("; ")); http.headers().contentSecurityPolicy(p);"#,
      "img-src a; font-src b"
    ),
    (
      #"String p = Map.of("img-src", "a").entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining("; ")); http.headers().contentSecurityPolicy(p);"#,
      "img-src a"
    ),
    (
      #"http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(policy())));"#,
      "img-src m"
    ),
    (
      #"http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(properties.getCsp())));"#,
      "{{properties.getCsp()}}"
    ),
    (
      #"http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives(SecurityConfig.FULL)));"#,
      "img-src a https://f.test"
    ),
    (
      #"exchange.getResponse().getHeaders().set("Content-Security-Policy", "img-src a");"#,
      "img-src a"
    ),
    (
      #"http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives("img-src 'self' \"x\"")));"#,
      "img-src 'self' \"x\""
    ),
  ]) func readsJava(statement: String, expected: String) {
    let fields = """
      private static final String FONTS = "https://f.test";
      static final String FULL = "img-src a " + FONTS;
      private String policy() { return "img-src m"; }
      """
    let text = Self.java(statement, fields)
    #expect(Self.read(text, "SecurityConfig.java") == [expected])
    Spring.expectRoundTrips(text, name: "SecurityConfig.java")
  }

  @Test(arguments: [
    "p.lines().map(l -> l.trim()).collect(Collectors.joining(\" \"))",
    "p.replaceAll(\"\\\\s+\", \" \")", "p.replace(\"\\n\", \" \").strip()",
  ]) func linesAreJoined(value: String) {
    let text = Self.java(
      "String p = \"\"\"\n    img-src a;\n    font-src b\n    \"\"\"; http.headers().contentSecurityPolicy(\(value));"
    )
    #expect(Self.read(text, "A.java") == ["img-src a; font-src b"])
    #expect(Spring.expectRoundTrips(text, name: "A.java") > 0)
  }

  @Test func aTextBlock() {
    let fields = """
      private static final String CSP = \"""
          default-src 'self';
            img-src 'self' \\
          data:;
          \""";
      """
    let text = Self.java(
      "http.headers().contentSecurityPolicy(CSP.replace(\"\\n\", \" \"));", fields)
    #expect(Self.read(text, "A.java") == ["default-src 'self'; img-src 'self' data:;"])
    #expect(
      Spring.added("https://new.test", to: "img-src", in: text, name: "A.java")
        == text.replacing("data:;", with: "data: https://new.test;"))
    #expect(Spring.expectRoundTrips(text, name: "A.java") > 2)
  }

  @Test(arguments: [
    (
      #""default-src 'self'""#, "img-src", #""default-src 'self'; img-src 'self' https://new.test""#
    ),
    (
      #""img-src a; " + "font-src b""#, "img-src", #""img-src a https://new.test; " + "font-src b""#
    ),
    (#""img-src " + cdn"#, "img-src", #""img-src " + cdn + " https://new.test""#),
    (
      #"String.join(";", "default-src a", "img-src b")"#, "font-src",
      #"String.join(";", "default-src a", "img-src b", "font-src a https://new.test")"#
    ),
    (
      #"cdn"#, "img-src",
      "refused: no directive of this policy governs img-src: all is allowed, and a new directive would restrict it"
    ),
  ]) func addsASource(value: String, directive: String, expected: String) {
    func text(_ value: String) -> String {
      Self.java("http.headers().contentSecurityPolicy(\(value));")
    }
    let found = Spring.added("https://new.test", to: directive, in: text(value), name: "A.java")
    #expect(found == (expected.hasPrefix("refused") ? expected : text(expected)))
  }

  static func kotlin(_ block: String) -> String {
    """
    package a.b

    private const val CDN = "https://cdn.test"

    @Configuration
    class SecurityConfig(private val properties: Properties) {
      companion object {
        const val BASE = "default-src 'self'"
      }

      @Bean
      fun chain(http: HttpSecurity): SecurityFilterChain {
        \(block)
        return http.build()
      }
    }
    """
  }

  @Test(arguments: [
    (
      "http { headers { contentSecurityPolicy { policyDirectives = \"img-src 'self'\" } } }",
      "img-src 'self'"
    ),
    (
      "http {\n  headers {\n    contentSecurityPolicy {\n      policyDirectives = BASE\n      reportOnly = true\n    }\n  }\n}",
      "[report-only] default-src 'self'"
    ),
    (
      "http { headers { contentSecurityPolicy { policyDirectives = \"img-src $CDN ${properties.host}\" } } }",
      "img-src https://cdn.test {{properties.host}}"
    ),
    (
      "http { headers { contentSecurityPolicy { policyDirectives = listOf(\"img-src a\", \"font-src b\").joinToString(\"; \") } } }",
      "img-src a; font-src b"
    ),
    (
      "http { headers { contentSecurityPolicy { policyDirectives = mapOf(\"img-src\" to listOf(\"a\", CDN)).map { (k, v) -> \"$k ${v.joinToString(\" \")}\" }.joinToString(separator = \"; \") } } }",
      "img-src a https://cdn.test"
    ),
    (
      "http { headers { contentSecurityPolicy { policyDirectives = mapOf(\"img-src\" to \"a\").entries.joinToString(\"; \") { \"${it.key} ${it.value}\" } } } }",
      "img-src a"
    ),
    (
      "http.headers { it.contentSecurityPolicy { c -> c.policyDirectives(\"img-src a\") } }",
      "img-src a"
    ),
    (
      "http.headers { h -> h.contentSecurityPolicy { it.policyDirectives(\"img-src a\").reportOnly() } }",
      "[report-only] img-src a"
    ),
    (
      "val p = \"\"\"\n  default-src 'self';\n  img-src $CDN\n\"\"\".trimIndent().replace(\"\\n\", \" \")\n    http.headers().contentSecurityPolicy(p)",
      "default-src 'self'; img-src https://cdn.test"
    ),
    (
      "val p = \"\"\"\n  |default-src 'self';\n  |img-src a\"\"\".trimMargin()\n    http.headers().contentSecurityPolicy(p)",
      "default-src 'self'; img-src a"
    ),
    ("response.setHeader(\"Content-Security-Policy\", \"img-src a\")", "img-src a"),
    ("response.headers[\"Content-Security-Policy\"] = \"img-src a\"", "img-src a"),
    (
      "http.headers { it.contentSecurityPolicy(\"$BASE; img-src ${if (dev) \"*\" else \"a\"}\") }",
      "default-src 'self'; img-src {{if(dev)\"*\"else\"a\"}}"
    ),
  ]) func readsKotlin(block: String, expected: String) {
    let text = Self.kotlin(block)
    #expect(Self.read(text, "SecurityConfig.kt") == [expected])
    #expect(Spring.expectRoundTrips(text, name: "SecurityConfig.kt") > 0)
  }

  @Test func aListThatIsBuilt() {
    let text = Self.kotlin(
      """
      val csp = buildList {
        add("default-src 'self'")
        if (properties.debug) add("style-src 'unsafe-inline'")
        add("img-src $CDN")
      }.joinToString("; ")
      response.setHeader("Content-Security-Policy", csp)
      """)
    #expect(Self.read(text, "A.kt") == ["default-src 'self'; img-src https://cdn.test"])
    #expect(Spring.expectRoundTrips(text, name: "A.kt") > 0)
  }

  @Test(arguments: [
    "// http.headers().contentSecurityPolicy(\"img-src a\");",
    "/* http.headers().contentSecurityPolicy(\"img-src a\"); */",
    "http.headers(h -> h.contentSecurityPolicy(c -> c.reportOnly()));",
    "request.setHeader(\"Content-Security-Policy\", \"img-src a\");",
    "exchange.getRequest().mutate().header(\"Content-Security-Policy\", \"img-src a\").build();",
    "assertThat(response.getHeader(\"Content-Security-Policy\")).isEqualTo(\"img-src a\");",
    "http.headers(h -> h.contentSecurityPolicy(Customizer.withDefaults()).disable());",
  ]) func othersAreNone(statement: String) {
    let found = Spring.lines(Self.java(statement), name: "A.java") ?? []
    #expect(found.filter { !$0.contains("withDefaults") } == [])
  }

  @Test func propertiesOfApplications() {
    let yaml = """
      app:
        security:
          content-security-policy: "default-src 'self'; img-src ${CDN:https://a.test}"
          contentSecurityPolicyReportOnly: >-
            img-src 'self'
      """
    #expect(
      Spring.lines(yaml, name: "application-prod.yml") == [
        "3-3: <app.security.content-security-policy> default-src 'self'; img-src {{CDN:https://a.test}}",
        "5-5: [report-only] <app.security.contentSecurityPolicyReportOnly> img-src 'self'",
      ])
    #expect(Spring.expectRoundTrips(yaml, name: "application-prod.yml") > 3)
    let gateway = """
      filters:
        - AddResponseHeader=Content-Security-Policy, img-src 'self' a.test
        - AddResponseHeader=X-Note, img-src b
      """
    #expect(
      Spring.lines(gateway, name: "application.yaml") == [
        "2-2: <content-security-policy> img-src 'self' a.test"
      ])
    let properties = """
      # app.content-security-policy=img-src x
      app.name: estuary
      app.content-security-policy = default-src 'self'; \\
          img-src 'self' data:

      """
    #expect(
      Spring.lines(properties, name: "application.properties") == [
        "3-4: <app.content-security-policy> default-src 'self'; img-src 'self' data:"
      ])
    #expect(Spring.expectRoundTrips(properties, name: "application.properties") > 2)
  }

  @Test(arguments: ["a\\", "spring.a\\\n", "a=\\", "a=b\\\r\n", "a=\\u", "=", "a", "\\"])
  func cutPropertiesDoNoHarm(text: String) {
    #expect(Spring.lines(text, name: "application.properties") == nil)
    let policy = "csp.content-security-policy=img-src a\n"
    #expect(
      Spring.lines(policy + text, name: "application.properties")?.map { $0.suffix(9) }
        == ["img-src a"])
  }
}
