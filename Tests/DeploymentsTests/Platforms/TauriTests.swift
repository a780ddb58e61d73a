import Testing

@testable import Deployments

@Suite struct TauriTests {
  static func second(_ csp: String, more: String = "") -> String {
    """
    {
      "identifier": "test.app",
      "app": {
        "security": {
          "csp": \(csp)\(more)
        }
      }
    }
    """
  }

  static let map = second(
    """
    {
            "default-src": "'self' ipc:",
            "font-src": ["https://a.test", "data:"],
            "img-src": [
              "'none'"
            ]
          }
    """)

  @Test func readsTextsAndMaps() {
    #expect(
      Tauri.lines(Self.second("\"img-src 'self'\""), name: "tauri.conf.json")
        == ["5-5: <app.security.csp> img-src 'self'"])
    #expect(
      Tauri.lines(Self.map, name: "tauri.linux.conf.json") == [
        "6-9: <app.security.csp> default-src 'self' ipc:; font-src https://a.test data:; "
          + "img-src 'none'"
      ])
    let first = """
      {"tauri": {"security": {"csp": "img-src a", "devCsp": {"img-src": ["b"]}}}}
      """
    #expect(
      Tauri.lines(first, name: "tauri.conf.json") == [
        "1-1: <tauri.security.csp> img-src a",
        "1-1: <tauri.security.devCsp (development)> img-src b",
      ])
    #expect(Tauri.lines(Self.second("null"), name: "tauri.conf.json") == [])
    #expect(Tauri.lines(Self.map, name: "other.json") == nil)
  }

  @Test func readsTheOtherForms() {
    let five = """
      // JSON5
      {
        app: { security: { csp: { 'default-src': ["'self'"], 'img-src': "'self' data:", }, }, },
      }
      """
    #expect(
      Tauri.lines(five, name: "tauri.conf.json5")
        == ["3-3: <app.security.csp> default-src 'self'; img-src 'self' data:"])
    #expect(Tauri.expectRoundTrips(five, name: "tauri.conf.json5") == 5)
    let toml = """
      [app.security.csp]
      default-src = "'self'" # all
      font-src = ['https://a.test', "data:"]
      """
    #expect(
      Tauri.lines(toml, name: "Tauri.toml")
        == ["2-3: <app.security.csp> default-src 'self'; font-src https://a.test data:"])
    #expect(Tauri.expectRoundTrips(toml, name: "Tauri.toml") == 5)
    let line = "[app.security]\ncsp = \"img-src 'self'\"\n"
    #expect(Tauri.lines(line, name: "tauri.toml") == ["2-2: <app.security.csp> img-src 'self'"])
  }

  @Test func writesWhereItStands() {
    func added(_ source: String, _ directive: String) -> String {
      Tauri.added(source, to: directive, in: Self.map, name: "tauri.conf.json")
    }
    #expect(
      added("https://n.test", "font-src").contains(
        "\"font-src\": [\"https://a.test\", \"data:\", \"https://n.test\"],"))
    #expect(added("https://n.test", "img-src").contains("        \"https://n.test\"\n"))
    #expect(added("https://n.test", "default-src").contains("\"'self' ipc: https://n.test\""))
    #expect(
      added("https://n.test", "frame-src").contains(
        "],\n        \"frame-src\": [\"'self'\", \"ipc:\", \"https://n.test\"]\n"))
    #expect(Tauri.expectRoundTrips(Self.map, name: "tauri.conf.json") == 6)
  }

  @Test func whatTheBuildAddsIsNotKnown() {
    func policy(_ more: String) -> DeployedPolicy? {
      let text = Self.second("\"img-src a\"", more: more)
      return Tauri.read(SourceFile(path: "tauri.conf.json", bytes: Array(text.utf8)))?.policies
        .first
    }
    #expect(
      policy("")?.unresolved == ["nonces and hashes of Tauri in script-src and style-src"])
    #expect(policy("")?.isStatic == false)
    let key = ",\n\"dangerousDisableAssetCspModification\": "
    #expect(policy(key + "true")?.isStatic == true)
    #expect(
      policy(key + "[\"style-src\"]")?.unresolved == ["nonces and hashes of Tauri in script-src"])
  }

  @Test func brokenFilesSaySo() {
    let content = Tauri.read(SourceFile(path: "tauri.conf.json", bytes: Array("{".utf8)))
    #expect(content?.diagnostics.map(\.rule) == ["invalid-json"])
    let toml = Tauri.read(SourceFile(path: "Tauri.toml", bytes: Array("[a\n".utf8)))
    #expect(toml?.diagnostics.map(\.rule) == ["invalid-toml"])
  }
}
