import Testing

@testable import Deployments

@Suite struct NetlifyEdgeTests {
  static func function(_ body: String) -> String {
    """
    import type { Config, Context } from '@netlify/edge-functions'
    export default async (request: Request, context: Context) => {
      const response = await context.next()
      \(body)
      return response
    }
    export const config: Config = { path: '/app/*' }
    """
  }

  @Test(arguments: [
    (
      "response.headers.set('Content-Security-Policy', `img-src ${nonce}`)",
      "4-4: </app/*> img-src {{nonce}}"
    ),
    (
      "response.headers['content-security-policy'] = \"img-src 'self'\"",
      "4-4: </app/*> img-src 'self'"
    ),
    (
      "return new Response('', { headers: { ...response.headers, 'Content-Security-Policy-Report-Only': 'img-src a' } })",
      "4-4: [report-only] </app/*> img-src a"
    ),
    (
      "const h = new Headers(response.headers); h.append('Content-Security-Policy', ['img-src a', 'font-src b'].join('; '))",
      "4-4: </app/*> img-src a; font-src b"
    ),
  ]) func readsHeaders(body: String, expected: String) {
    let text = Self.function(body)
    #expect(NetlifyEdge.lines(text, name: "csp.ts") == [expected])
    #expect(NetlifyEdge.expectRoundTrips(text, name: "csp.ts") > 0)
  }

  @Test(arguments: [
    "request.headers.set('Content-Security-Policy', 'img-src a')",
    "// response.headers.set('Content-Security-Policy', 'img-src a')",
    "console.log(response.headers.get('Content-Security-Policy'))",
  ]) func othersAreNone(body: String) {
    #expect(NetlifyEdge.lines(Self.function(body), name: "csp.ts") == [])
  }

  @Test func theFolderTellsToo() {
    let text = "export default (q, c) => { r.headers.set('Content-Security-Policy', 'img-src a') }"
    #expect(NetlifyEdge.lines(text, name: "netlify/edge-functions/csp.js")?.count == 1)
    #expect(NetlifyEdge.lines(text, name: "csp.js") == nil)
  }
}
