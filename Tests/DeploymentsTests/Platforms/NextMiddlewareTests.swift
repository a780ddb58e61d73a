import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct NextMiddlewareTests {
  static let name = "middleware.ts"

  static func middleware(_ body: String) -> String {
    """
    import { NextResponse } from 'next/server'
    export function middleware(request: NextRequest): NextResponse | undefined {
    \(body)
    }
    """
  }

  @Test(arguments: [
    (
      "const r = NextResponse.next()\nr.headers.set('Content-Security-Policy', 'img-src a')",
      "4-4: img-src a"
    ),
    (
      "const h = new Headers()\nh.append('content-security-policy', 'img-src a')\nreturn new Response(null, { headers: h })",
      "4-4: img-src a"
    ),
    (
      "return new Response('', { headers: { 'Content-Security-Policy-Report-Only': 'img-src a' } })",
      "3-3: [report-only] img-src a"
    ),
    (
      "const r = NextResponse.next()\nconst { headers } = r\nheaders.set('Content-Security-Policy', `img-src ${nonce}`)",
      "5-5: img-src {{nonce}}"
    ),
    (
      "if (a && (b || c)) {\n r.headers.set('Content-Security-Policy', 'img-src a')\n}",
      "4-4: <a && (b || c)> img-src a"
    ),
    ("const name = 'Content-Security-Policy'\nr.headers.set(name, 'img-src a')", "4-4: img-src a"),
    (
      "const csp = `img-src 'nonce-__N__'`\nr.headers.set('Content-Security-Policy', csp.replace('__N__', n))",
      "3-4: img-src 'nonce-{{n}}'"
    ),
  ]) func readsResponses(body: String, expected: String) {
    let text = Self.middleware(body)
    #expect(NextMiddleware.lines(text, name: Self.name) == [expected])
    NextMiddleware.expectRoundTrips(text, name: Self.name)
  }

  @Test(arguments: [
    "request.headers.set('Content-Security-Policy', 'img-src a')",
    "const h = new Headers(request.headers)\nh.set('Content-Security-Policy', 'img-src a')\nreturn NextResponse.next({ request: { headers: h } })",
    "return NextResponse.next({ request: { headers: new Headers({ 'Content-Security-Policy': 'img-src a' }) } })",
    "const requestHeaders = new Headers(request.headers)\nrequestHeaders.set('Content-Security-Policy', 'img-src a')",
  ]) func requestsAreNotRead(body: String) throws {
    let file = SourceFile(path: Self.name, bytes: Array(Self.middleware(body).utf8))
    let found = try #require(NextMiddleware.read(file))
    #expect(found.policies.isEmpty)
    #expect(found.diagnostics.map(\.rule) == ["policy-on-request"])
  }

  @Test func oneConstantOnTwoResponsesIsOnePolicy() {
    let text = Self.middleware(
      "const csp = 'img-src a'\na.headers.set('Content-Security-Policy', csp)\n"
        + "b.headers.set('Content-Security-Policy', csp)")
    #expect(NextMiddleware.lines(text, name: Self.name) == ["3-3: img-src a"])
  }

  @Test func theScopeIsTheMatcher() {
    let text =
      Self.middleware("r.headers.set('Content-Security-Policy', 'img-src a')")
      + "\nexport const config = { matcher: '/shop/:path*' }"
    #expect(NextMiddleware.lines(text, name: Self.name) == ["3-3: </shop/:path*> img-src a"])
  }

  @Test func otherMiddlewareIsNone() {
    #expect(NextMiddleware.lines("export const a = 1", name: Self.name) == nil)
    #expect(NextMiddleware.claims("proxy.ts") == .possible)
    #expect(NextMiddleware.claims("app.ts") == .onlyWhenNamed)
  }
}
