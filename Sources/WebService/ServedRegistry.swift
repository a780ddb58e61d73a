import CommandOptions
import ContentSecurityPolicy
import Impact
import Reporting
public import VendorRegistry
import VendorRequirements
public import Website

/// A registry in memory, with the website of it: one state of both, which never changes.
public final class ServedRegistry: Sendable {
  /// The state of the log.
  public let head: Site.Head
  /// The website of it.
  let site: ServedWebsite
  let registry: WholeRegistry
  private let summaries: [String: VendorSummary]
  private let vendors: [String: Vendor]
  /// The own domains of all vendors, looked for in one pass.
  private let domains: DomainTable?

  private let files = RecentlyUsed<ServedWebsite.Bundle, [String: StoredFile]>(limit: 192 << 20)
  private let fixed = RecentlyUsed<String, StoredFile>(limit: 128 << 20)
  /// Files that were asked for lately, found by their path alone.
  private let asked = RecentlyUsed<String, StoredFile>(limit: 64 << 20)
  private let published = RecentlyUsed<String, PublishedVendor>(limit: 64 << 20)
  private let decisions = RecentlyUsed<DecisionKey, Decision>(limit: 2_000)

  private struct DecisionKey: Hashable {
    var old: VendorReference?
    var new: VendorReference
    var options: Decision.Options
  }

  /// Reads a registry.
  ///
  /// - Parameters:
  ///   - storage: Where its bytes are; they must not change any more.
  ///   - address: Where the website is; `nil` when that is not known.
  ///   - rules: The rules' pages.
  ///   - previous: What was read before; vendors of which the log says nothing new are taken over.
  ///   - jobs: Threads to work on.
  /// - Throws: What is wrong with the registry.
  public init(
    _ storage: any RegistryStorage, address: String?, rules: [RulePage],
    previous: ServedRegistry? = nil, jobs: Int = 1
  ) throws {
    let registry = try WholeRegistry(VendorRegistry(storage: storage))
    self.registry = registry
    head = Site.Head(registry)
    let ids = registry.vendors
    let read = try each(of: ids, jobs: jobs) { id throws in
      let vendor = try registry.vendor(id)
      if let previous, previous.registry.lastLine(of: id) == registry.lastLine(of: id),
        previous.head.isStart(of: registry), let summary = previous.summaries[id]
      {
        return (vendor, summary)
      }
      return (vendor, VendorSummary(try PublishedVendor(id, in: registry)))
    }
    vendors = Dictionary(zip(ids, read.map(\.0))) { first, _ in first }
    summaries = Dictionary(zip(ids, read.map(\.1))) { first, _ in first }
    domains = DomainTable(read.map { $0.0.domains.map { $0.lowercased() } })
    let published = published
    site = try ServedWebsite(
      Website(Site(address: address, head: head, isServed: true)), read.map(\.1), rules: rules,
      others: registry.log.filter { $0.event != .published }.map { ChangesReport.Entry($0) },
      making: { try each(of: $0, jobs: jobs) { $0() } }
    ) { id in
      try? published.value(of: id, weight: \.weight) { try PublishedVendor(id, in: registry) }
    }
  }

  /// Number of vendors.
  var vendorCount: Int { vendors.count }

  /// A file of the website by its path below the root, if it was asked for lately.
  func fileAtHand(_ path: String) -> StoredFile? { asked[path] }

  /// A file of the website by its path below the root.
  func file(at path: String) -> StoredFile? {
    if let file = asked[path] { return file }
    guard let file = madeFile(at: path) else { return nil }
    return asked.value(of: path, weight: \.weight) { file }
  }

  private func madeFile(at path: String) -> StoredFile? {
    if let file = site.file(at: path) {
      return fixed.value(of: path, weight: \.weight) { StoredFile(file.bytes, at: path) }
    }
    guard let bundle = site.bundle(of: path) else { return nil }
    let made = files.value(of: bundle, weight: { $0.values.reduce(0) { $0 + $1.weight } }) {
      Dictionary(
        site.files(of: bundle).map { ($0.path.text, StoredFile($0.bytes, at: $0.path.text)) }
      ) { first, _ in first }
    }
    return made[path]
  }

  /// A vendor with all its versions.
  func publishedVendor(_ id: String) throws(RegistryError) -> PublishedVendor {
    try published.value(of: id, weight: \.weight) { () throws(RegistryError) in
      try PublishedVendor(id, in: registry)
    }
  }

  /// What a vendor's `vendor.json` says; `nil` for one that is not there.
  func vendor(_ id: String) -> Vendor? { vendors[id] }

  /// A version's record.
  func record(_ reference: VendorReference) throws(RegistryError) -> VersionRecord {
    try registry.record(registry.version(reference)).record
  }

  /// A change, or a version alone, worked out; what was asked for lately is known.
  func decision(
    from old: VendorReference?, to new: VendorReference, profiles: [String], regions: Set<String>
  ) throws(Problem) -> Decision {
    let options = Decision.Options(
      profiles: profiles, regions: regions, ownDomains: vendors[new.vendor]?.domains ?? [])
    let key = DecisionKey(old: old, new: new, options: options)
    return try decisions.value(of: key, weight: { _ in 1 }) { () throws(Problem) in
      let before: VersionRecord?
      let after: VersionRecord
      do throws(RegistryError) {
        before = try old.map { (old) throws(RegistryError) in try self.record(old) }
        after = try self.record(new)
      } catch {
        throw Problem(error)
      }
      let known = after.profiles.map(\.name)
      for name in profiles where !known.contains(name) {
        throw Problem(
          .notFound,
          "\(after.name) has no profile \(name); it has \(known.joined(separator: ", ")).")
      }
      return Decision(from: before, to: after, options: options)
    }
  }

  /// The ids of the vendors with a version that holds, of which an own host may stand in a text.
  func vendorsNamed(in text: [UInt8]) -> [String] {
    let ids = registry.vendors
    var found = [Bool](repeating: domains == nil, count: ids.count)
    domains?.mark(text.span, 0..<text.count, &found)
    return zip(ids, found).filter { id, isFound in isFound && summaries[id]?.latest != nil }
      .map(\.0)
  }
}

extension PublishedVendor {
  /// About how many bytes it takes.
  fileprivate var weight: Int { versions.reduce(1_000) { $0 + 6 * $1.bytes.count } }
}

extension StoredFile {
  /// About how many bytes it takes: plain and compressed, and both as they are sent.
  fileprivate var weight: Int { 2 * (bytes.count + bytes.count / 4) + 1_000 }
}

extension Site.Head {
  /// Whether a registry's log goes on where this ends.
  fileprivate func isStart(of registry: WholeRegistry) -> Bool {
    if seq == 0 { return true }
    return registry.log.indices.contains(seq - 1) && registry.log[seq - 1].line == line
  }
}
