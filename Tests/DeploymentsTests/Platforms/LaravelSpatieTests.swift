import Testing

@testable import Deployments

@Suite struct LaravelSpatieTests {
  static let name = "SitePolicy.php"

  /// A policy of version 2.
  static func old(_ calls: String, extending parent: String = "Policy") -> String {
    """
    <?php
    namespace App\\Csp;
    use Spatie\\Csp\\Directive;
    use Spatie\\Csp\\Keyword;
    use Spatie\\Csp\\Policies\\\(parent);
    class SitePolicy extends \(parent)
    {
        const HOSTS = ['https://a.test', 'https://b.test'];
        public function configure()
        {
            \(calls)
        }
    }
    """
  }

  /// A preset of version 3.
  static func preset(_ calls: String) -> String {
    """
    <?php
    namespace App\\Csp;
    use Spatie\\Csp\\{Directive, Keyword, Policy, Preset, Scheme, Value};
    class Site implements Preset
    {
        private array $hosts = ['https://a.test'];
        public function configure(Policy $policy): void
        {
            \(calls)
        }
    }
    """
  }

  static func read(_ text: String) -> [String]? {
    LaravelSpatie.lines(text, name: name)?.map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test(arguments: [
    ("$this->addDirective(Directive::IMG, 'self');", "img-src 'self'"),
    (
      "$this->addDirective(Directive::IMG, \"self data: https://a.test\");",
      "img-src 'self' data: https://a.test"
    ),
    (
      "$this->addDirective(Directive::SCRIPT, [Keyword::SELF, Keyword::UNSAFE_INLINE, 'a.test'])->addNonceForDirective(Directive::SCRIPT);",
      "script-src 'nonce-{{csp_nonce()}}' 'self' 'unsafe-inline' a.test"
    ),
    (
      "$this\n            ->addDirective(Directive::IMG, Keyword::NONE)\n            ->addDirective(Directive::IMG, 'a.test');",
      "img-src a.test"
    ),
    (
      "$this->addDirective('img-src', 'a')->addDirective('font-src', ['b', 'c']);",
      "img-src a; font-src b c"
    ),
    ("$this->addDirective(Directive::IMG, self::HOSTS);", "img-src https://a.test https://b.test"),
    (
      "$this->addDirective(Directive::IMG, array_merge(['self'], static::HOSTS, [config('app.cdn')]));",
      "img-src 'self' https://a.test https://b.test {{config('app.cdn')}}"
    ),
    (
      "$this->addDirective(Directive::IMG, [...self::HOSTS, 'data:']);",
      "img-src https://a.test https://b.test data:"
    ),
    ("$this->addDirective(Directive::SCRIPT, 'sha256-abc=');", "script-src 'sha256-abc='"),
    ("$this->addDirective(Directive::IMG, env('CDN'));", "img-src {{env('CDN')}}"),
    (
      "$this->addDirective(Directive::IMG, 'https://' . config('cdn'));",
      "img-src https://{{config('cdn')}}"
    ),
    (
      "$this->addDirective(Directive::IMG, \"https://{$this->host} $other\");",
      "img-src https://{{$this->host}} {{$other}}"
    ),
    (
      "$this->addDirective(Directive::IMG, 'a');\n            if (app()->isLocal()) {\n                $this->addDirective(Directive::IMG, 'http://localhost');\n            }",
      "img-src a"
    ),
    ("$this->addDirective(Directive::IMG, 'a')->reportOnly();", "[report-only] img-src a"),
    (
      "$this->addDirective(Directive::IMG, 'a')->reportTo('/csp');", "img-src a; report-uri /csp"
    ),
    (
      "$this->addDirective(\\Spatie\\Csp\\Directive::IMG, \\Spatie\\Csp\\Keyword::SELF);",
      "img-src 'self'"
    ),
  ]) func readsPolicies(calls: String, expected: String) {
    #expect(Self.read(Self.old(calls)) == [expected])
  }

  @Test(arguments: [
    ("$policy->add(Directive::IMG, Keyword::SELF);", "img-src 'self'"),
    ("$policy->add(Directive::IMG, 'self');", "img-src self"),
    (
      "$policy->add([Directive::IMG, Directive::FONT], [Keyword::SELF, Scheme::DATA]);",
      "img-src 'self' data:; font-src 'self' data:"
    ),
    (
      "$policy->add(Directive::UPGRADE_INSECURE_REQUESTS, Value::NO_VALUE)->addNonce(Directive::SCRIPT);",
      "upgrade-insecure-requests; script-src 'nonce-{{csp_nonce()}}'"
    ),
    ("$policy->add(Directive::IMG, $this->hosts);", "img-src https://a.test"),
    (
      "$hosts = ['https://c.test'];\n        $hosts[] = 'https://d.test';\n        $policy->add(Directive::IMG, $hosts);",
      "img-src https://d.test https://c.test"
    ),
    (
      "$policy->add(Directive::IMG, 'a');\n        $policy->add(Directive::FONT, 'b');",
      "img-src a; font-src b"
    ),
  ]) func readsPresets(calls: String, expected: String) {
    #expect(Self.read(Self.preset(calls)) == [expected])
  }

  @Test(arguments: [
    (
      "foreach ([Directive::IMG, Directive::FONT] as $d) {\n            $policy->add($d, Keyword::SELF);\n        }",
      "img-src 'self'; font-src 'self'"
    ),
    (
      "$policy->add(Directive::IMG, 'a');\n        foreach ($this->hosts as $host) { $policy->add(Directive::IMG, $host); }",
      "img-src a https://a.test"
    ),
    (
      "$policy->add(Directive::IMG, 'a');\n        if (app()->isProduction()) { $policy->add(Directive::IMG, 'b'); }",
      "img-src a b"
    ),
    (
      "$policy->add(Directive::IMG, 'a');\n        if (! app()->environment('production')) { $policy->add(Directive::IMG, 'b'); }",
      "img-src a"
    ),
    (
      "$policy->add(Directive::IMG, 'a');\n        if (app()->isLocal()) { $policy->add(Directive::IMG, 'b'); } else { $policy->add(Directive::IMG, 'c'); }",
      "img-src a c"
    ),
    ("$policy->add(Directive::IMG, $x ? 'a' : 'b');", "img-src {{$x?'a':'b'}}"),
  ]) func loopsAndConditions(calls: String, expected: String) {
    #expect(Self.read(Self.preset(calls)) == [expected])
    LaravelSpatie.expectRoundTrips(Self.preset(calls), name: Self.name)
  }

  @Test func aParentsDirectivesAreMerged() {
    let text = Self.old(
      "parent::configure();\n        $this->addDirective(Directive::IMG, 'a.test');",
      extending: "Basic")
    #expect(Self.read(text) == ["(fragment) img-src a.test"])
  }

  @Test(arguments: [
    (
      "$this->addDirective(Directive::IMG, 'self');", "img-src", "https://new.test",
      "$this->addDirective(Directive::IMG, 'self https://new.test');"
    ),
    (
      "$this->addDirective(Directive::IMG, Keyword::SELF);", "img-src", "https://new.test",
      "$this->addDirective(Directive::IMG, [Keyword::SELF, 'https://new.test']);"
    ),
    (
      "$this->addDirective(Directive::IMG, Keyword::NONE);", "img-src", "https://new.test",
      "$this->addDirective(Directive::IMG, 'https://new.test');"
    ),
    (
      "$this->addDirective(Directive::IMG, [\n    Keyword::SELF,\n    'a',\n]);", "img-src",
      "'unsafe-inline'",
      "$this->addDirective(Directive::IMG, [\n    Keyword::SELF,\n    'a',\n    'unsafe-inline',\n]);"
    ),
    (
      "$this\n            ->addDirective(Directive::DEFAULT, Keyword::SELF)\n            ->addDirective(Directive::IMG, 'a');",
      "font-src", "https://new.test",
      "$this\n            ->addDirective(Directive::DEFAULT, Keyword::SELF)\n            ->addDirective(Directive::IMG, 'a')\n            ->addDirective(Directive::FONT, [Keyword::SELF, 'https://new.test']);"
    ),
    (
      "$this->addDirective(Directive::DEFAULT, env('A'));\n        $this->addDirective(Directive::IMG, 'a');",
      "font-src", "https://new.test",
      "$this->addDirective(Directive::DEFAULT, env('A'));\n        $this->addDirective(Directive::IMG, 'a');\n        $this->addDirective(Directive::FONT, [env('A'), 'https://new.test']);"
    ),
  ]) func addsASource(calls: String, directive: String, source: String, expected: String) {
    #expect(
      LaravelSpatie.added(source, to: directive, in: Self.old(calls), name: Self.name)
        == Self.old(expected))
    #expect(LaravelSpatie.expectRoundTrips(Self.old(calls), name: Self.name) > 0)
  }

  @Test func aListOfTwoDirectivesGetsAFurtherCall() {
    let text = Self.preset(
      "$policy\n            ->add([Directive::IMG, Directive::FONT], Keyword::NONE);")
    #expect(
      LaravelSpatie.added("https://new.test", to: "font-src", in: text, name: Self.name)
        == text.replacing(
          "Keyword::NONE);",
          with: "Keyword::NONE);\n        $policy->add(Directive::FONT, ['https://new.test']);"))
    #expect(LaravelSpatie.expectRoundTrips(text, name: Self.name) == 2)
  }

  static let config = """
    <?php
    use Spatie\\Csp\\Directive;
    use Spatie\\Csp\\Keyword;
    return [
        'presets' => [Spatie\\Csp\\Presets\\Basic::class],
        'directives' => [
            [Directive::SCRIPT, [Keyword::SELF, 'https://a.test']],
            [[Directive::IMG, Directive::FONT], "'self' data:"],
        ],
        'report_only_directives' => [
            [Directive::DEFAULT, Keyword::SELF],
        ],
        'report_uri' => env('CSP_REPORT_URI', ''),
    ];
    """

  @Test func configuration() {
    #expect(
      LaravelSpatie.lines(Self.config, name: "csp.php") == [
        "7-8: (fragment) script-src 'self' https://a.test; img-src 'self' data:; font-src 'self' data:",
        "11-11: [report-only] (fragment) default-src 'self'",
      ])
    let file = SourceFile(path: "csp.php", bytes: Array(Self.config.utf8))
    #expect(
      LaravelSpatie.read(file)?.policies.map(\.unresolved)
        == [["env('CSP_REPORT_URI', '')"], ["env('CSP_REPORT_URI', '')"]])
    #expect(LaravelSpatie.expectRoundTrips(Self.config, name: "csp.php") > 4)
    #expect(
      LaravelSpatie.added(
        "https://new.test", to: "img-src", policy: 1, in: Self.config, name: "csp.php")
        == Self.config.replacing(
          "[Directive::DEFAULT, Keyword::SELF],",
          with:
            "[Directive::DEFAULT, Keyword::SELF],\n        [Directive::IMG, [Keyword::SELF, 'https://new.test']],"
        ))
  }

  @Test(arguments: [
    "<?php\n// use Spatie\\Csp\\Directive;\n$this->addDirective('x', 'a');",
    "<?php\nuse Spatie\\Csp\\AddCspHeaders;\nreturn [AddCspHeaders::class];",
    "<?php\nuse Spatie\\Csp\\Directive;\n/* $this->addDirective(Directive::IMG, 'a'); */",
  ]) func othersAreNone(text: String) {
    #expect((LaravelSpatie.lines(text, name: Self.name) ?? []) == [])
  }
}
