import JSONText
import Reporting
import RequirementDiff
import RequirementSamples
import VendorRegistry
import VendorRequirements

@testable import Website

/// Websites made of values.
struct SampleSite {
  /// Every file by its path.
  let files: [String: String]
  /// The paths in the order in which they were made.
  let paths: [String]

  /// Writes vendors with their versions.
  init(_ vendors: [PublishedVendor], address: String? = nil) throws {
    let head = Site.Head(
      seq: 7, line: String(repeating: "a", count: 64), at: "2026-11-21T10:00:00Z")
    let website = try Website(Site(address: address, head: head))
    var all: [SiteFile] = []
    var summaries: [VendorSummary] = []
    for vendor in vendors {
      let (summary, files) = website.files(of: vendor)
      summaries.append(summary)
      all += files
    }
    let table = website.hosts(summaries)
    for host in table.hosts { all += website.files(ofHost: host, summaries, table) }
    for part in website.parts(summaries, table, rules: Self.rules) { all += part() }
    paths = all.map(\.path.text)
    files = Dictionary(
      all.map { ($0.path.text, String(decoding: $0.bytes, as: UTF8.self)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The HTML pages.
  var pages: [(path: String, text: String)] {
    files.filter { $0.key.hasSuffix(".html") }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  static let rules =
    [
      RulePage(
        id: "region-added", summary: "A new region.",
        markdown: Array(
          "# region-added\n\nA `<b>` [rule](README.md).\n\n```text\na < b\n```\n".utf8))
    ]
    + Rules.all.filter { $0.id != "region-added" }.map {
      RulePage(id: $0.id, summary: $0.summary, markdown: nil)
    }

  /// A vendor with some versions, each written as a policy is.
  static func vendor(
    _ id: String, name: String = "Acorn", domains: [String] = ["acorn.test"],
    firstSeq: Int = 1, withdrawn: Set<Int> = [], _ versions: [Profile]...
  ) -> PublishedVendor {
    PublishedVendor(
      vendor: Vendor(
        id: id, name: name, homepage: "https://\(id).test", domains: domains,
        documents: [Vendor.Page(url: "https://docs.\(id).test/csp")]),
      versions: versions.enumerated().map { index, profiles in
        let record = VersionRecord(sample: index + 1, of: id, profiles: profiles)
        return PublishedVendor.Version(
          seq: firstSeq + index, line: String(repeating: "b", count: 64),
          at: "2026-0\(index + 1)-03T09:00:00Z", record: record,
          bytes: RecordWriter.bytes(record),
          withdrawn: withdrawn.contains(index + 1) ? "a mistake" : nil)
      })
  }

  /// The registry that the project publishes, written once for all tests.
  static let bundled = Result { try writeBundled() }

  /// Writes the registry that the project publishes.
  static func writeBundled() throws -> SampleSite {
    let registry = try WholeRegistry(VendorRegistry(directory: Repository.path("Registry")))
    var vendors: [PublishedVendor] = []
    for id in registry.vendors {
      var versions: [PublishedVendor.Version] = []
      for version in registry.versions(of: id) {
        let (record, bytes) = try registry.record(version)
        versions.append(
          PublishedVendor.Version(
            seq: version.seq, line: version.line, at: version.at, record: record, bytes: bytes,
            withdrawn: version.withdrawal?.reason))
      }
      vendors.append(PublishedVendor(vendor: try registry.vendor(id), versions: versions))
    }
    return try SampleSite(vendors)
  }
}
