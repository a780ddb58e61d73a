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
    let summaries = try each(of: registry.vendors, jobs: jobs) { id throws in
      let (summary, files) = website.files(of: try PublishedVendor(id, in: registry))
      for file in files { try folder.write(file) }
      return summary
    }
    let table = website.hosts(summaries)
    // A host's page is small work; what is handed to a thread is many of them.
    let bundles = stride(from: 0, to: table.hosts.count, by: 256).map {
      table.hosts[$0..<min($0 + 256, table.hosts.count)]
    }
    _ = try each(of: bundles, jobs: jobs) { hosts throws in
      for host in hosts {
        for file in website.files(ofHost: host, summaries, table) { try folder.write(file) }
      }
    }
    _ = try each(of: website.parts(summaries, table, rules: rules), jobs: jobs) { part throws in
      for file in part() { try folder.write(file) }
    }
    for line in registry.log where line.event != .published {
      try folder.write(website.file(of: ChangesReport.Entry(line)))
    }
    return summaries.count
  }
}
