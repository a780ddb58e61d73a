import Testing

@testable import Deployments

@Suite struct PHPHeadersTests {
  static let name = "SetSecurityHeaders.php"

  @Test(arguments: [
    (
      #"header("Content-Security-Policy: default-src 'self'; img-src $host");"#,
      "default-src 'self'; img-src {{$host}}"
    ),
    (#"header('Content-Security-Policy: default-src \'self\'');"#, "default-src 'self'"),
    (#"$response->headers->set('Content-Security-Policy', "img-src 'self'");"#, "img-src 'self'"),
    (
      #"return $response->header('Content-Security-Policy-Report-Only', 'img-src a');"#,
      "[report-only] img-src a"
    ),
    (
      #"$response->withHeaders(['Content-Security-Policy' => 'img-src ' . $cdn . ' a']);"#,
      "img-src {{$cdn}} a"
    ),
    (
      #"$csp = implode('; ', ["default-src 'self'", "img-src 'self' {$cdn}"]); $r->headers->set('Content-Security-Policy', $csp);"#,
      "default-src 'self'; img-src 'self' {{$cdn}}"
    ),
    (
      #"$d = ['img-src' => ["'self'", 'a'], 'font-src' => ['b']]; header('Content-Security-Policy: ' . collect($d)->map(fn ($v, $k) => $k . ' ' . implode(' ', $v))->implode('; '));"#,
      "img-src 'self' a; font-src b"
    ),
    (
      #"$p = "default-src 'self';"; $p .= " img-src a;"; header("Content-Security-Policy: $p");"#,
      "default-src 'self'; img-src a;"
    ),
    (
      #"header(sprintf("Content-Security-Policy: img-src 'nonce-%s' a", $nonce));"#,
      "img-src 'nonce-{{$nonce}}' a"
    ),
    (
      #"$response = $response->withHeader('Content-Security-Policy', str_replace("\n", ' ', "img-src a;\nfont-src b"));"#,
      "img-src a; font-src b"
    ),
  ]) func readsHeaders(statement: String, expected: String) {
    let text = "<?php\nfunction f($response) {\n  \(statement)\n}\n"
    let found = PHPHeaders.lines(text, name: Self.name) ?? []
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
    #expect(PHPHeaders.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test func aHeredoc() {
    let text = """
      <html><?php
      class A {
          private const CSP = <<<CSP
              default-src 'self';
              img-src 'self' {$cdn}
              CSP;
          function f($r) { $r->headers->set('Content-Security-Policy', preg_replace('/\\s+/', ' ', self::CSP)); }
      } ?></html>
      """
    #expect(
      PHPHeaders.lines(text, name: Self.name) == [
        "4-5: default-src 'self'; img-src 'self' {{$cdn}}"
      ])
    #expect(
      PHPHeaders.added("https://new.test", to: "img-src", in: text, name: Self.name)
        == text.replacing("{$cdn}", with: "{$cdn} https://new.test"))
    #expect(PHPHeaders.expectRoundTrips(text, name: Self.name) > 1)
  }

  @Test(arguments: [
    "<?php\n$a = $request->headers->set('Content-Security-Policy', 'img-src a');",
    "<?php\n// header('Content-Security-Policy: img-src a');\nheader('X-A: b');",
    "header('Content-Security-Policy: img-src a');",
  ]) func othersAreNone(text: String) {
    #expect(PHPHeaders.lines(text, name: Self.name) == nil)
  }
}
