import RequirementSamples
import Testing
import VendorRegistry
import VendorRequirements

@testable import Website

@Suite struct ServedWebsiteTests {
  /// What is served is what is written, file by file.
  @Test func everyFileOfTheSiteIsServed() throws {
    let site = try SampleSite.bundled.get()
    let registry = try WholeRegistry(VendorRegistry(directory: Repository.path("Registry")))
    let head = Site.Head(
      seq: 7, line: String(repeating: "a", count: 64), at: "2026-11-21T10:00:00Z")
    let website = try Website(Site(address: nil, head: head))
    let vendors = try registry.vendors.map { try PublishedVendor($0, in: registry) }
    let byId = Dictionary(uniqueKeysWithValues: vendors.map { ($0.vendor.id, $0) })
    let served = try ServedWebsite(
      website, vendors.map { VendorSummary($0) }, rules: SampleSite.rules, others: []
    ) { byId[$0] }

    var files: [String: String] = [:]
    for path in served.fixedPaths {
      #expect(served.bundle(of: path) == nil, "\(path)")
      files[path] = served.file(at: path).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    for bundle in served.bundles {
      for file in served.files(of: bundle) {
        #expect(served.bundle(of: file.path.text) == bundle, "\(file.path.text)")
        #expect(served.file(at: file.path.text) == nil)
        files[file.path.text] = String(decoding: file.bytes, as: UTF8.self)
      }
    }
    #expect(files.keys.sorted() == site.files.keys.sorted())
    for (path, text) in site.files where files[path] != text { Issue.record("\(path) differs") }
  }

  @Test func aServedSiteLeadsToItsForm() throws {
    let head = Site.Head(seq: 0, line: "", at: "")
    let served = try ServedWebsite(
      try Website(Site(address: nil, head: head, isServed: true)), [], rules: [], others: []
    ) { _ in nil }
    let home = String(decoding: served.file(at: "index.html")?.bytes ?? [], as: UTF8.self)
    #expect(home.contains("<a href=\"check.html\">Check</a>"))
    let written = try SampleSite([]).files["index.html", default: ""]
    #expect(!written.isEmpty && !written.contains("check.html"))
  }

  @Test(arguments: [
    (nil, "/"), ("https://a.test", "/"), ("https://a.test/b", "/b/"),
    ("https://a.test/b/c/", "/b/c/"),
    ("a.test", "/"), ("https://a.test/b?c=/d", "/b/"),
  ]) func theBaseIsThePathOfTheAddress(address: String?, base: String) {
    #expect(Site(address: address, head: Site.Head(seq: 0, line: "", at: "")).base == base)
  }
}
