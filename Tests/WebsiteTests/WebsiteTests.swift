import ContentSecurityPolicy
import JSONText
import RequirementSamples
import Testing
import VendorRequirements

@testable import Website

@Suite struct WebsiteTests {
  static let evil = "<script>alert(1)</script><img src=x onerror=a>\"'&]]>"

  static func hostile() throws -> SampleSite {
    var profile = Profile(
      sample: "connect-src https://a.acorn.test/<b>\"' *.acorn.test; script-src 'unsafe-eval'",
      name: "evil", mode: .alternative, condition: evil)
    profile.add(
      Requirement(source: "https://b.acorn.test", region: evil, when: evil), to: "img-src")
    var second = profile
    second.add(Requirement(source: "https://c.acorn.test/&amp;"), to: "img-src")
    let vendor = SampleSite.vendor("acorn", name: evil, domains: [evil], [profile], [second])
    return try SampleSite([
      PublishedVendor(
        vendor: Vendor(
          id: "acorn", name: evil, homepage: "javascript:alert(1)", domains: ["acorn.test", evil],
          documents: [Vendor.Page(url: "https://docs.acorn.test/\"><script>")]),
        versions: vendor.versions.map { version in
          var version = version
          version.record.notes = evil
          version.record.accepted = VersionRecord.Acceptance(by: evil, reason: evil, at: evil)
          version.withdrawn = version.number == 1 ? evil : nil
          return version
        })
    ])
  }

  @Test func nothingOfTheRegistryIsMarkup() throws {
    let site = try Self.hostile()
    #expect(site.pages.count > 10)
    for (path, text) in site.files where !path.hasSuffix(".json") && !path.hasPrefix("assets/") {
      #expect(!text.contains("<script>") && !text.contains("<img"), "\(path)")
      #expect(!text.contains("javascript:alert(1)\""), "\(path)")
      #expect(!text.contains(" onerror=a>\""), "\(path)")
    }
    for (path, text) in site.files where path.hasSuffix(".json") {
      _ = try JSONNode(parsing: Array(text.utf8), file: path)
    }
  }

  /// Every address in a page leads to a file of the site, or to a part of a page that is there.
  @Test func noLinkIsBroken() throws {
    for site in [try SampleSite.bundled.get(), try Self.hostile(), try Self.large.get()] {
      for (path, text) in site.pages {
        for address in Self.addresses(in: text) where !address.hasPrefix("https://") {
          let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
          let file = parts[0].split(separator: "?").first.map(String.init) ?? ""
          let target = file.isEmpty ? path : Self.resolve(file, from: path)
          let page = site.files[target]
          #expect(page != nil, "\(path) leads to \(address)")
          if parts.count > 1 {
            #expect(page?.contains("id=\"\(parts[1])\"") == true, "\(path) leads to \(address)")
          }
        }
      }
    }
  }

  private static func addresses(in text: String) -> [String] {
    ["href=\"", "src=\"", "action=\"", "data-index=\""].flatMap { mark in
      text.split(separator: mark).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }.filter { !$0.hasPrefix("http://") }
  }

  private static func resolve(_ address: String, from path: String) -> String {
    var folders = path.split(separator: "/").dropLast().map(String.init)
    for part in address.split(separator: "/") {
      if part == ".." { _ = folders.popLast() } else { folders.append(String(part)) }
    }
    return folders.joined(separator: "/")
  }

  /// A vendor with huge lists and many versions, written once for all tests.
  static let large = Result { try writeLarge() }

  private static func writeLarge() throws -> SampleSite {
    let many = (0..<360).map {
      "https://edge-\($0).a-long-name-of-a-network-that-serves-many-regions-of-the-world.acorn.test"
    }
    let old = Profile(sample: "connect-src " + many.joined(separator: " "))
    let new = Profile(
      sample: "connect-src " + many.map { $0 + "/v2" }.joined(separator: " ")
        + "; img-src " + many.prefix(300).joined(separator: " "))
    let small = (0..<40).map { number in [Profile(sample: "img-src i\(number).acorn.test")] }
    let busy = PublishedVendor(
      vendor: Vendor(
        id: "busy", name: "Busy", homepage: "https://busy.test", domains: [], documents: []),
      versions: small.enumerated().map { index, profiles in
        let record = VersionRecord(sample: index + 1, of: "busy", profiles: profiles)
        return PublishedVendor.Version(
          seq: 100 + index, line: String(repeating: "c", count: 64), at: "2026-05-03T09:00:00Z",
          record: record, bytes: [0x7B, 0x7D], withdrawn: nil)
      })
    let others = (0..<400).map { number in
      SampleSite.vendor(
        "oak-\(number)", name: "Oak \(number)", firstSeq: 1000 + number,
        [Profile(sample: "font-src fonts.shared.test; img-src i.oak-\(number).test")])
    }
    return try SampleSite([SampleSite.vendor("acorn", [old], [new]), busy] + others)
  }

  @Test func pagesStaySmall() throws {
    let site = try Self.large.get()
    for (path, text) in site.pages { #expect(text.utf8.count < 100_000, "\(path)") }
    for (path, text) in site.files where path.hasPrefix("search/") {
      #expect(text.utf8.count <= 100_000, "\(path)")
    }
    #expect(site.files["vendors/acorn/1~p2.html"] != nil)
    #expect(site.files["vendors/acorn/1-2~p2.html"] != nil)
    #expect(site.files["vendors/busy/versions.html"] != nil)
    #expect(site.files["vendors/acorn/profile-1.nginx.txt"] != nil)
    #expect(site.files["browse/~o.html"] != nil)
    // Nothing is lost on the way to smaller pages.
    let pages = site.pages.filter { $0.path.hasPrefix("vendors/acorn/2") }
    let sources = pages.map { $0.text.split(separator: "<tr><td>").count - 1 }.reduce(0, +)
    #expect(sources == 660)
  }

  @Test func everyFileHasItsOwnPathAndTheSameBytes() throws {
    let site = try SampleSite.bundled.get()
    #expect(Set(site.paths).count == site.paths.count)
    #expect(try SampleSite.writeBundled().files == site.files)
  }

  @Test func theSiteKeepsItsOwnPolicy() throws {
    for text in [SecurityPolicy.meta, SecurityPolicy.header] {
      #expect(PolicyList(parsing: text).lint().isEmpty)
    }
    let site = try SampleSite.bundled.get()
    #expect(site.files["_headers"]?.contains(SecurityPolicy.header) == true)
    for (path, text) in site.pages {
      #expect(text.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src"))
      #expect(!text.contains(" style=\"") && !text.contains("<style"), "\(path)")
      #expect(!text.contains("<script>") && !text.contains(" onclick"), "\(path)")
      for address in Self.addresses(
        in: text.split(separator: "</head>").first.map(String.init) ?? "")
      { #expect(!address.contains("//"), "\(path) loads \(address)") }
    }
  }

  @Test func aVendorsPageSaysWhatItNeeds() throws {
    let old = Profile(sample: "connect-src https://a-us.acorn.test https://old.acorn.test")
    let new = Profile(sample: "connect-src https://a-us.acorn.test https://a-eu.acorn.test")
    let site = try SampleSite(
      [SampleSite.vendor("acorn", [old], [new])], address: "https://x.test/r")
    let page = try #require(site.files["vendors/acorn.html"])
    #expect(page.contains("<code>acorn@2</code> asks for 2 sources"))
    #expect(page.contains("+1") && page.contains("&minus;1") && page.contains("1 break"))
    #expect(page.contains("<title id=\"chart-title\">Changes of Acorn by version</title>"))
    #expect(page.contains("@2: 1 added, 1 of them break, 1 removed."))
    #expect(page.contains("add_header Content-Security-Policy &quot;connect-src"))
    #expect(page.contains("<link rel=\"canonical\" href=\"https://x.test/r/vendors/acorn.html\">"))
    let report = try #require(site.files["vendors/acorn/1-2.html"])
    #expect(
      report.contains("<b class=\"added\" title=\"added\">+</b> <code>https://a-eu.acorn.test"))
    #expect(report.contains("href=\"../../rules/region-added.html\""))
    let host = try #require(site.files["hosts/old.acorn.test.html"])
    #expect(host.contains("No vendor needs it any more.") && host.contains("gone since"))
  }

  @Test func aWithdrawnVersionIsCalledSo() throws {
    let first = Profile(sample: "img-src a.acorn.test")
    let second = Profile(sample: "img-src b.acorn.test")
    let site = try SampleSite([
      SampleSite.vendor("acorn", withdrawn: [2], [first], [second], [first])
    ])
    #expect(site.files["vendors/acorn/2.html"]?.contains("<b>Withdrawn.</b> a mistake") == true)
    #expect(site.files["vendors/acorn/1-3.html"]?.contains("No change") == true)
    #expect(site.files["vendors/acorn.html"]?.contains("acorn@3") == true)
    #expect(site.files["vendors/acorn.atom"]?.contains("Withdrawn: a mistake") == true)
  }

  @Test func anEmptyRegistryHasAPage() throws {
    let site = try SampleSite([])
    #expect(site.files["index.html"]?.contains("0 vendors") == true)
    #expect(site.files["feed.atom"]?.hasSuffix("</feed>\n") == true)
  }

  @Test func rulesAreReadFromTheirPages() throws {
    let page = try #require(try SampleSite([]).files["rules/region-added.html"])
    #expect(page.contains("<h1><code>region-added</code></h1>"))
    #expect(page.contains("A <code>&lt;b&gt;</code> <a href=\"index.html\">rule</a>."))
    #expect(page.contains("<code>a &lt; b</code>"))
  }

  @Test func dataIsTheRegistrys() throws {
    let site = try SampleSite.bundled.get()
    let record = try VersionRecord.bundled("userpilot", 2)
    #expect(record.version == 2)
    let text = try #require(site.files["v1/vendors/userpilot/2.json"])
    let node = try JSONNode(parsing: Array(text.utf8), file: "2.json").json
    #expect(node["vendor"]?.string == "userpilot")
    let list = try #require(site.files["v1/vendors.json"])
    #expect(list.contains("\"report\": \"vendors\"") && list.contains("\"id\": \"userpilot\""))
  }
}
