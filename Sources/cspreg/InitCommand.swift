import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import Impact
import JSONText
import ProjectConfiguration
import Reporting
import VendorRegistry
import VendorRequirements

/// `cspreg init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Finds policies, recognises vendors by their own hosts, writes cspreg.json and its lock.",
    discussion: """
      Each vendor is locked at the newest version that every policy which meets one of its versions
      meets, so that outdated shows what came since.

      Examples:
        cspreg init
        cspreg init deploy/ public/_headers
      """)

  @Argument(help: "Files and folders to search (default: this folder).")
  var paths: [String] = []

  @Flag(help: "Overwrite cspreg.json and cspreg.lock.")
  var force = false

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let file = registry.config ?? Configuration.fileName
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
    let lockFile = FileGlob.path(Lock.fileName, in: folder)
    for path in [file, lockFile] where !force && isFile(path) {
      throw CommandError(
        path, "is there already. Overwrite it with --force.", exitCode: .usage)
    }
    let found = try registry.search.found(ignoringProject: true)
    let registries = try Registries(directories: found.map(\.directory))
    let policies = try findPolicies(registries, folder)
    if policies.isEmpty {
      throw CommandError(
        paths.isEmpty ? "." : paths.joined(separator: " "),
        "no policy was found. Name the files or folders that hold policies.",
        exitCode: .unfinished)
    }
    var builder = try LockBuilder(folder: folder, found)
    let vendors = Set(policies.flatMap(\.vendors)).sorted()
    var bound: [(vendor: String, version: Int)] = []
    for id in vendors {
      let lists = policies.filter { $0.vendors.contains(id) }.flatMap(\.lists)
      guard let number = try version(of: id, for: lists, registries) else { continue }
      try builder.bind(id, number, isAuto: true)
      bound.append((id, number))
    }
    let configuration = Configuration(
      registries: found.filter { $0.origin != .installed }.map {
        relativePath(of: $0.directory, from: folder)
      },
      policies: policies.map {
        InventoryEntry(name: $0.path, place: .path($0.path), uses: .auto)
      })
    try replaceFile(ConfigurationWriter.bytes(configuration), at: file)
    try replaceFile(LockFile.bytes(builder.lock()), at: lockFile)
    try output.print(
      InitReport(
        policies: policies.map { ($0.path, $0.vendors) }, vendors: bound,
        written: [file, lockFile]))
  }

  /// A file with policies.
  private struct FoundPolicy {
    let path: String
    let lists: [PolicyList]
    let vendors: [String]
  }

  private func findPolicies(
    _ registries: Registries, _ folder: String
  ) throws -> [FoundPolicy] {
    var domains: [(id: String, domains: [String])] = []
    for id in registries.vendors() { domains.append((id, try registries.vendor(id).domains)) }
    var policies: [FoundPolicy] = []
    var finder = PolicyFinder(isQuiet: output.messages.quiet, jobs: processorCount())
    try finder.find(in: paths.isEmpty ? ["."] : paths) { (found, file) throws(CommandError) in
      let lists = found?.pages.map(\.list) ?? []
      let path = relativePath(of: file.path, from: folder)
      if lists.isEmpty || policies.contains(where: { $0.path == path }) { return }
      policies.append(
        FoundPolicy(
          path: path, lists: lists,
          vendors: domains.filter { vendor in
            lists.contains { $0.namesHost(under: vendor.domains) }
          }.map(\.id)))
    }
    for diagnostic in finder.diagnostics where diagnostic.level > .info {
      output.say(diagnostic.placedLine.printable)
    }
    if finder.exit != .done, policies.isEmpty { try Finished.with(finder.exit) }
    return policies
  }

  /// The newest version that is met wherever any is met; the latest where none is, if there is one.
  private func version(
    of id: String, for lists: [PolicyList], _ registries: Registries
  ) throws -> Int? {
    let standing = try registries.versions(of: id).filter { !$0.isWithdrawn }
    let domains = try registries.vendor(id).domains
    let decisions = try standing.map { version in
      Decision(
        from: nil,
        to: try registries.record(.init(vendor: id, version: .number(version.number))),
        options: .init(ownDomains: domains))
    }
    let met = lists.compactMap { list in
      decisions.last { $0.result(for: list).verdict == .safe }?.new.version
    }
    return met.min() ?? standing.last?.number
  }
}

/// What init found and wrote.
private struct InitReport: PlainReport {
  let policies: [(path: String, vendors: [String])]
  let vendors: [(vendor: String, version: Int)]
  let written: [String]

  var lines: [JSON] { [json] }

  var json: JSON {
    [
      "cspreg": .head("init"),
      "policies": .array(
        policies.map {
          ["name": .string($0.path), "path": .string($0.path), "vendors": .strings($0.vendors)]
        }),
      "vendors": .array(
        vendors.map { ["vendor": .string($0.vendor), "version": .int($0.version)] }),
      "written": .strings(written),
    ]
  }

  func text(style: Style) -> String {
    let width = policies.map(\.path.count).max() ?? 0
    let lines = policies.map { policy in
      let space = String(repeating: " ", count: width - policy.path.count)
      let names = policy.vendors.map { id in
        id + (vendors.first { $0.vendor == id }.map { "@\($0.version)" } ?? "")
      }
      let text = names.isEmpty ? "no known vendor" : names.joined(separator: ", ")
      return "\(policy.path)\(space)   \(text)".printable + "\n"
    }
    return lines.joined() + "Wrote \(written.joined(separator: " and ")). Next: cspreg outdated\n"
  }
}
