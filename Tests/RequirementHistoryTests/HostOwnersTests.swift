import RequirementHistory
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct HostOwnersTests {
  /// Asking the vendors that a host may concern is asking all of them.
  @Test func asksWhomItConcerns() throws {
    let vendors = try VersionRecord.bundledVendors().map {
      VendorHistory(vendor: $0.vendor, versions: $0.versions)
    }
    var owners = HostOwners(vendors)
    var asked = 0
    for vendor in vendors {
      for entry in vendor.blame.entries {
        let hosts =
          [entry.source, entry.source.replacing("*.", with: "x-us.y.")]
          + vendor.vendor.domains.map { "new-eu." + $0 }
        for host in hosts {
          guard let question = HostQuestion(host, directive: entry.directive) else { continue }
          asked += 1
          let all = vendors.compactMap { $0.owner(of: question) }
          let found = owners.owners(of: question)
          #expect(Set(found.map(\.vendor.id)) == Set(all.map(\.vendor.id)), "\(host)")
          #expect(found.map(\.match).sorted { rank($0) < rank($1) } == found.map(\.match))
        }
      }
      if asked > 400 { break }
    }
    #expect(asked > 100)
  }

  private func rank(_ match: HostOwner.Match) -> Int {
    HostOwner.Match.allCases.firstIndex(of: match) ?? 9
  }
}
