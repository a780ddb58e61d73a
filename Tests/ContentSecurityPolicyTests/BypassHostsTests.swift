import Testing

@testable import ContentSecurityPolicy

@Suite struct BypassHostsTests {
  @Test func eachEntryHasACitationAndADate() {
    #expect(BypassHosts.entries.count > 10)
    #expect(Set(BypassHosts.entries.map(\.host)).count == BypassHosts.entries.count)
    for entry in BypassHosts.entries {
      #expect(entry.citation.hasPrefix("https://github.com/"), "\(entry.host)")
      #expect(!entry.citation.contains(entry.host), "a host does not vouch against itself")
      #expect(entry.date.split(separator: "-").map(\.count) == [4, 2, 2])
      #expect(!entry.why.isEmpty)
    }
  }

  @Test(arguments: [
    ("unpkg.com", true), ("https://unpkg.com/", true), ("*.jsdelivr.net", true),
    ("https://unpkg.com/react@18/", false), ("*.unpkg.com", false), ("pkg.com", false),
  ])
  func findsHostsWithoutAPath(source: String, isKnown: Bool) {
    #expect((BypassHosts.entry(for: SourceExpression(source)) != nil) == isKnown)
  }
}
