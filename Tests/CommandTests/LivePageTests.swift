import Foundation
import Testing

/// `import URL`, and policies of `cspreg.json` that live pages carry.
@Suite struct LivePageTests {
  @Test func importFetches() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackServer("site.py", in: folder)
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-1.html")
    let url = "http://127.0.0.1:\(site.port)/files/lumen-1.html"
    let run = try ProcessRun(
      """
      cp '\(page.path)' .
      cspreg import '\(url)' --vendor lumen --domain lumenwidget.dev --registry R --allow-private \
        --accept --reason first
      cat R/vendors/lumen/1.json
      cspreg verify --registry R
      cspreg import '\(url)' --vendor lumen --registry R
      """, in: folder.url)
    #expect(run.outputText.contains("\"origin\": \"fetched\""), "\(run.errorText)")
    #expect(run.outputText.contains("\"url\": \"\(url)\""))
    #expect(run.outputText.contains(#/"retrieved": "\d{4}-\d\d-\d\dT/#))
    #expect(run.outputText.contains("intact"))
    // Without the flag the same page is out of reach.
    #expect(run.exit == 3 && run.errorText.contains("refused: plain http"), "\(run.errorText)")
    #expect(run.errorText.contains("--allow-private: private addresses"))
  }

  @Test func importSaysWhyThereIsNoPage() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackServer("site.py", in: folder)
    for (path, words) in [
      ("/code?code=404", "the server answered 404"), ("/cut", "broke off"),
      ("/x", "no requirement was found"), ("/redirect?to=ftp://x/", "only http and https"),
    ] {
      let run = try ProcessRun(
        "cspreg import 'http://127.0.0.1:\(site.port)\(path)' --vendor lumen --allow-private",
        in: folder.url)
      #expect(run.exit == 3 && run.errorText.contains(words), "\(path): \(run.errorText)")
    }
  }

  @Test func aRegistryIsTakenFromTheWeb() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackServer("site.py", in: folder)
    let url = "http://127.0.0.1:\(site.port)/files/theirs"
    let run = try ProcessRun(
      """
      cp -r "$CSPREG_REGISTRY" theirs
      mkdir ours
      cspreg registry status --from \(url) --registry ours --allow-private
      cspreg registry update --from \(url) --registry ours --allow-private
      diff -r -x .gitignore -x .lock theirs ours && echo "the same files"
      cspreg registry update --from \(url) --registry ours --allow-private
      sed -i '$d' theirs/log.jsonl
      cspreg registry update --from \(url) --registry ours --allow-private
      echo "older: exit $?"
      cspreg registry update --from \(url)/nowhere --registry ours --allow-private
      """, in: folder.url)
    #expect(run.outputText.contains("the same files"), "\(run.outputText)\(run.errorText)")
    #expect(run.outputText.contains("older: exit 4"), "\(run.outputText)\(run.errorText)")
    #expect(run.errorText.contains("this is no registry"), "\(run.errorText)")
  }

  @Test func checkReadsLivePolicies() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackServer("site.py", in: folder)
    let value = "connect-src%20api.lumenwidget.dev"
    try folder.write(
      """
      {"policies": [
        {"name": "live", "url": "http://127.0.0.1:\(site.port)/policy?value=\(value)"},
        {"name": "bare", "url": "http://127.0.0.1:\(site.port)/x"}
      ]}
      """, to: "cspreg.json")
    let run = try ProcessRun("cspreg check -f json --allow-private", in: folder.url)
    #expect(run.exit == 3 && run.errorText.contains("bare: "), "\(run.errorText)")
    #expect(run.errorText.contains("the page has no policy"))
    #expect(run.outputText.contains("\"name\": \"live\""))
    #expect(run.outputText.contains("https://ingest-eu.lumenwidget.dev"), "the header counts")
    #expect(run.outputText.contains("https://images.lumenwidget.dev"), "the meta counts")
    let closed = try ProcessRun("cspreg check -f json", in: folder.url)
    #expect(closed.exit == 3 && closed.errorText.contains("refused: port"), "\(closed.errorText)")
    #expect(site.lines.count == 2)
  }

  /// The tool itself opens no connection; without its sibling it says what is missing.
  @Test func theSiblingIsNeeded() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"{"policies": [{"name": "live", "url": "https://127.0.0.1/"}]}"#, to: "cspreg.json")
    let run = try ProcessRun(
      "cp \"$(command -v cspreg)\" alone && ./alone check", in: folder.url)
    #expect(run.exit == 3 && run.errorText.contains("cspreg-fetch: this executable is not beside"))
  }
}
