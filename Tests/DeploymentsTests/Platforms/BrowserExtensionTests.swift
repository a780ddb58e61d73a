import Testing

@testable import Deployments

@Suite struct BrowserExtensionTests {
  static let third = """
    {
      // read by browsers, not by JSON
      "manifest_version": 3,
      "name": "Clip",
      "content_security_policy": {
        "extension_pages": "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'; connect-src https://api.test",
        "sandbox": "sandbox allow-scripts; script-src 'self' 'unsafe-eval'"
      },
      "host_permissions": ["https://content-security-policy.test/*"]
    }
    """

  static let second = """
    {
      "manifest_version": 2,
      "content_security_policy": "script-src 'self' https://cdn.test; object-src 'self'; default-src 'self'",
      "sandbox": {"pages": ["s.html"], "content_security_policy": "sandbox allow-forms; script-src 'self'"}
    }
    """

  @Test func readsBothVersions() {
    #expect(
      BrowserExtension.lines(Self.third, name: "manifest.json") == [
        "6-6: <content_security_policy.extension_pages> script-src 'self' 'wasm-unsafe-eval'; "
          + "object-src 'self'; connect-src https://api.test",
        "7-7: <content_security_policy.sandbox> sandbox allow-scripts; script-src 'self' "
          + "'unsafe-eval'",
      ])
    #expect(
      BrowserExtension.lines(Self.second, name: "manifest.firefox.json") == [
        "3-3: <content_security_policy> script-src 'self' https://cdn.test; object-src 'self'; "
          + "default-src 'self'",
        "4-4: <sandbox.content_security_policy> sandbox allow-forms; script-src 'self'",
      ])
  }

  @Test func roundTrips() {
    #expect(BrowserExtension.expectRoundTrips(Self.third, name: "manifest.json") >= 2)
    #expect(BrowserExtension.expectRoundTrips(Self.second, name: "manifest.json") >= 6)
    let windows = Self.second.replacing("\n", with: "\r\n")
    #expect(BrowserExtension.expectRoundTrips(windows, name: "manifest.json") >= 6)
  }

  @Test func applicationsOfTheWebAreNone() {
    let text = "{\"name\": \"a\", \"start_url\": \"/\", \"content_security_policy\": \"img-src a\"}"
    #expect(BrowserExtension.lines(text, name: "manifest.json") == nil)
    let none = "{\"manifest_version\": 3, \"web_accessible_resources\": []}"
    #expect(BrowserExtension.lines(none, name: "manifest.json") == [])
    #expect(BrowserExtension.lines(Self.third, name: "package.json") == nil)
  }

  @Test(arguments: [
    ("https://cdn.test", "script-src", false), ("https://cdn.test", "connect-src", true),
    ("http://localhost:5173", "script-src", true), ("'unsafe-eval'", "script-src", false),
    ("https://cdn.test", "worker-src", false), ("https://cdn.test", "object-src", false),
    ("http://localhost.evil.test", "script-src", false),
  ]) func theThirdVersionRunsNoCodeFromElsewhere(source: String, directive: String, isTaken: Bool) {
    let text = BrowserExtension.added(
      source, to: directive, in: Self.third, name: "manifest.json")
    #expect(text.hasPrefix("refused: ") != isTaken, "\(text)")
    if isTaken { #expect(text.contains(" " + source)) }
  }

  @Test func theSandboxMayRunIt() {
    let text = BrowserExtension.added(
      "https://cdn.test", to: "script-src", policy: 1, in: Self.third, name: "manifest.json")
    #expect(text.contains("script-src 'self' 'unsafe-eval' https://cdn.test\""))
  }

  @Test(arguments: [
    ("https://b.test", true), ("http://b.test", false), ("b.test", false), ("https:", false),
    ("'unsafe-inline'", false), ("'sha256-abc='", true), ("http://127.0.0.1:8080", true),
  ]) func theSecondVersionTakesHostsOverTLS(source: String, isTaken: Bool) {
    let text = BrowserExtension.added(
      source, to: "script-src", in: Self.second, name: "manifest.json")
    #expect(text.hasPrefix("refused: ") != isTaken, "\(text)")
  }

  @Test func aManifestThatBrowsersRefuseIsLeftAlone() {
    let text = Self.second.replacing("allow-forms; script-src 'self'\"}", with: "a\",}")
    #expect(
      BrowserExtension.added("https://b.test", to: "script-src", in: text, name: "manifest.json")
        == "refused: the file is not valid JSON (a trailing comma on line 4)")
  }
}
