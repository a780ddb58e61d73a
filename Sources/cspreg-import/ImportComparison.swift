import CommandOptions
import Diagnostics
import JSONText
import Reporting
import RequirementDiff
import VendorRegistry
import VendorRequirements

/// A document held against what the registry has of its vendor.
struct ImportComparison {
  /// What an accepted import did.
  enum Outcome {
    /// The next version.
    case published
    /// Only the vendor's list of pages is another now.
    case pages
    /// There was nothing to write.
    case nothing
  }

  let page: ImportedPage
  /// The version that holds; `nil` for a new vendor.
  let latest: VersionRecord?
  /// Number of the next version.
  let next: Int
  /// What the vendor asks for when the document holds.
  let candidate: VersionRecord
  /// Place of the document in the candidate.
  let index: Int
  let report: DiffReport
  /// Whether it asks for the same as ``latest``.
  let isEqual: Bool

  init(
    _ page: ImportedPage, latest: VersionRecord?, next: Int, reading: VersionRecord
  ) throws(CommandError) {
    self.page = page
    self.latest = latest
    self.next = next
    let options = DiffOptions(ownDomains: page.vendor.domains)
    guard let latest else {
      if page.page.role == .mirror {
        throw CommandError(
          page.page.url, "there is no version that it could repeat; import a part first.",
          exitCode: .usage)
      }
      candidate = reading
      index = 0
      isEqual = false
      let nothing = VersionRecord(
        vendor: reading.vendor, version: nil, recorded: reading.recorded, documents: [],
        profiles: [])
      report = diff(nothing, reading, options: options)
      return
    }
    if page.page.role == .mirror {
      candidate = reading
      index = 0
      report = mirrorDiff(latest, reading, options: options)
    } else {
      index = page.index(in: latest)
      candidate = latest.replacingDocument(at: index, by: reading)
      report = diff(latest, candidate, options: options)
    }
    isEqual = RequirementHash.of(latest) == RequirementHash.of(candidate)
  }

  /// Whether the document makes a version.
  var isPublishable: Bool { !isEqual && page.page.role == .part }

  /// Registrable domains of the candidate that neither the vendor nor its last version knows.
  func foreignDomains(_ allowed: [String]) -> [String] {
    func sites(_ record: VersionRecord) -> [String] {
      record.profiles.flatMap { $0.directives.flatMap(\.requirements) }.compactMap(\.site)
    }
    guard isPublishable, let latest else { return [] }
    let known = Set(sites(latest) + allowed + page.vendor.domains)
    var foreign: [String] = []
    for site in sites(candidate) where !known.contains(site) && !foreign.contains(site) {
      foreign.append(site)
    }
    return foreign
  }

  private var nextName: String { "\(page.vendor.id)@\(next)" }

  /// What to tell people, with a final newline.
  ///
  /// - Parameters:
  ///   - outcome: What was written; `nil` when nothing should be.
  ///   - command: The command that publishes.
  ///   - style: Colours or none.
  /// - Returns: Lines of text.
  func text(_ outcome: Outcome?, command: String, style: Style) -> String {
    let name = latest?.name ?? page.vendor.id
    let pages = "The vendor's list of pages was written anew.\n"
    if isEqual {
      return "The requirements equal \(name). Nothing to publish.\n"
        + (outcome == .pages ? pages : "")
    }
    if !isPublishable {
      return DiffText(report, names: nil, style: style).text
        + "A mirror is compared with \(name) and never published.\n"
        + (outcome == .pages ? pages : "")
    }
    if outcome == .published { return "Published \(nextName).\n" }
    // There is nothing to compare a new vendor's document with.
    let change =
      latest == nil
      ? "\(page.vendor.id) is new here. The document asks for:\n"
        + RecordText.profiles(of: candidate, style: style) + "\n\n"
      : DiffText(report, names: nil, style: style).text
    return change + "Nothing written. To publish \(nextName): \(command)\n"
  }

  /// The same for programs, as docs/json/import.md describes it.
  func json(_ outcome: Outcome?) -> JSON {
    let status =
      if isEqual {
        "equal"
      } else if !isPublishable {
        "mirror"
      } else {
        outcome == .published ? "published" : "candidate"
      }
    var value = JSON(report)
    if case .object(var members) = value {
      members[0].value = .head("import")
      members.insert(JSON.Member("status", .string(status)), at: 1)
      members.insert(JSON.Member("next", JSON(isPublishable ? nextName : nil)), at: 2)
      value = .object(members)
    }
    return value
  }
}
