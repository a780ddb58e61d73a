import Testing

@testable import Deployments

@Suite struct AspNetTests {
  static let name = "Program.cs"

  static func program(_ statement: String) -> String {
    """
    using Microsoft.Net.Http.Headers;
    const string Cdn = "https://cdn.test";
    var app = builder.Build();
    app.Use(async (context, next) =>
    {
        \(statement)
        await next();
    });
    app.Run();
    """
  }

  static func read(_ text: String) -> [String]? {
    AspNet.lines(text, name: name)?.map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test(arguments: [
    (
      #"context.Response.Headers.Add("Content-Security-Policy", "img-src 'self'");"#,
      "img-src 'self'"
    ),
    (
      #"context.Response.Headers.TryAdd("content-security-policy-report-only", "img-src a");"#,
      "[report-only] img-src a"
    ),
    (#"context.Response.Headers["Content-Security-Policy"] = "img-src a";"#, "img-src a"),
    (#"context.Response.Headers.ContentSecurityPolicy = "img-src a";"#, "img-src a"),
    (
      #"context.Response.Headers.ContentSecurityPolicyReportOnly = "img-src a";"#,
      "[report-only] img-src a"
    ),
    (
      #"context.Response.Headers[HeaderNames.ContentSecurityPolicy] = $"img-src {Cdn} {host}";"#,
      "img-src https://cdn.test {{host}}"
    ),
    (
      #"context.Response.Headers.Append("Content-Security-Policy", new StringValues("img-src a"));"#,
      "img-src a"
    ),
    (
      #"context.Response.Headers.Append("Content-Security-Policy", new[] { "img-src a", "font-src b" });"#,
      "img-src a"
    ),
    (
      #"context.Response.Headers.Append("Content-Security-Policy", "img-src 'self' " + Cdn + "; " + "font-src b");"#,
      "img-src 'self' https://cdn.test; font-src b"
    ),
    (
      #"var csp = string.Join("; ", new[] { "img-src a", $"font-src 'nonce-{nonce}'" }); context.Response.Headers["Content-Security-Policy"] = csp;"#,
      "img-src a; font-src 'nonce-{{nonce}}'"
    ),
    (
      #"string[] csp = ["img-src a", "font-src b"]; context.Response.Headers["Content-Security-Policy"] = string.Join("; ", csp);"#,
      "img-src a; font-src b"
    ),
    (
      #"var csp = new StringBuilder(); csp.Append("img-src a; "); csp.Append("font-src b"); context.Response.Headers["Content-Security-Policy"] = csp.ToString();"#,
      "img-src a; font-src b"
    ),
    (
      #"var d = new Dictionary<string, string> { ["img-src"] = "a", ["font-src"] = "b" }; context.Response.Headers["Content-Security-Policy"] = string.Join("; ", d.Select(p => $"{p.Key} {p.Value}"));"#,
      "img-src a; font-src b"
    ),
    (
      #"var d = new Dictionary<string, string[]> { { "img-src", new[] { "a", "b" } } }; context.Response.Headers["Content-Security-Policy"] = string.Join("; ", d.Select(p => p.Key + " " + string.Join(" ", p.Value)));"#,
      "img-src a b"
    ),
    (
      #"context.Response.Headers["Content-Security-Policy"] = @"img-src 'self' ""x""";"#,
      "img-src 'self' \"x\""
    ),
    (
      #"context.Response.Headers["Content-Security-Policy"] = string.Format("img-src {0}; font-src {1}", Cdn, host);"#,
      "img-src https://cdn.test; font-src {{host}}"
    ),
    (
      #"var p = "img-src a;\nfont-src b"; context.Response.Headers["Content-Security-Policy"] = p.ReplaceLineEndings(" ");"#,
      "img-src a; font-src b"
    ),
    (
      #"var p = Regex.Replace(@"img-src   a", @"\s+", " "); context.Response.Headers["Content-Security-Policy"] = p;"#,
      "img-src a"
    ),
    (
      #"var l = new List<string>(); l.Add("img-src a"); l.Add($"font-src {Cdn}"); context.Response.Headers["Content-Security-Policy"] = string.Join("; ", l);"#,
      "font-src https://cdn.test; img-src a"
    ),
    (
      #"context.Response.OnStarting(() => { context.Response.Headers.Append("Content-Security-Policy", "img-src a"); return Task.CompletedTask; });"#,
      "img-src a"
    ),
    (
      #"if (!context.Response.Headers.ContainsKey("Content-Security-Policy")) { context.Response.Headers.Append("Content-Security-Policy", "img-src a"); }"#,
      "<!context.Response.Headers.ContainsKey(\"Content-Security-Policy\")> img-src a"
    ),
    (
      #"context.Response.Headers["Content-Security-Policy"] = env.IsDevelopment() ? "img-src *" : "img-src a";"#,
      "<when env.IsDevelopment()> img-src *|<otherwise> img-src a"
    ),
  ]) func readsHeaders(statement: String, expected: String) {
    let text = Self.program(statement)
    let wanted = expected.split(separator: "|").map(String.init)
    let isListOfTwo = statement.contains("new[] { \"img-src a\", \"font-src b\" });")
    #expect(Self.read(text) == (isListOfTwo ? [] : wanted))
    AspNet.expectRoundTrips(text, name: Self.name)
  }

  @Test func rawTexts() {
    let text = """
      public class Csp
      {
          private const string Policy = \"""
              default-src 'self';
              img-src 'self' data:
              \""";
          void F(HttpResponse r) => r.Headers["Content-Security-Policy"] = Policy.Replace("\\n", " ");
          void G(HttpResponse r) => r.Headers["Content-Security-Policy-Report-Only"] = $$\"""img-src {{host}} a\""";
      }
      """
    #expect(
      AspNet.lines(text, name: Self.name) == [
        "4-5: default-src 'self'; img-src 'self' data:", "8-8: [report-only] img-src {{host}} a",
      ])
    #expect(AspNet.expectRoundTrips(text, name: Self.name) > 3)
  }

  @Test(arguments: [
    #"// context.Response.Headers.Append("Content-Security-Policy", "img-src a");"#,
    #"context.Request.Headers["Content-Security-Policy"] = "img-src a";"#,
    #"context.Response.Headers.Remove("Content-Security-Policy");"#,
    #"client.DefaultRequestHeaders.Add("Content-Security-Policy", "img-src a");"#,
    #"Assert.Equal("img-src a", context.Response.Headers["Content-Security-Policy"]);"#,
  ]) func othersAreNone(statement: String) {
    #expect(Self.read(Self.program(statement)) == [])
  }

  static func netEscapades(_ body: String) -> String {
    """
    using NetEscapades.AspNetCore.SecurityHeaders;
    app.UseSecurityHeaders(policies => policies
        .AddFrameOptionsDeny()
        .AddContentSecurityPolicy(csp =>
        {
            \(body)
        }));
    """
  }

  @Test(arguments: [
    (
      "csp.AddImgSrc().Self().From(\"https://a.test\").Data();",
      "img-src 'self' https://a.test data:"
    ),
    (
      "csp.AddDefaultSrc().None();\n        csp.AddScriptSrc().StrictDynamic().WithNonce().UnsafeInline();",
      "default-src 'none'; script-src 'strict-dynamic' 'nonce-{{nonce}}' 'unsafe-inline'"
    ),
    (
      "csp.AddScriptSrcElem().WithHash256(\"abc=\").WithHash(\"sha384\", \"d\");",
      "script-src-elem 'sha256-abc=' 'sha384-d'"
    ),
    (
      "csp.AddUpgradeInsecureRequests();\n        csp.AddReportUri().To(\"/csp\");\n        csp.AddCustomDirective(\"trusted-types\", \"default\");",
      "upgrade-insecure-requests; report-uri /csp; trusted-types default"
    ),
    ("csp.AddSandbox().AllowScripts().AllowForms();", "sandbox allow-scripts allow-forms"),
    (
      "var img = csp.AddImgSrc();\n        img.Self();\n        img.From(host);",
      "img-src 'self' {{host}}"
    ),
    (
      "csp.AddImgSrc().Self();\n        if (env.IsDevelopment()) csp.AddConnectSrc().From(\"ws:\");",
      "img-src 'self'"
    ),
    (
      "csp.AddFrameAncestors().None();\n        csp.AddBaseUri().Self();\n        csp.AddRequireTrustedTypesFor().Script();",
      "frame-ancestors 'none'; base-uri 'self'; require-trusted-types-for 'script'"
    ),
  ]) func netEscapades(body: String, expected: String) {
    let text = Self.netEscapades(body)
    #expect(Self.read(text) == [expected])
    #expect(AspNet.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test(arguments: [
    (
      "csp.AddImgSrc().Self();", "img-src", "https://new.test",
      "csp.AddImgSrc().Self().From(\"https://new.test\");"
    ),
    (
      "csp.AddImgSrc().None();", "img-src", "https://new.test",
      "csp.AddImgSrc().From(\"https://new.test\");"
    ),
    (
      "csp.AddImgSrc().Self();", "img-src", "'unsafe-inline'",
      "csp.AddImgSrc().Self().UnsafeInline();"
    ),
    (
      "csp.AddDefaultSrc().Self().From(host);", "img-src", "https://new.test",
      "csp.AddDefaultSrc().Self().From(host);\n        csp.AddImgSrc().Self().From(host).From(\"https://new.test\");"
    ),
  ]) func addsACall(body: String, directive: String, source: String, expected: String) {
    #expect(
      AspNet.added(source, to: directive, in: Self.netEscapades(body), name: Self.name)
        == Self.netEscapades(expected))
  }

  @Test func aMethodThatIsOneExpression() {
    let text = """
      static class P
      {
          static HeaderPolicyCollection Create(bool isDev) =>
              new HeaderPolicyCollection().AddContentSecurityPolicyReportOnly(csp =>
              {
                  csp.AddImgSrc().Self();
                  if (!isDev) csp.AddFontSrc().None();
              });
      }
      """
    #expect(
      AspNet.lines(text, name: Self.name) == ["6-7: [report-only] img-src 'self'; font-src 'none'"])
    #expect(AspNet.expectRoundTrips(text, name: Self.name) == 2)
  }

  @Test func nwebsec() {
    let text = """
      app.UseCsp(options => options
          .DefaultSources(s => s.Self())
          .ScriptSources(s => s.Self().CustomSources("https://a.test", cdn).UnsafeInline())
          .ReportUris(r => r.Uris("/csp"))
          .UpgradeInsecureRequests());
      app.UseCspReportOnly(o => o.ImageSources(s => s.None()));
      """
    #expect(
      AspNet.lines(text, name: Self.name) == [
        "2-5: default-src 'self'; script-src 'self' 'unsafe-inline' https://a.test {{cdn}}; "
          + "report-uri /csp; upgrade-insecure-requests",
        "6-6: [report-only] img-src 'none'",
      ])
    func added(_ directive: String, _ policy: Int = 0) -> String {
      AspNet.added(
        "https://new.test", to: directive, policy: policy, in: text, name: Self.name)
    }
    #expect(added("script-src") == text.replacing("cdn)", with: "cdn, \"https://new.test\")"))
    #expect(
      added("default-src")
        == text.replacing(
          "DefaultSources(s => s.Self())",
          with: "DefaultSources(s => s.Self().CustomSources(\"https://new.test\"))"))
    #expect(
      added("img-src")
        == text.replacing(
          ".UpgradeInsecureRequests()",
          with:
            ".UpgradeInsecureRequests()\n    .ImageSources(s => s.Self().CustomSources(\"https://new.test\"))"
        ))
    #expect(
      added("img-src", 1)
        == text.replacing("s.None()", with: "s.CustomSources(\"https://new.test\")"))
    #expect(AspNet.expectRoundTrips(text, name: Self.name) > 4)
  }

  @Test func orchardCore() {
    let text = """
      app.UseOrchardCore(c => c.UseSecurityHeaders(config =>
      {
          config.AddContentSecurityPolicy("child-src 'none'", "connect-src 'self' https://a.test",
              "default-src 'self'");
      }));
      """
    #expect(
      AspNet.lines(text, name: Self.name) == [
        "3-4: child-src 'none'; connect-src 'self' https://a.test; default-src 'self'"
      ])
    #expect(AspNet.expectRoundTrips(text, name: Self.name) > 4)
  }
}
