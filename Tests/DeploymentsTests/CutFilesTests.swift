import Testing

@testable import Deployments

/// Files that end too early, or lack a byte, are read as far as they can be: no reader may trap.
@Suite struct CutFilesTests {
  static let files: [(name: String, text: String)] = [
    (
      "next.config.ts",
      """
      import type { A } from 'next'
      const h = ['a', `b${x ? "c" : `d${e}`}`] as const, re = /[/"]\\s{2,}/g
      const m: Record<string, string[]> = { 'img-src': [...h], f<T>(a: T) { return a! } }
      export default { async headers() { if (a) { return [] } for (const [k, v] of z) { k }
        return [{ source: '/', headers: [{ key: 'Content-Security-Policy',
          value: Object.entries(m).map(([k, v]) => `${k} ${v.join(' ')}`).join('; ').replace(/\\s+/g, ' ') }] }] } }
      """
    ),
    (
      "app.js",
      """
      const helmet = require('helmet')
      app.use(helmet({ contentSecurityPolicy: { reportOnly: !0, directives: {
        ...helmet.contentSecurityPolicy.getDefaultDirectives(), imgSrc: ["'self'", (q, r) => `x${r}`], fontSrc: null } } }))
      """
    ),
    (
      "settings.py",
      """
      from csp.constants import SELF, NONE as N
      class A(B):
          CONTENT_SECURITY_POLICY: dict[str, str] = {"DIRECTIVES": {"img-src": [SELF, f"a{x!r:>{w}}", *[y for y in z if y]], **more}}
          if D:
              CSP_IMG_SRC = ('a' "b",) + \\
                  (r'c', '''d''')
      CSP_FONT_SRC = CSP_X = lambda q: q
      """
    ),
    (
      "content_security_policy.rb",
      """
      X = %w[a b].freeze
      Rails.application.config.content_security_policy do |p|
        p.img_src :self, *X, "a#{b["c"]}", -> { d }, 'e' if f
        p.font_src(%q(a), <<~T.strip)
          x#{y}
        T
      end
      """
    ),
    (
      "main.tf",
      """
      locals { m = { a-b = ["c"], "d" = "${e}" } }
      resource "aws_cloudfront_response_headers_policy" "a" { content_security_policy {
        content_security_policy = replace(<<-X
          img-src ${join(" ", [for k, v in local.m : "${k}" if v])} %{ if a }b%{ endif }
        X
        , "/\\\\s+/", " ") } }
      """
    ),
    (
      "nuxt.config.ts",
      """
      const hosts = ['a', ...(b ? ["c"] : [])]
      export default defineNuxtConfig({ modules: [['nuxt-security', { headers: { contentSecurityPolicy: {
        ...d, 'img-src': dev ? ["'self'"] : hosts, "font-src": `e ${f}`, 'upgrade-insecure-requests': !dev } } }]],
        routeRules: { '/a/**': { security: { headers: { contentSecurityPolicy: false } } } } })
      """
    ),
    (
      "svelte.config.js",
      """
      export default { kit: { csp: { mode: 'auto', directives: { 'img-src': ['self', 'sha256-a='], ...b },
        reportOnly: c ? { "font-src": ["none"] } : undefined } } }
      """
    ),
    (
      "SitePolicy.php",
      """
      <html><?php namespace A; use Spatie\\Csp\\{Directive as D, Keyword, Policy};
      #[Attribute(1)] final class B extends C implements Preset { private const array X = ['a', "b {$c[1]} $d->e $f[g]"];
        public function configure(?Policy $policy = null, int|string ...$y): void { // note ?>
          $policy->add(D::IMG, array_merge([Keyword::SELF], self::X, [...$z]))->addNonce(D::SCRIPT);
          foreach (self::X as $k => $v) { $policy->add([D::FONT], $v ?? 'w' . $k); } $l[] = fn (int $i) => $i . 'j';
          header(<<<"T"
            Content-Security-Policy: img-src {$m} 'self'
            T, match (true) { default => static function () use ($n): int { return 1; } });
        } }
      """
    ),
    (
      "Security.java",
      """
      package a.b; import java.util.*; @Configuration(proxyBeanMethods = false)
      public class Security<T extends Comparable<T>> { private static final Map<String, List<String>> M = Map.of("img-src", List.of("a"));
        static final String CSP = \"""
            default-src 'self'; \\
              img-src "x" \\"y\\" 'self'
            \""" + "z" + 'c';
        @Bean Chain chain(final Http http, @Value("${a}") String... b) throws Exception { for (String s : c) { d.append(s); }
          http.headers(h -> { h.contentSecurityPolicy((p) -> p.policyDirectives(String.format(CSP, b[0]).strip()).reportOnly()); })
            .addHeaderWriter(new StaticHeadersWriter("Content-Security-Policy", x ? "img-src a" : String.<T>join("; ", e)) { int f() { return 1; } });
          return (Chain) http.build(); } }
      """
    ),
    (
      "Security.kt",
      """
      package a.b
      class Security(private val a: Map<String, (Int) -> Unit>?) : Base<String>(), Other by a {
        companion object { private const val H = "h"; val list by lazy { listOf("img-src $H", "font-src ${a?.b!!.c { it + 1 }}") } }
        fun Http.chain(b: String = "x"): Chain = headers { contentSecurityPolicy { policyDirectives = \"""
          |img-src "q" $b
          \""".trimMargin(); reportOnly = if (d) true else { false } } }.also { (k, v) -> println("$k") }
        fun f() = when (e) { is String -> "g" to 1; else -> mapOf("font-src" to listOf(H)).map { (n, s) -> "$n ${s.joinToString(" ")}" } }
      }
      """
    ),
    (
      "Program.cs",
      """
      #nullable enable
      using A.B; using X = Y.Z; [assembly: C("d")]
      app.UseCsp(o => o.DefaultSources(s => s.Self()).ScriptSources(s => s.CustomSources("a", b).UnsafeInline()));
      app.UseSecurityHeaders(p => p.AddContentSecurityPolicy(csp => { csp.AddImgSrc().Self().From(new[] { "c", $"d{e:x2}" }); var f = csp.AddFontSrc(); if (g is { H: 1 }) f.Data(); }));
      public record R(string S = "t"); class K<T> where T : class { private string? P { get; init; } = @"img ""u"" src";
        async Task F(HttpContext ctx) { ctx.Response.Headers["Content-Security-Policy"] = $$\"""
            img-src {{v}} {w} 'self'
            \""" + string.Join("; ", new Dictionary<string, string> { ["a"] = "b", { "c", "d" } }.Select(x => $"{x.Key} {x.Value}"));
          ctx.Response.Headers.ContentSecurityPolicy = y ?? (string)z; foreach (var (m, n) in l) await q(m, out var r); } }
      """
    ),
    (
      "Site.java",
      """
      import software.amazon.awscdk.services.cloudfront.*;
      class Site { Site() { ResponseHeadersPolicy.Builder.create(this, "H").securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
        .contentSecurityPolicy(ResponseHeadersContentSecurityPolicy.builder().contentSecurityPolicy("img-src a").override(true).build()).build()).build(); } }
      """
    ),
    (
      "entry.server.tsx",
      """
      import {createContentSecurityPolicy as c} from '@shopify/hydrogen';
      const {nonce, header} = c({ shop: { a }, imgSrc: ['b', ...d], ...e, defaultSrc: `f ${g}` });
      headers.set('Content-Security-Policy', header + "; font-src h");
      """
    ),
    (
      "application.properties",
      """
      a.content-security-policy: img-src a \\
         ; font-src \\u0062 ${c}
      !b
      d
      """
    ),
    (
      "ingress.yaml",
      """
      kind: ConfigMap
      metadata: {name: "a\\x20b", list: [c, 'd''e', {f: g}]}
      data:
        # comment
        Content-Security-Policy: >2-
           img-src a;

           font-src b
        server-snippet: |+
          add_header Content-Security-Policy "img-src a";
        folded: plain
          goes on
        ? odd
      - x: &anchor !tag y
      """
    ),
    (
      "csp_whitelist.xml",
      """
      <?xml version="1.0"?><!-- a --><csp_whitelist><policies>
        <policy id='img-src'><values><value id="a" type="hash">&amp;b</value></values></policy>
        <policy id="font-src"><values><value id="c"><![CDATA[d]]></value></values></policy>
        <policy id="x"/></policies></csp_whitelist>
      """
    ),
    (
      "haproxy.cfg",
      """
      {% if a %}
      frontend {{ x }}
        setenv A "b c"
        http-request set-var-fmt(txn.b) "%{+Q}ci %[req.hdr(x)] %% ${A}"
        http-response set-header Content-Security-Policy "img-src ${A} %[var(txn.b)] \\x61"' b' \\'c\\' if { x } # y
      {% endif %}
      """
    ),
    (
      "main.vcl",
      """
      table t { "a": "b", }
      sub s { # c
        declare local var.a STRING; set var.a = {"b "c" "} {X"y"X};
        if (a ~ "b") { set var.a += "d%20e"; } elsif (c) { unset resp.http.Content-Security-Policy; } else { }
        set resp.http.Content-Security-Policy = "img-src " var.a + table.lookup(t, "a") regsub(x, "y", "z") ";";
      }
      """
    ),
    (
      "envoy.yaml",
      """
      kind: EnvoyFilter
      static_resources: &s
        response_headers_to_add: [{header: {key: Content-Security-Policy, value: "img-src %A(b)% %%"}}]
        <<: *s
        inlineCode: |
          local a = 'img-src b' .. [[ c ]] -- d
          function envoy_on_response(h)
            if x then h:headers():add("Content-Security-Policy", a .. f(1) .. "\\065") elseif y then z() else end
          end
      """
    ),
    (
      "template.yaml",
      """
      Resources: {H: {Type: AWS::CloudFront::ResponseHeadersPolicy, Properties: {ResponseHeadersPolicyConfig:
        {SecurityHeadersConfig: {ContentSecurityPolicy: {ContentSecurityPolicy:
          !Join ["; ", [!Sub ["img-src ${A}", {A: !If [x, a, b]}], !FindInMap [m, k, v], {Ref: B}]]}}}}}}
      """
    ),
    (
      "nelmio_security.yaml",
      """
      nelmio_security:
        csp:
          enforce:
            img-src: ['self', "%a%", b] # c
            font-src:
              - 'none' # d
            report-uri: e
      """
    ),
    (
      "tauri.conf.json5",
      """
      { app: { 'security': { csp: { "img-src": ['\\'self\\'', "b",], /* c */ 'font-src': "d e", }, }, }, } // f
      """
    ),
    (
      "web.config",
      """
      <configuration><system.webServer><httpProtocol><customHeaders>
        <add name="Content-Security-Policy" value='img-src &apos;self&#39; #{a}'/>
      </customHeaders></httpProtocol><rewrite><outboundRules><rule><match serverVariable="RESPONSE_Content-Security-Policy"/>
        <action value="img-src {R:0}"/></rule></outboundRules></rewrite></system.webServer></configuration>
      """
    ),
  ]

  /// Reads a file; whatever is found stands in it.
  static func read(_ bytes: [UInt8], _ name: String) {
    let file = SourceFile(path: name, bytes: bytes)
    guard let content = Platforms.read(file) else { return }
    let lines = PolicyLines(file)
    let last = bytes.count { $0 == 0x0A } + 1
    for policy in content.policies {
      let place = lines.lines(of: policy)
      #expect(place.lowerBound >= 1 && place.upperBound <= last, "\(name): \(place) of \(last)")
    }
  }

  @Test(arguments: files.indices) func everyPrefixIsRead(index: Int) {
    let (name, text) = Self.files[index]
    let bytes = Array(text.utf8)
    let step = max(4, bytes.count / 50)
    for end in stride(from: index % step, through: bytes.count, by: step) {
      Self.read(Array(bytes[..<end]), name)
    }
    for place in stride(from: index % step, to: bytes.count, by: step) {
      var changed = bytes
      changed.remove(at: place)
      Self.read(changed, name)
      for byte in Array("\"'`{}()[]\n\\#:".utf8) + [0xFF, 0x00]
      where place / step % 9 == Int(byte) % 9 {
        changed = bytes
        changed[place] = byte
        Self.read(changed, name)
      }
    }
  }

  @Test(arguments: [
    "(", "[", "{", "`${", "a(", "a[", "!", "-", "a ? ", "() => ", "a + ", "- ", "x: ", "<a>",
    "if (a) {", "&a [",
  ])
  func deepNestingIsRead(part: String) {
    let text = String(repeating: part, count: 600)
    let names = [
      "next.config.js", "settings.py", "a.rb", "main.tf", "a.yaml", "a.vcl", "web.config",
      "manifest.json", "tauri.toml", "haproxy.cfg", "nuxt.config.ts", "a.php", "A.java", "A.kt",
      "A.cs",
    ]
    for name in names {
      let head = name == "a.php" ? "<?php content-security-policy = " : "CSP_IMG_SRC = "
      Self.read(Array((head + "content-security-policy " + text).utf8), name)
    }
  }
}
