import RequirementDiff
import RequirementHistory
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct VendorHistoryTests {
  static let history = VendorHistory(
    vendor: Vendor(
      id: "acorn", name: "Acorn", homepage: "https://acorn.test", domains: ["acorn.test"],
      documents: []),
    versions: [
      VersionRecord(sample: 1, "connect-src https://old.acorn.test https://d-us.acorn.test"),
      VersionRecord(
        sample: 2,
        profiles: [
          Profile(
            sample: "connect-src https://d-us.acorn.test https://d-eu.acorn.test; "
              + "img-src https://i.oak.test/pics/ https://d-us.acorn.test",
            name: "list", mode: .alternative),
          Profile(sample: "connect-src *.acorn.test", name: "wide", mode: .alternative),
        ]),
    ])

  static func owner(_ text: String, _ directive: String? = nil) throws -> HostOwner? {
    history.owner(of: try #require(HostQuestion(text, directive: directive)))
  }

  @Test func knowsWhatIsListed() throws {
    let owner = try #require(try Self.owner("https://d-eu.acorn.test/v1", "connect-src"))
    #expect(owner.match == .listed && owner.version == 2)
    #expect(owner.entries.map(\.source).contains("https://d-eu.acorn.test"))
    #expect(owner.entries.allSatisfy { $0.directive == "connect-src" })
    // A path of a host that others share counts.
    #expect(try Self.owner("https://i.oak.test/pics/a.png")?.match == .listed)
    #expect(try Self.owner("https://i.oak.test/other.png") == nil)
  }

  @Test func suspectsAFamilyMemberEvenUnderAWildcard() throws {
    let owner = try #require(try Self.owner("d-ap.acorn.test", "connect-src"))
    #expect(owner.match == .family)
    #expect(owner.family?.known == ["eu", "us"] && owner.family?.varies == .region)
    #expect(
      owner.entries.map(\.source) == [
        "https://d-us.acorn.test", "https://d-eu.acorn.test", "*.acorn.test",
      ])
  }

  @Test func remembersWhatWasListedOnce() throws {
    var history = Self.history.versions
    history[1].profiles.removeLast()
    let owner = VendorHistory(vendor: Self.history.vendor, versions: history)
      .owner(of: try #require(HostQuestion("old.acorn.test")))
    #expect(owner?.match == .formerly && owner?.entries.first?.goneSince == 2)
  }

  /// A member that was dropped is not new.
  @Test func aFormerMemberIsNotNew() throws {
    let versions = [
      VersionRecord(sample: 1, "connect-src https://d-us.acorn.test https://d-ap.acorn.test"),
      VersionRecord(sample: 2, "connect-src https://d-us.acorn.test https://d-eu.acorn.test"),
    ]
    let history = VendorHistory(vendor: Self.history.vendor, versions: versions)
    func match(_ host: String) throws -> HostOwner.Match? {
      history.owner(of: try #require(HostQuestion(host, directive: "connect-src")))?.match
    }
    #expect(try match("https://d-ap.acorn.test") == .formerly)
    #expect(try match("https://d-in.acorn.test") == .family)
    // The host is known, in another scheme.
    let owner = history.owner(of: try #require(HostQuestion("wss://d-eu.acorn.test")))
    #expect(owner?.match == .domain && owner?.entries.map(\.source) == ["https://d-eu.acorn.test"])
  }

  @Test func asksAlongTheFallbacks() throws {
    let owner = try #require(try Self.owner("https://i.oak.test/pics/a.png", "img-src"))
    #expect(owner.isAtDirective)
    #expect(try Self.owner("https://d-eu.acorn.test", "script-src-elem")?.isAtDirective == false)
    // An origin without a path asks about any path.
    #expect(try Self.owner("https://i.oak.test", "img-src")?.match == .listed)
  }

  @Test func knowsTheVendorsDomains() throws {
    var history = Self.history.versions
    history[1].profiles.removeLast()
    let vendor = VendorHistory(vendor: Self.history.vendor, versions: history)
    #expect(vendor.owner(of: try #require(HostQuestion("x.y.acorn.test")))?.match == .domain)
    #expect(vendor.owner(of: try #require(HostQuestion("notacorn.test"))) == nil)
  }
}
