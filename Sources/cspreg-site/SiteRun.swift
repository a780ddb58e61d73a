import CommandOptions
import Diagnostics
import Reporting
import VendorRegistry
import VendorRequirements
import Website

/// One writing of the site, on several threads.
struct SiteRun {
  let registry: WholeRegistry
  let website: Website
  let folder: SiteFolder
  let jobs: Int

  /// Writes all files.
  ///
  /// - Parameter rules: The rules' pages.
  /// - Returns: The number of vendors.
  /// - Throws: What is wrong with the registry or stops the writing; the first such thing.
  func write(rules: [RulePage]) throws -> Int {
    let summaries = try each(of: registry.vendors) { id throws in
      let (summary, files) = website.files(of: try vendor(id))
      for file in files { try folder.write(file) }
      return summary
    }
    let table = website.hosts(summaries)
    // A host's page is small work; what is handed to a thread is many of them.
    let bundles = stride(from: 0, to: table.hosts.count, by: 256).map {
      table.hosts[$0..<min($0 + 256, table.hosts.count)]
    }
    _ = try each(of: bundles) { hosts throws in
      for host in hosts {
        for file in website.files(ofHost: host, summaries, table) { try folder.write(file) }
      }
    }
    for file in website.files(summaries, table, rules: rules) { try folder.write(file) }
    for line in registry.log where line.event != .published {
      try folder.write(
        website.file(
          of: ChangesReport.Entry(
            seq: line.seq, event: line.event.rawValue, vendor: line.vendor, version: line.version,
            at: line.at, reason: line.reason, change: nil)))
    }
    return summaries.count
  }

  private func vendor(_ id: String) throws -> PublishedVendor {
    var versions: [PublishedVendor.Version] = []
    for version in registry.versions(of: id) {
      let (record, bytes) = try registry.record(version)
      versions.append(
        PublishedVendor.Version(
          seq: version.seq, line: version.line, at: version.at, record: record, bytes: bytes,
          withdrawn: version.withdrawal?.reason))
    }
    return PublishedVendor(vendor: try registry.vendor(id), versions: versions)
  }

  /// Works on values on several threads, in order; the first error ends it.
  private func each<Value: Sendable, Made: Sendable>(
    of values: [Value], _ work: @escaping @Sendable (Value) throws -> Made
  ) throws -> [Made] {
    let workers = OrderedWorkers<Value, Result<Made, any Error>>(jobs) { value in
      Result { try work(value) }
    }
    var made: [Made] = []
    var failure: (any Error)?
    func take(_ results: [Result<Made, any Error>]) {
      for result in results {
        do { made.append(try result.get()) } catch { failure = failure ?? error }
      }
    }
    for value in values where failure == nil { take(workers.submit(value)) }
    take(workers.finish())
    if let failure { throw failure }
    return made
  }
}
