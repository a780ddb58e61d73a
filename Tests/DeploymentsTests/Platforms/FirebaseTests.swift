import Testing

@testable import Deployments

@Suite struct FirebaseTests {
  @Test func readsOneSite() {
    let text = """
      {
        "hosting": {
          "headers": [
            {"regex": "/a", "headers": [{"key": "Content-Security-Policy", "value": "img-src a"}]},
            {"glob": "**", "headers": [{"value": "default-src 'self'", "key": "Content-Security-Policy"}]}
          ]
        }
      }
      """
    #expect(
      Firebase.lines(text, name: "firebase.json")
        == ["4-4: </a> img-src a", "5-5: <**> default-src 'self'"])
    #expect(Firebase.lines(text) == Firebase.lines(text, name: "firebase.json"))
    #expect(Firebase.expectRoundTrips(text) == 5)
  }

  @Test func readsSeveralSites() {
    let text = """
      {"hosting": [
        {"target": "a", "headers": [{"source": "/", "headers": [{"key": "content-security-policy", "value": "img-src a"}]}]},
        {"headers": [{"source": "/", "headers": [{"key": "content-security-policy", "value": "img-src b"}]}]}
      ], "emulators": {"headers": [{"key": "Content-Security-Policy", "value": "img-src x"}]}}
      """
    #expect(
      Firebase.lines(text) == ["2-2: <target a: /> img-src a", "3-3: </> img-src b"])
    Firebase.expectRoundTrips(text)
  }

  @Test func otherDocumentsAreNotRead() {
    #expect(Firebase.lines("{\"headers\": []}") == nil)
    #expect(Firebase.lines("{}", name: "firebase.json") == [])
  }
}
