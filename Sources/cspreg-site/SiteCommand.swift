import ArgumentParser
import CommandOptions
import Diagnostics
import Glibc
import Reporting
import VendorRegistry
import Website

/// `cspreg site`.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Writes the registry as a website: pages, feeds, JSON and a search.",
    discussion: """
      Any server can host the folder, at any path. What an earlier run wrote is replaced and what is no longer
      needed is removed; a folder that something else stands in is refused. Of several registries, the first
      is written. The same registry gives the same bytes.

      Examples:
        cspreg site --out public
        cspreg site --out public --url https://csp.example/ --registry Registry
      """)

  @Option(help: ArgumentHelp("Folder to write to, made when missing.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "Address that the site will have, for the links of the feeds.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("Threads to work on (default: one a core).", valueName: "n"))
  var jobs: Int?

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    if let url, ReportMarkup.safeAddress(url) == nil {
      throw ValidationError("--url takes an http or https address.")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes 1 or more.") }
  }

  func run() throws {
    guard let first = try registry.search.open().all.first else { return }
    let whole = try WholeRegistry(first)
    let site = Site(address: url, head: Site.Head(whole))
    let folder = try SiteFolder(out)
    let run = SiteRun(
      registry: whole, website: try Website(site), folder: folder,
      jobs: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let vendors = try run.write(
      rules: RulePage.all { (id) throws(CommandError) in try RuleFile.bytes(of: id) })
    let counts = try folder.finish()
    messages.say(
      "\(vendors.counted("vendor")), \(counts.total.counted("file")) in \(out): "
        + "\(counts.written) written, \(counts.total - counts.written) as before, "
        + "\(counts.removed) removed.")
  }
}
