import Foundation

/// A page in a headless Chromium, driven over the DevTools protocol.
final class DrivenBrowser {
  /// What went wrong in the browser or on the way to it.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What the browser complained of since the last look: console, exceptions, violations.
  private(set) var complaints: [String] = []

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()
  private var number = 0
  private var session: String?
  private var loads = 0

  /// Opens an empty page, for `seconds` at most.
  init(serverPort: Int, seconds: Int) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", Chromium.page("browser.py").path, String(serverPort), String(seconds), "-",
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let target = try send("Target.createTarget", ["url": "about:blank"])
    let attached = try send(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log"] { try send("\(domain).enable") }
    try send(
      "Page.addScriptToEvaluateOnNewDocument",
      [
        "source": "addEventListener('securitypolicyviolation', (event) => "
          + "console.error(`violation of ${event.effectiveDirective} by ${event.blockedURI}`))"
      ])
  }

  /// Ends it, and returns when all that it left is gone.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Sends a command and waits for its result.
  @discardableResult
  func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    let data = try JSONSerialization.data(withJSONObject: message)
    try input.fileHandleForWriting.write(contentsOf: data + Data([0x0A]))
    while true {
      let answer = try receive()
      guard answer["id"] as? Int == number else {
        note(answer)
        continue
      }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// Goes to an address and waits until the page is loaded.
  func open(_ url: String) throws {
    let before = loads
    try send("Page.navigate", ["url": url])
    while loads == before { note(try receive()) }
  }

  /// Waits for the next page that something else opened.
  func waitForLoad(after count: Int) throws {
    while loads == count { note(try receive()) }
  }

  /// How many pages were loaded.
  var loadCount: Int { loads }

  /// The value of an expression; promises are waited for.
  @discardableResult
  func evaluate(_ expression: String) throws -> Any? {
    let result = try send(
      "Runtime.evaluate",
      [
        "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true,
      ])
    if let details = result["exceptionDetails"] {
      throw Failure(description: "\(expression.prefix(80)): \(details)")
    }
    return (result["result"] as? [String: Any])?["value"]
  }

  /// Waits for a condition, ten seconds at most.
  func wait(for condition: String) throws {
    let holds = try evaluate(
      "new Promise((done) => { const end = Date.now() + 10000; const look = () => (\(condition)) "
        + "? done(true) : Date.now() > end ? done(false) : setTimeout(look, 10); look(); })")
    guard holds as? Bool == true else { throw Failure(description: "never: \(condition)") }
  }

  /// Presses and releases a key, such as `Tab` or `ArrowDown`.
  func press(_ key: String) throws {
    let codes = ["Tab": 9, "Enter": 13, "ArrowDown": 40, "ArrowUp": 38, "ArrowRight": 39, " ": 32]
    var event: [String: Any] = [
      "key": key, "code": key == " " ? "Space" : key,
      "windowsVirtualKeyCode": codes[key] ?? 0,
    ]
    event["type"] = "keyDown"
    if key == "Enter" { event["text"] = "\r" }
    if key == " " { event["text"] = " " }
    try send("Input.dispatchKeyEvent", event)
    event["type"] = "keyUp"
    event["text"] = nil
    try send("Input.dispatchKeyEvent", event)
  }

  /// Types a text into what has the focus.
  func type(_ text: String) throws { try send("Input.insertText", ["text": text]) }

  /// How wide the window is, in pixels.
  func setWidth(_ width: Int) throws {
    try send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600])
  }

  /// Colours that the system asks for, `light` or `dark`; the medium, `screen` or `print`.
  func setScheme(_ scheme: String, media: String = "screen") throws {
    try send(
      "Emulation.setEmulatedMedia",
      [
        "media": media, "features": [["name": "prefers-color-scheme", "value": scheme]],
      ])
  }

  /// A picture of the whole page, PNG.
  func screenshot() throws -> Data {
    let result = try send(
      "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
    return Data(base64Encoded: result["data"] as? String ?? "") ?? Data()
  }

  /// The complaints since the last look.
  func takeComplaints() throws -> [String] {
    // What the page said before this was answered has come.
    try evaluate("0")
    defer { complaints = [] }
    return complaints
  }

  private func note(_ event: [String: Any]) {
    let parameters = event["params"] as? [String: Any] ?? [:]
    switch event["method"] as? String {
    case "Page.loadEventFired": loads += 1
    case "Runtime.exceptionThrown": complaints.append("exception: \(parameters)")
    case "Runtime.consoleAPICalled":
      let values = (parameters["args"] as? [[String: Any]])?.map { "\($0["value"] ?? "")" } ?? []
      complaints.append("console: " + values.joined(separator: " "))
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      complaints.append("log: \(entry["text"] ?? "") \(entry["url"] ?? "")")
    default: break
    }
  }

  /// The next message of the browser.
  private func receive() throws -> [String: Any] {
    while true {
      if let end = rest.firstIndex(of: 0x0A) {
        let line = rest[rest.startIndex..<end]
        rest = Data(rest[rest.index(after: end)...])
        return try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Failure(description: "the browser ended") }
      rest += data
    }
  }
}
