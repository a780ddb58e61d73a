import Testing

@testable import Deployments

@Suite struct VercelTSTests {
  static let text = """
    import { routes, type VercelConfig } from '@vercel/config/v1';
    const csp = ["default-src 'self'", `img-src ${process.env.CDN} a`];
    export const config: VercelConfig = {
      headers: [
        routes.header('/app/(.*)', [{ key: 'Content-Security-Policy', value: csp.join('; ') }]),
        { source: '/(.*)', headers: [{ key: 'content-security-policy-report-only', value: 'font-src b' }] },
      ],
      rewrites: [
        routes.rewrite('/api', 'https://a.test', { requestHeaders: { 'Content-Security-Policy': 'img-src no' } }),
      ],
      routes: [{ src: '/old', headers: { 'Content-Security-Policy': 'img-src c' } }],
    };
    """

  @Test func readsRules() {
    #expect(
      VercelTS.lines(Self.text, name: "vercel.ts") == [
        "2-2: </app/(.*)> default-src 'self'; img-src {{process.env.CDN}} a",
        "6-6: [report-only] </(.*)> font-src b", "11-11: </old> img-src c",
      ])
    #expect(VercelTS.expectRoundTrips(Self.text, name: "vercel.mjs") == 7)
  }

  @Test func otherFilesAreNone() {
    #expect(VercelTS.lines(Self.text, name: "config.ts") == nil)
    #expect(VercelTS.lines("export const config = {}", name: "vercel.ts") == [])
  }
}
