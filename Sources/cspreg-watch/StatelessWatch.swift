import CommandOptions
import Diagnostics
import Foundation
import ProjectConfiguration
import Reporting
import RequirementDiff
import VendorRegistry
import VendorRequirements
import Watching

/// A watch that remembers nothing: what differs from the registry now.
struct StatelessWatch {
  let project: WatchProject
  let around: WatchSurroundings
  let allowsPrivate: Bool

  /// Compares vendors' pages with the registry.
  ///
  /// - Parameters:
  ///   - vendors: Vendor ids.
  ///   - proposes: Whether candidates are written into `candidates/` of the project.
  /// - Returns: A line a vendor.
  /// - Throws: What stops the whole run.
  func run(_ vendors: [String], proposes: Bool) throws -> WatchReport {
    let registries = try project.search.open()
    let store = try WatchStore()
    let watch = Watch(
      store: store, settings: project.settings, channels: [], around: around,
      allowsPrivate: allowsPrivate, reader: version,
      published: { id in
        (try registries.vendor(id), try registries.record(VendorReference(vendor: id)))
      }, compress: { _ in nil })
    var report = WatchReport()
    try watch.lookUntilSure(at: vendors) { line in report.vendors.append(line) }
    if proposes {
      for candidate in try store.candidates() where candidate.status == .open {
        try propose(candidate, registries)
      }
    }
    return report
  }

  /// Writes a candidate's record and what it changes, for a pull request.
  private func propose(_ candidate: Candidate, _ registries: Registries) throws {
    let folder = project.path(of: "candidates")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let name = "\(folder)/\(candidate.vendor)-\(candidate.id)"
    let latest = try registries.record(VendorReference(vendor: candidate.vendor))
    let report = diff(
      latest, candidate.record,
      options: DiffOptions(ownDomains: try registries.vendor(candidate.vendor).domains))
    try replaceFile(RecordWriter.bytes(candidate.record), at: name + ".json")
    guard let format = ReportFormats.all.first(where: { $0.name == "markdown" }) else { return }
    let page = format.write(
      DiffPresentation(report, names: (latest.name, name + ".json")),
      Surroundings(style: Style(isColored: false), version: version))
    try replaceFile(Array(page.utf8), at: name + ".md")
  }
}
