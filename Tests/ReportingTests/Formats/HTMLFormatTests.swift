import ContentSecurityPolicy
import MessageDigest
import Testing

@testable import Reporting

@Suite struct HTMLFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: HTMLFormat.self), is: "report.html")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: HTMLFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }

  @Test func nothingUntrustedIsMarkup() {
    let text = Samples.hostileReport.written(by: HTMLFormat.self)
    #expect(!text.contains("<script") && !text.contains("<img"))
    #expect(text.contains("&lt;script&gt;"))
  }

  /// The page's own policy allows its own style and nothing else.
  @Test func thePageKeepsItsOwnPolicy() throws {
    let text = Samples.report.written(by: HTMLFormat.self)
    let style = try #require(
      text.split(separator: "<style>").last?.split(separator: "</style>").first)
    let hash = HashAlgorithm.sha256.source(forDigest: SHA256.digest(of: Array(style.utf8)))
    #expect(text.contains("default-src 'none'; style-src \(hash); img-src data:"))
  }

  @Test(arguments: [
    "javascript:alert(1)", "https://a.test/\"onclick=", "https://a.test/ b", "data:text/html,x", "",
  ]) func refusesAddressesThatAreNone(url: String) {
    #expect(ReportMarkup.safeAddress(url) == nil)
    #expect(ReportMarkup().html([.link("x", url: url)]) == "x")
  }
}
