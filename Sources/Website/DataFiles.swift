import JSONText
import Reporting
import VendorRequirements

/// The registry as JSON files with a layout that stays.
enum DataFiles {
  /// A vendor.
  static func path(of vendor: String) -> SitePath { .data("vendors", vendor) }

  /// A version's record, byte for byte as the log has its hash.
  static func path(of vendor: String, _ version: Int) -> SitePath {
    .data("vendors", vendor, String(version))
  }

  /// What a line of the log says.
  static func path(ofChange seq: Int) -> SitePath { .data("changes", String(seq)) }

  /// The files about one vendor.
  static func files(of published: PublishedVendor, _ summary: VendorSummary) -> [SiteFile] {
    let id = published.vendor.id
    let vendor = JSON.object([JSON.Member("cspreg", .head("vendor"))] + summary.entry.members)
    let files = [SiteFile(path: path(of: id), bytes: vendor.canonicalBytes())]
    let versions = published.versions.map {
      SiteFile(path: path(of: id, $0.number), bytes: $0.bytes)
    }
    let changes = zip(published.versions, published.changes).map { version, change in
      file(
        of: ChangesReport.Entry(
          seq: version.seq, event: "published", vendor: id, version: version.number, at: version.at,
          reason: nil, change: change))
    }
    return files + versions + changes
  }

  /// The file of a line of the log.
  static func file(of change: ChangesReport.Entry) -> SiteFile {
    SiteFile(path: path(ofChange: change.seq), bytes: change.json.canonicalBytes())
  }

  /// The list of vendors, and where the log ends.
  static func files(of summaries: [VendorSummary], _ head: Site.Head) -> [SiteFile] {
    let state: JSON = [
      "seq": .int(head.seq), "line": .string(head.line), "at": .string(head.at),
    ]
    let list: JSON = [
      "cspreg": .head("vendors"), "head": state,
      "vendors": .array(summaries.map { .object($0.entry.members) }),
    ]
    let end: JSON = ["cspreg": .head("head"), "head": state]
    return [
      SiteFile(path: .data("vendors"), bytes: list.canonicalBytes()),
      SiteFile(path: .data("head"), bytes: end.canonicalBytes()),
    ]
  }
}
