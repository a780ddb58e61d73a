import CommandOptions
import Diagnostics
import DocumentTree
import Extraction
import Gzip
import JSONText
import MessageDigest
import Reporting
import RequirementDiff
import VendorRegistry
import VendorRequirements

/// A version held against what its kept documents say to today's extractor.
struct Recheck {
  /// What came of it.
  enum Status: String {
    /// Read as then.
    case same
    /// Read otherwise.
    case differs
    /// No document is kept.
    case notKept = "not-kept"
    /// A kept document cannot be read to its end today.
    case unreadable
    /// A kept document is not what was kept.
    case damaged
  }

  /// One document of the version.
  struct Reading {
    let document: VersionRecord.Document
    let status: Status
    /// Why it was not read.
    let message: String?
  }

  let record: VersionRecord
  private(set) var readings: [Reading] = []
  /// From the version to what it would be today.
  let report: DiffReport

  init(_ reference: VendorReference, in registries: Registries) throws {
    let record = try registries.record(reference)
    guard let registry = registries.registry(of: record.vendor) else {
      preconditionFailure("a record comes from a registry that has its vendor")
    }
    let vendor = try registry.vendor(record.vendor)
    var today = record
    for (index, listed) in record.documents.enumerated() {
      var document = listed
      // The documents of a copy stay in the registry that it came from.
      if record.origin != nil { document.kept = nil }
      let reading = try Self.read(document, of: vendor, in: registry)
      readings.append(reading.result)
      if let candidate = reading.candidate {
        today = today.replacingDocument(at: index, by: candidate)
      }
    }
    // Only what is asked for is compared, not what was noted about it.
    today.documents = record.documents
    today.recorded = record.recorded
    today.notes = record.notes
    self.record = record
    report = diff(record, today, options: DiffOptions(ownDomains: vendor.domains))
  }

  private static func read(
    _ document: VersionRecord.Document, of vendor: Vendor, in registry: VendorRegistry
  ) throws(CommandError) -> (result: Reading, candidate: VersionRecord?) {
    func ended(_ status: Status, _ message: String? = nil) -> (Reading, VersionRecord?) {
      (Reading(document: document, status: status, message: message), nil)
    }
    guard let kept = document.kept else { return ended(.notKept) }
    let bytes: [UInt8]
    do {
      bytes = try Gzip.expanded(
        registry.keptDocument(kept, of: vendor.id), limit: Input.limit)
    } catch let error as RegistryError {
      return ended(error.exitCode == .integrity ? .damaged : .unreadable, error.message)
    } catch {
      return ended(.damaged, "it cannot be expanded")
    }
    if let hash = document.sha256, hash != SHA256.hex(of: bytes) {
      return ended(.damaged, "it is not the document whose SHA-256 the record has")
    }
    let page = vendor.documents.first { $0.url == document.url }
    let read = ReadDocument(
      bytes: bytes, path: String(kept.file.dropLast(".gz".count)),
      mediaType: MediaType(document.mediaType),
      context: ExtractionContext(
        url: page == nil ? nil : document.url, vendor: vendor.id, ownDomains: vendor.domains),
      select: try elementSelector(page?.select, from: "vendor.json of \(vendor.id), select"))
    do throws(CommandError) {
      try read.requireComplete(document.url)
    } catch {
      return ended(.unreadable, error.message)
    }
    let candidate = read.candidate(vendor: vendor.id, url: document.url, retrieved: nil)
    return (Reading(document: document, status: .same, message: nil), candidate)
  }

  /// The most serious of what came of the documents.
  var status: Status {
    for status in [Status.damaged, .unreadable] {
      if readings.contains(where: { $0.status == status }) { return status }
    }
    if readings.allSatisfy({ $0.status == .notKept }) { return .notKept }
    return report.findings.isEmpty ? .same : .differs
  }

  var exitCode: ExitCode {
    switch status {
    case .same, .differs, .notKept: .done
    case .unreadable: .unfinished
    case .damaged: .integrity
    }
  }
}

extension Recheck {
  /// What is to be said of it to people; nothing when it reads as then.
  func text(_ style: Style) -> String {
    var text = ""
    for reading in readings {
      if let message = reading.message {
        text += "\(record.name): \(reading.document.url): \(message)".printable + "\n"
      }
    }
    if status == .differs { text += DiffText(report, names: nil, style: style).text + "\n" }
    return text
  }

  /// One version.
  var json: JSON {
    var difference = JSON.null
    if status == .differs, case .object(let members) = JSON(report) {
      difference = .object(members.filter { $0.key != "cspreg" })
    }
    return [
      "vendor": .string(record.vendor), "version": JSON(record.version),
      "status": .string(status.rawValue),
      "documents": .array(
        readings.map { reading in
          [
            "url": .string(reading.document.url), "kept": JSON(reading.document.kept?.file),
            "status": .string(reading.status == .same ? "read" : reading.status.rawValue),
            "message": JSON(reading.message?.printable),
          ]
        }),
      "diff": difference,
    ]
  }
}
