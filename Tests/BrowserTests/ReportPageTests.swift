import Foundation
import RequirementSamples
import Testing

/// The HTML report in a real browser.
@Suite struct ReportPageTests {
  @Test(.enabled(if: ChromiumTests.isEnabled, "set CSPREG_BROWSER_TESTS=1 to ask a real browser"))
  func loadsWithoutAComplaint() throws {
    let missing = Chromium.missing
    try #require(missing.isEmpty, "\(missing) not found: bin/setup --browser installs them")
    let page = Repository.path("Tests/ReportingTests/Fixtures/report.html")
    let profile = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: profile) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "timeout", "60", "chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
      "--user-data-dir=\(profile.path)", "--enable-logging=stderr", "--virtual-time-budget=2000",
      "--dump-dom", "file://\(page)",
    ]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let document = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let log = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(document.contains("<h1"))
    let complaints = log.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    #expect(complaints == [])
  }
}
