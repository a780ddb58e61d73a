import Foundation
import RequirementSamples
import Testing

/// The website in a real browser: every page with script and without, on a phone, in the dark, by keyboard.
///
/// With `CSPREG_BROWSER_SHOTS=DIR` it leaves pictures there.
@Suite(.serialized) struct WebsiteTests {
  static let pages = [
    "index.html", "index.html?q=userpilot", "vendors/userpilot.html", "vendors/twilio.html",
    "vendors/clerk.html", "vendors/userpilot/2.html", "vendors/userpilot/1-2.html",
    "hosts/fonts.googleapis.com.html", "hosts/~.userpilot.io.html", "hosts/index.html",
    "browse/index.html", "directives/index.html", "directives/connect-src.html",
    "changes/index.html", "rules/index.html", "rules/region-added.html",
  ]

  private static let shots = ProcessInfo.processInfo.environment["CSPREG_BROWSER_SHOTS"]

  /// Writes the site, serves it and gives a browser to a test.
  private func visit(_ body: (DrivenBrowser) throws -> Void) throws {
    let missing = Chromium.missing
    try #require(missing.isEmpty, "\(missing) not found: bin/setup --browser installs them")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.write(to: folder)
    let server = try LoopbackServer(seconds: 300) { exchange in
      Self.answer(exchange.path, in: folder)
    }
    defer { server.stop() }
    let browser = try DrivenBrowser(serverPort: server.port, seconds: 280)
    defer { browser.stop() }
    try body(browser)
    #expect(try browser.takeComplaints() == [])
  }

  private static func write(to folder: URL) throws {
    let process = Process()
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = tests.deletingLastPathComponent().appendingPathComponent("cspreg-site").path
    let built = Repository.path(".build/debug/cspreg-site")
    let program = FileManager.default.isExecutableFile(atPath: beside) ? beside : built
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "site", "-q", "--out", folder.path, "--registry", Repository.path("Registry"),
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private static func answer(_ path: String, in folder: URL) -> Answer {
    let types = [
      "html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript",
      "json": "application/json", "svg": "image/svg+xml", "atom": "application/atom+xml",
    ]
    let name = path.removingPercentEncoding ?? path
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else {
      return Answer(status: "404 Not Found")
    }
    let type = types[name.split(separator: ".").last.map(String.init) ?? ""] ?? "text/plain"
    return Answer(type, String(decoding: data, as: UTF8.self))
  }

  /// A secure context without TLS, so that the clipboard can be used.
  private static let root = "http://localhost/"

  private func shoot(_ name: String, _ browser: DrivenBrowser) throws {
    guard let folder = Self.shots else { return }
    try browser.screenshot().write(to: URL(fileURLWithPath: "\(folder)/\(name).png"))
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func everyPageIsFitForEveryReader() throws {
    let audit = try String(contentsOf: Chromium.page("audit.js"), encoding: .utf8)
    try visit { browser in
      for scheme in ["light", "dark"] {
        for width in [1280, 320] {
          try browser.setScheme(scheme)
          try browser.setWidth(width)
          for page in Self.pages {
            try browser.open(Self.root + page)
            let found = try browser.evaluate(audit) as? [String]
            #expect(found == [], "\(page), \(scheme), \(width) px")
            let complaints = try browser.takeComplaints()
            #expect(complaints == [], "\(page)")
            let name = page.split { "/?=".contains($0) }.joined(separator: "-")
            try shoot("\(name)-\(scheme)-\(width)", browser)
          }
        }
      }
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func theSearchFindsWhatPeopleType() throws {
    let first = "document.querySelector('[data-results] a')"
    try visit { browser in
      try browser.open(Self.root + "index.html")
      for (query, path) in [
        ("userp", "vendors/userpilot.html"), ("USERPILOT.io", "vendors/userpilot.html"),
        ("analytex-eu", "hosts/analytex-eu.userpilot.io.html"),
        ("connect-src", "directives/connect-src.html"),
        ("https://fonts.googleapis.com/css?family=x", "hosts/fonts.googleapis.com.html"),
        ("wss://*.userpilot.io", "vendors/userpilot.html"),
        ("https://analytex-ap.userpilot.io:443/v1", "vendors/userpilot.html"),
      ] {
        try browser.evaluate("document.querySelector('#query').select()")
        try browser.type(query)
        let text = String(reflecting: query)
        try browser.wait(for: "document.querySelector('[data-results]').dataset.query === \(text)")
        let address = try browser.evaluate("\(first)?.getAttribute('href')") as? String
        #expect(address == path, "\(query)")
        let time = try browser.evaluate("document.querySelector('[data-results]').dataset.time")
        // The first question also reads the index.
        let isQuick = (time as? String).flatMap(Double.init).map { $0 < 50 } ?? false
        if query != "userp" { #expect(isQuick, "\(query): \(time ?? "no time")") }
      }
      for query in ["zzzz", "<img src=x onerror=alert(1)>", "...", "  "] {
        try browser.evaluate("document.querySelector('#query').select()")
        try browser.type(query)
        try browser.wait(
          for: "document.querySelector('[data-results]').dataset.query !== undefined")
        #expect(try browser.evaluate("document.querySelectorAll('main img').length") as? Int == 0)
      }
      try browser.open(Self.root + "index.html?q=ybug")
      try browser.wait(for: "\(first)")
      #expect(
        try browser.evaluate("\(first).getAttribute('href')") as? String == "vendors/ybug.html")
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func theKeyboardIsEnough() throws {
    try visit { browser in
      try browser.open(Self.root + "index.html")
      try browser.press("Tab")
      let focus = "document.activeElement"
      #expect(try browser.evaluate("\(focus).className") as? String == "skip")
      #expect(try browser.evaluate("\(focus).getBoundingClientRect().left >= 0") as? Bool == true)
      try browser.press("Enter")
      #expect(try browser.evaluate("\(focus).id") as? String == "main")
      try browser.press("Tab")
      #expect(try browser.evaluate("\(focus).id") as? String == "query")
      let outline = try browser.evaluate("getComputedStyle(\(focus)).outlineStyle") as? String
      #expect(outline == "solid")
      try browser.type("userpilot")
      try browser.wait(for: "document.querySelector('[data-results] a')")
      try browser.press("ArrowDown")
      #expect(
        try browser.evaluate("\(focus).getAttribute('href')") as? String == "vendors/userpilot.html"
      )
      try browser.press("ArrowUp")
      #expect(try browser.evaluate("\(focus).id") as? String == "query")
      try browser.press("ArrowDown")
      let loads = browser.loadCount
      try browser.press("Enter")
      try browser.waitForLoad(after: loads)
      #expect(
        try browser.evaluate("document.querySelector('h1').textContent") as? String == "Userpilot")

      // The forms to copy are radio buttons: arrows choose, Tab leads on to the copy button.
      try browser.evaluate("document.querySelector('.forms input').focus()")
      try browser.press("ArrowRight")
      #expect(try browser.evaluate("\(focus).id") as? String == "form-1-nginx")
      try browser.press("Tab")
      #expect(try browser.evaluate("\(focus).textContent") as? String == "Copy")
      #expect(
        try browser.evaluate("\(focus).getAttribute('aria-label')") as? String == "Copy for nginx")
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func copyingGivesTheWholeText() throws {
    try visit { browser in
      try browser.open(Self.root + "vendors/userpilot.html")
      try browser.send(
        "Browser.grantPermissions",
        ["permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": Self.root])
      for form in ["policy", "nginx", "vercel", "meta"] {
        try browser.evaluate("document.querySelector('#form-2-\(form)').click()")
        let snippet =
          "[...document.querySelectorAll('.snippet')].filter((one) => one.offsetParent)[1]"
        try browser.evaluate("\(snippet).querySelector('button').click()")
        try browser.wait(for: "\(snippet).querySelector('button').textContent === 'Copied'")
        let copied = try browser.evaluate("navigator.clipboard.readText()") as? String
        let shown = try browser.evaluate("\(snippet).querySelector('code').textContent") as? String
        #expect(copied == shown && copied?.contains("wss://analytex-us.userpilot.io") == true)
        #expect(
          try browser.evaluate("document.querySelector('body > .hidden').textContent") as? String
            == "Copied.")
      }
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func coloursFollowTheSystemAndTheReader() throws {
    let paper = "getComputedStyle(document.body).backgroundColor"
    try visit { browser in
      try browser.setScheme("light")
      try browser.open(Self.root + "index.html")
      let light = try browser.evaluate(paper) as? String
      try browser.setScheme("dark")
      let dark = try browser.evaluate(paper) as? String
      #expect(light != dark && light != nil)
      // auto, light, dark and around again; the choice outlasts the page.
      try browser.evaluate("document.querySelector('[data-theme-button]').click()")
      #expect(try browser.evaluate(paper) as? String == light)
      try browser.open(Self.root + "vendors/userpilot.html")
      #expect(try browser.evaluate(paper) as? String == light)
      try browser.evaluate("document.querySelector('[data-theme-button]').click()")
      try browser.setScheme("light")
      #expect(try browser.evaluate(paper) as? String == dark)
      try browser.evaluate("document.querySelector('[data-theme-button]').click()")
      #expect(try browser.evaluate(paper) as? String == light)
      try browser.evaluate("localStorage.clear()")
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func scriptsAndScreensCanBeMissing() throws {
    try visit { browser in
      try browser.open(Self.root + "vendors/userpilot.html")
      try browser.setScheme("light", media: "print")
      let shown =
        "(name) => [...document.querySelectorAll(name)].filter((one) => one.offsetParent).length"
      #expect(try browser.evaluate("(\(shown))('nav, button, .forms label')") as? Int == 1)
      #expect(try browser.evaluate("(\(shown))('.snippet')") as? Int == 2)
      try shoot("vendors-userpilot-print", browser)
      try browser.setScheme("light")
      try browser.send("Emulation.setScriptExecutionDisabled", ["value": true])
      for page in ["index.html", "vendors/userpilot.html"] {
        try browser.open(Self.root + page)
        let document = try browser.send("DOM.getDocument", ["depth": 0])
        let root = (document["root"] as? [String: Any])?["nodeId"] ?? 0
        for (selector, isThere) in [
          ("button[hidden]", true), ("button:not([hidden])", false),
          ("a[href^='browse'], .snippet", true),
        ] {
          let found = try browser.send("DOM.querySelector", ["nodeId": root, "selector": selector])
          #expect((found["nodeId"] as? Int != 0) == isThere, "\(page): \(selector)")
        }
      }
    }
  }
}
