import Foundation
import RequirementSamples
import Testing

/// The page of the server on which a policy is pasted, in a real browser, with script and without.
@Suite(.serialized) struct CheckPageTests {
  /// Starts a server and gives a browser to a test.
  private func visit(_ body: (DrivenBrowser) throws -> Void) throws {
    let missing = Chromium.missing
    try #require(missing.isEmpty, "\(missing) not found: bin/setup --browser installs them")
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = tests.deletingLastPathComponent().appendingPathComponent("cspreg-server").path
    let built = Repository.path(".build/debug/cspreg-server")
    let program = FileManager.default.isExecutableFile(atPath: beside) ? beside : built
    let isBuilt = FileManager.default.isExecutableFile(atPath: program)
    try #require(isBuilt, "build it first: swift build --product cspreg-server")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--port", "0", "--no-access-log", "--registry", Repository.path("Registry"),
    ]
    let log = Pipe()
    process.standardError = log
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    let line = log.fileHandleForReading.availableData
    let first = try JSONSerialization.jsonObject(with: line) as? [String: Any]
    let port = try #require(first?["port"] as? Int)
    let browser = try DrivenBrowser(serverPort: port, seconds: 280)
    defer { browser.stop() }
    try body(browser)
    #expect(try browser.takeComplaints() == [])
  }

  private static let page = "http://localhost/check.html"
  private static let result = "document.querySelector('#result')"

  /// Types a policy, ticks a vendor and sends the form by keyboard alone.
  private func check(_ policy: String, _ browser: DrivenBrowser) throws {
    try browser.open(Self.page)
    try focus("#policy", browser)
    try browser.type(policy)
    try focus("#vendor-userpilot", browser)
    try browser.press(" ")
    let loads = browser.loadCount
    try focus(".check button", browser)
    try browser.press("Enter")
    try browser.waitForLoad(after: loads)
  }

  /// Goes to an element, without a script.
  private func focus(_ selector: String, _ browser: DrivenBrowser) throws {
    try browser.send("DOM.focus", ["nodeId": try node(selector, browser)])
  }

  /// The number of an element; 0 when there is none.
  private func node(_ selector: String, _ browser: DrivenBrowser) throws -> Int {
    let document = try browser.send("DOM.getDocument", ["depth": 0])
    let root = (document["root"] as? [String: Any])?["nodeId"] ?? 0
    let found = try browser.send("DOM.querySelector", ["nodeId": root, "selector": selector])
    return found["nodeId"] as? Int ?? 0
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func aPolicyIsPastedAndMended() throws {
    let audit = try String(contentsOf: Chromium.page("audit.js"), encoding: .utf8)
    try visit { browser in
      try check("default-src 'self'; connect-src 'self' https://analytex.userpilot.io", browser)
      let text = try browser.evaluate("\(Self.result).textContent") as? String
      #expect(text?.contains("incomplete") == true)
      let fixed = "document.querySelector('.fixed code').textContent"
      #expect(
        try browser.evaluate("\(fixed).startsWith(\"default-src 'self'; connect-src\")") as? Bool
          == true)
      // What was asked still stands in the form.
      #expect(
        try browser.evaluate("document.querySelector('#vendor-userpilot').checked") as? Bool == true
      )
      try browser.send(
        "Browser.grantPermissions",
        [
          "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"],
          "origin": "http://localhost/",
        ])
      try browser.evaluate("document.querySelector('.fixed button').click()")
      try browser.wait(for: "document.querySelector('.fixed button').textContent === 'Copied'")
      #expect(
        try browser.evaluate("navigator.clipboard.readText().then((text) => text === \(fixed))")
          as? Bool
          == true)
      for scheme in ["light", "dark"] {
        for width in [1280, 320] {
          try browser.setScheme(scheme)
          try browser.setWidth(width)
          #expect(try browser.evaluate(audit) as? [String] == [], "\(scheme), \(width) px")
        }
      }
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func everyPageOfTheServerIsFitForEveryReader() throws {
    let audit = try String(contentsOf: Chromium.page("audit.js"), encoding: .utf8)
    try visit { browser in
      for page in ["check.html", "index.html", "vendors/userpilot.html", "changes/"] {
        for scheme in ["light", "dark"] {
          for width in [1280, 320] {
            try browser.setScheme(scheme)
            try browser.setWidth(width)
            try browser.open("http://localhost/\(page)")
            #expect(
              try browser.evaluate(audit) as? [String] == [], "\(page), \(scheme), \(width) px")
          }
        }
      }
    }
  }

  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func withoutScriptsItIsTheSame() throws {
    try visit { browser in
      try browser.open(Self.page)
      try browser.send("Emulation.setScriptExecutionDisabled", ["value": true])
      try check("connect-src 'none'", browser)
      for selector in ["#result table", ".fixed code", "#policy"] {
        #expect(try node(selector, browser) != 0, "\(selector)")
      }
    }
  }
}
