import Foundation
import Testing

/// The engine's Chromium profile against a real Chromium.
///
/// Runs with `CSPREG_BROWSER_TESTS=1` and `chromium` on the PATH; `CSPREG_BROWSER_CASES` and
/// `CSPREG_BROWSER_SEED` set how many cases and which.
@Suite struct ChromiumTests {
  static let environment = ProcessInfo.processInfo.environment
  static let isEnabled = environment["CSPREG_BROWSER_TESTS"] == "1"

  /// What the browser did.
  enum Outcome: String {
    case allow, block
    /// Neither a violation nor a load was seen.
    case unclear
  }

  static func number(_ name: String, or value: Int) -> Int {
    environment[name].flatMap(Int.init) ?? value
  }

  static func outcome(of test: BrowserCase, in results: CaseSite.State) -> Outcome {
    guard let report = results.reports[test.id] else { return .unclear }
    if !report.violations.isEmpty || report.outcome == "block" { return .block }
    if results.hits.contains(test.id) || report.outcome == "load" { return .allow }
    // No case brings a real font: what is read from a local URL fails even when it is let through.
    let isNoFont = test.kind == .font && test.isLocal && report.outcome == "error"
    if isNoFont { return .allow }
    return report.outcome == "absent" ? .block : .unclear
  }

  @Test(.enabled(if: isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func agreesWithTheEngine() async throws {
    let missing = Chromium.missing
    try #require(missing.isEmpty, "\(missing) not found: bin/setup --browser installs them")
    let begin = Date()
    let count = Self.number("CSPREG_BROWSER_CASES", or: 600)
    let seed = Self.number("CSPREG_BROWSER_SEED", or: 1)
    let seconds = 120 + count
    var generator = CaseGenerator(seed: UInt64(truncatingIfNeeded: seed))
    let cases = generator.cases(count)
    let results = try await Self.run(cases, seconds: seconds)
    #expect(results.isDone, "the browser did not come to the end in \(seconds) s")
    #expect(results.error == nil)

    var counts: [Outcome: Int] = [:]
    var disagreements: [String] = []
    for test in cases {
      let outcome = Self.outcome(of: test, in: results)
      counts[outcome, default: 0] += 1
      let engine: Outcome = test.engineAllows ? .allow : .block
      guard outcome != engine else { continue }
      let report = results.reports[test.id]
      disagreements.append(
        "case \(test): engine \(engine.rawValue), browser \(outcome.rawValue) "
          + "(\(report?.outcome ?? "no report") \(report?.violations ?? []))")
    }
    let elapsed = String(format: "%.1f", Date().timeIntervalSince(begin))
    print(
      "chromium: \(count) cases (seed \(seed)), \(counts[.allow] ?? 0) allowed, "
        + "\(counts[.block] ?? 0) blocked, \(counts[.unclear] ?? 0) unclear; "
        + "\(count - disagreements.count) of \(count) agree; \(elapsed) s")
    for disagreement in disagreements { Issue.record("\(disagreement)") }
  }

  /// Has a browser run the cases, for `seconds` at most.
  static func run(_ cases: [BrowserCase], seconds: Int) async throws -> CaseSite.State {
    let script = try String(contentsOf: Chromium.page("run.js"), encoding: .utf8)
    let site = CaseSite(cases, script: script)
    let server = try LoopbackServer(seconds: Double(seconds + 10)) { site.answer($0) }
    defer { server.stop() }
    let browser = try Chromium(site.start, serverPort: server.port, seconds: seconds)
    defer { browser.stop() }
    let end = Date(timeIntervalSinceNow: Double(seconds))
    while !site.results.isDone, browser.isRunning, Date() < end {
      try await Task.sleep(for: .milliseconds(100))
    }
    return site.results
  }
}
