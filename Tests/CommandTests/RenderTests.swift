import Fetching
import Foundation
import Glibc
import JSONText
import Testing

/// Pages that scripts build, in a real Chromium.
@Suite(.serialized, .enabled(if: InstalledBrowser.isThere, "needs chromium on the PATH"))
struct RenderTests {
  let tests: FetchTests
  /// Where browsers have their profiles; sockets in there need a short path.
  let temporary = ShortFolder()
  var folder: TemporaryFolder { tests.folder }
  var site: LoopbackServer { tests.site }

  init() throws { tests = try FetchTests() }

  /// A page whose host list stands only in another file, and comes late.
  static let list = """
    <html><head><title>CSP</title></head><body><main id="app"></main><script>
    setTimeout(() => fetch("hosts.json").then(r => r.json()).then(hosts => {
      document.getElementById("app").innerHTML = "<h1>Content Security Policy</h1><h2>connect-src</h2><ul>"
        + hosts.map(h => "<li><code>https://" + h + ".lumenwidget.dev</code></li>").join("") + "</ul>"
    }), 1500)
    </script></body></html>
    """

  func page(_ name: String, _ text: String) throws { try folder.write(text, to: name) }

  func render(
    _ url: String, seconds: Int = 20, browser: String = "chromium", isPrivate: Bool = true,
    bytes: Int = 1 << 20, environment: [String: String] = [:]
  ) throws -> FetchTests.Fetched {
    try tests.fetch(
      FetchRequest(
        url: url, permission: Permission(plainText: true, privateAddresses: isPrivate),
        limits: .init(bytes: bytes, compressedBytes: 4 << 20, seconds: seconds), render: browser),
      environment: ["TMPDIR": temporary.path].merging(environment) { $1 })
  }

  func local(_ name: String) -> String { "http://127.0.0.1:\(site.port)/files/\(name)" }

  /// Nothing of a browser may be left: no profile, no process.
  func expectNothingIsLeft() throws {
    let left = try FileManager.default.contentsOfDirectory(atPath: temporary.path)
    #expect(left.isEmpty, "\(left)")
    try expectNothingRuns()
  }

  func expectNothingRuns() throws {
    let running = try ProcessRun(
      """
      for i in $(seq 300); do pgrep -f -- '[-]-user-data-dir=\(temporary.path)' || exit 0; sleep 0.1; done; exit 1
      """, in: folder.url)
    #expect(running.exit == 0, "a browser is still running")
  }

  @Test func scriptsBuildThePage() throws {
    try page("list.html", Self.list)
    try page("hosts.json", "[\"api\", \"ingest-eu\"]")
    let plain = try tests.fetch(tests.local("/files/list.html"))
    #expect(!plain.text.contains("ingest-eu") && !plain.response.isRendered)
    let got = try render(local("list.html"))
    #expect(got.exit == 0, "\(got.response.message ?? "")")
    #expect(got.text.contains("<li><code>https://ingest-eu.lumenwidget.dev</code></li>"))
    #expect(got.response.isRendered && got.response.code == 200)
    #expect(got.response.bytes == got.body.count && got.response.charset == "utf-8")
    #expect(got.response.compressedBytes > Self.list.utf8.count)
    // It says who it is, in the browser too.
    #expect(site.lines.filter { $0.contains("hosts.json") }.allSatisfy { $0.contains(" cspreg ") })
    try expectNothingIsLeft()
  }

  @Test func onlyPagesAreRendered() throws {
    let missing = try render("http://127.0.0.1:\(site.port)/code?code=404")
    #expect(missing.response.code == 404 && !missing.response.isRendered)
    let text = try render("http://127.0.0.1:\(site.port)/echo")
    #expect(text.response.mediaType == "text/plain" && !text.response.isRendered)
    #expect(text.text.contains("User-Agent: cspreg"))
    let led = try render("http://127.0.0.1:\(site.port)/redirect?to=/x")
    #expect(led.response.isRendered && led.text.contains("page at 127.0.0.1"))
    #expect(led.response.hops.count == 2)
  }

  /// Pages without an end are ended, with all that they started.
  @Test(arguments: [
    ("<script>for (;;);</script>", "timeout"),
    ("<script>fetch('/silent')</script>", "timeout"),
    ("<script>for (;;) document.write('<p>more</p>')</script>", "timeout"),
    (
      "<script>document.write('<p>' + 'x'.repeat(1 << 21) + '</p>')</script>", "too-large"
    ),
    ("<script>fetch('/big?chunks=400').then(r => r.text())</script>", "too-large"),
  ]) func endlessPages(text: String, reason: String) throws {
    try page("endless.html", text)
    let start = ContinuousClock.now
    // What is too large must not be ended for its time on a busy machine.
    let got = try render(local("endless.html"), seconds: reason == "timeout" ? 3 : 60)
    #expect(got.exit == 3 && got.response.reason == reason, "\(got.response.message ?? "")")
    #expect(got.body.isEmpty)
    #expect(ContinuousClock.now - start < .seconds(reason == "timeout" ? 15 : 90))
    try expectNothingIsLeft()
  }

  @Test func anEndlessDocumentIsCutOffBeforeABrowserSeesIt() throws {
    let got = try render("http://127.0.0.1:\(site.port)/big")
    #expect(got.exit == 3 && got.response.reason == "too-large")
  }

  /// What a page in the browser asks for obeys the rules of every day.
  @Test(.enabled(if: InventedNames.library != nil, "needs clang or cc"))
  func theBrowserReachesNothingPrivate() throws {
    let site = try #require(InventedNames.site)
    let library = try #require(InventedNames.library)
    let here = "127.0.0.1:\(site.port)"
    let mark = "mark-\(UInt32.random(in: 0...UInt32.max))"
    func visit(_ script: String) throws -> (got: FetchTests.Fetched, connections: [String]) {
      // The invented site serves the files of the library's folder.
      try library.write("<html><body>\(script)</body></html>", to: "\(mark).html")
      let log = folder.path("names-\(UUID().uuidString).log")
      let got = try render(
        "http://good.test/files/\(mark).html", isPrivate: false,
        environment: [
          "LD_PRELOAD": library.path("names.so"), "NAMES_LOG": log,
          "NAMES_PORT": String(site.port),
        ])
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      return (
        got,
        text.split(separator: "\n").filter { $0.hasPrefix("connect") }.map {
          String($0.dropFirst(8))
        }
      )
    }
    let targets = [
      "http://\(here)/\(mark)-a", "http://localhost:\(site.port)/\(mark)-b",
      "http://[::1]:\(site.port)/\(mark)-c", "http://private.test/\(mark)-d",
      "http://metadata.test/\(mark)-e", "https://private.test/\(mark)-f",
      "http://2130706433:\(site.port)/\(mark)-g", "http://0x7f.1:\(site.port)/\(mark)-h",
      "http://good.test:\(site.port)/\(mark)-i", "http://169.254.169.254/\(mark)-j",
    ]
    let loads = targets.flatMap { url in
      [
        "fetch('\(url)', {mode: 'no-cors'}).catch(() => 0);",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: '\(url)'}));",
        "document.body.append(Object.assign(document.createElement('script'), {src: '\(url)'}));",
        "try { new WebSocket('\(url)'.replace('http', 'ws')) } catch (e) {};",
      ]
    }
    let (got, connections) = try visit(
      "<p>before</p><script>\(loads.joined())fetch('http://other.test/\(mark)-public')</script>")
    #expect(got.exit == 0 && got.text.contains("before"), "\(got.response.message ?? "")")
    #expect(Set(connections) == ["93.184.216.34"])
    let seen = site.lines.filter { $0.contains(mark) }
    #expect(seen.contains { $0.contains("other.test") && $0.contains("public") }, "\(seen)")
    #expect(
      seen.allSatisfy { $0.contains(" good.test ") || $0.contains(" other.test ") }, "\(seen)")
    // And a page that leads there is no page at all.
    for url in [targets[0], targets[5]] + ["file:///etc/passwd"] {
      let (led, whom) = try visit("<script>location = '\(url)'</script>")
      #expect(!led.text.contains("root:") && !led.text.contains("page at 127"), "\(url)")
      #expect(Set(whom) == ["93.184.216.34"], "\(url)")
      if url.hasPrefix("http") {
        #expect(led.response.reason == "private-address" || led.response.reason == "port", "\(url)")
      }
    }
    #expect(site.lines.filter { $0.contains(mark) }.allSatisfy { !$0.contains(" \(here) ") })
  }

  /// A browser is told nothing that it need not know.
  @Test func theBrowserKnowsNoSecrets() throws {
    try page("spy", "#!/bin/sh\necho \"$@\"\nenv\nls -l /proc/self/fd\ncat\n")
    _ = try ProcessRun("chmod +x spy", in: folder.url)
    let got = try render(
      "http://127.0.0.1:\(site.port)/x", browser: folder.path("spy"),
      environment: ["HOOK_SECRET": "s3cret", "https_proxy": ""])
    #expect(got.exit == 0, "\(got.response.message ?? "")")
    #expect(!got.text.contains("s3cret") && !got.text.contains("HOOK_SECRET"))
    #expect(got.text.contains("HOME=\(temporary.path)/cspreg-render"))
    #expect(!got.text.contains("meta"), "descriptors of others are closed: \(got.text)")
    #expect(got.text.contains("--proxy-server=") && got.text.contains("MAP * ~NOTFOUND"))
  }

  @Test func aBrowserThatIsMissingOrBreaksDownIsSaid() throws {
    let url = "http://127.0.0.1:\(site.port)/x"
    let none = try render(url, browser: "/nowhere/chromium")
    #expect(none.response.reason == "render")
    #expect(none.response.message?.contains("/nowhere/chromium cannot be started") ?? false)
    #expect(try render(url, browser: "true").response.reason == "render")
    try page("dies", "#!/bin/sh\necho '<html>half'\nexit 9\n")
    _ = try ProcessRun("chmod +x dies", in: folder.url)
    let dead = try render(url, browser: folder.path("dies"))
    #expect(dead.response.reason == "render" && dead.body.isEmpty)
  }

  /// However the program ends, the browser ends with it, and the next one removes its profile.
  @Test func endsWithTheProgram() throws {
    try page("endless.html", "<script>fetch('/silent')</script>")
    let request = FetchRequest(
      url: local("endless.html"), permission: Permission(privateAddresses: true),
      render: "chromium")
    try page("request", request.json.compact())
    for signal in ["TERM", "INT"] {
      let run = try ProcessRun(
        """
        timeout -s \(signal) 1.5 cspreg-fetch < request > body 3> meta
        echo $?
        """, in: folder.url, environment: ["TMPDIR": temporary.path])
      #expect(run.outputText == "124\n")
    }
    let killed = try ProcessRun(
      "timeout -s KILL 1.5 cspreg-fetch < request > body 3> meta", in: folder.url,
      environment: ["TMPDIR": temporary.path])
    #expect(killed.exit == 137)
    // Nobody ended that browser, but its way out is gone.
    try expectNothingRuns()
    #expect(try render("http://127.0.0.1:\(site.port)/x").exit == 0)
    try expectNothingIsLeft()
  }

  /// What `"render": true` of cspreg.json does for `import` and `watch`.
  @Test func importAndWatchRender() throws {
    try page("list.html", Self.list)
    try page("hosts.json", "[\"api\", \"ingest-eu\", \"ingest-us\", \"files\"]")
    func run(_ script: String) throws -> ProcessRun {
      try ProcessRun(
        script, in: folder.url,
        environment: ["CSPREG_REGISTRY": "", "TMPDIR": temporary.path], seconds: 120)
    }
    let bring =
      "cspreg import '\(local("list.html"))' --vendor lumen --domain lumenwidget.dev "
      + "--registry R --allow-private --accept --reason first"
    try page("cspreg.json", #"{"watch": {"confirm_after": "0"}}"#)
    let none = try run(bring)
    #expect(none.exit == 3 && !none.errorText.contains("rendering"), "\(none.errorText)")
    try page("cspreg.json", #"{"watch": {"confirm_after": "0", "render": true}}"#)
    let first = try run(bring)
    #expect(first.exit == 0, "\(first.errorText)")
    #expect(first.errorText.contains("without scripts; rendering it"))
    let watch = "cspreg watch --once --allow-private --registry R"
    #expect(try run(watch).outputText.contains("same "))
    try page("hosts.json", "[\"api\", \"ingest-eu\", \"ingest-us\", \"ingest-ap\", \"files\"]")
    #expect(try run(watch).outputText.contains("new ingest region \"ap\""))
    try expectNothingIsLeft()
  }
}

/// The machine's Chromium.
enum InstalledBrowser {
  static let isThere = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { access("\($0)/chromium", X_OK) == 0 }
}

/// A folder with a short path, which lives as long as this value.
final class ShortFolder: Sendable {
  let path = "/tmp/csp-\(UInt32.random(in: 0...UInt32.max))"

  init() { mkdir(path, 0o700) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
