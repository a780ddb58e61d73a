import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import ProjectConfiguration
import Reporting
import VendorRegistry

/// The policies that a project's `cspreg.json` lists, read from their files.
struct Inventory {
  /// The policies that one page of a file is under.
  struct Page {
    /// The entry that lists it, with the file's defaults filled in.
    let entry: InventoryEntry
    /// Which vendor versions it uses.
    let uses: Uses
    let path: String
    let line: Int?
    let policies: PolicyList
    /// The file's part that ``policies`` stand in; `nil` for a live page.
    let part: Part?
  }

  /// The policies of a page as they stand in their file.
  struct Part {
    /// The file that is edited, which may include the one that the policies stand in.
    let path: String
    let page: DeployedPage
    /// Id of the file's platform.
    let platform: String
    /// Whether the file holds more policies than these.
    let isSeveral: Bool
  }

  let project: Project
  /// What the project's lock remembers.
  let lock: Lock?
  private(set) var pages: [Page] = []
  /// Whether some policies could not be read.
  private(set) var exit = Diagnostics.ExitCode.done

  private let allowsPrivate: Bool

  /// Reads every policy; says what cannot be read and goes on.
  ///
  /// - Parameters:
  ///   - project: The project.
  ///   - allowsPrivate: Whether live pages may be at private addresses.
  /// - Throws: When the configuration lists no policies, or its lock cannot be read.
  init(_ project: Project, allowsPrivate: Bool = false) throws {
    self.project = project
    self.allowsPrivate = allowsPrivate
    lock = try project.lock()
    if project.configuration.policies.isEmpty {
      throw CommandError(
        project.file,
        "it lists no policies. Add them under \"policies\", or name some with "
          + "--policies.", exitCode: .usage)
    }
    for entry in project.configuration.policies {
      if case .url(let url) = entry.place {
        try fetch(url, entry)
      } else {
        let paths = try paths(of: entry)
        let inclusions = try Inclusions(in: paths, jobs: 1)
        var known = KnownPages()
        for path in paths where !inclusions.isIncluded(path) { try read(path, entry, &known) }
      }
    }
  }

  /// The vendors that a page uses, each with the version that it is bound to.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - domains: The domains of each known vendor's own hosts.
  /// - Returns: Vendor ids with a version, sorted; `nil` for one that the lock does not know.
  func vendors(of page: Page, _ domains: [String: [String]]) -> [(id: String, version: Int?)] {
    if case .pinned(let versions) = page.uses {
      return versions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    return domains.keys.sorted().filter { page.policies.namesHost(under: domains[$0] ?? []) }.map {
      ($0, lock?.auto($0)?.number)
    }
  }

  private mutating func paths(of entry: InventoryEntry) throws -> [String] {
    switch entry.place {
    case .path(let path): return [project.path(of: path)]
    case .globs(let globs):
      let found = FileGlob.files(globs, in: project.folder)
      if found.isEmpty {
        report(entry, "no file matches \(globs.joined(separator: ", ")).")
      }
      return found
    case .url: return []
    }
  }

  private mutating func fetch(_ url: String, _ entry: InventoryEntry) throws {
    let policies: PolicyList
    do throws(CommandError) {
      policies = try FetchedPolicies.read(url, allowsPrivate: allowsPrivate)
    } catch {
      return report(entry, error.description)
    }
    if policies.policies.isEmpty { return report(entry, "\(url): the page has no policy.") }
    add(policies, entry, path: url, line: nil)
  }

  private mutating func read(
    _ path: String, _ entry: InventoryEntry, _ known: inout KnownPages
  ) throws {
    let file: SourceFile
    do throws(CommandError) {
      file = SourceFile(
        path: path, bytes: try Input.read(path),
        includable: FilesBelow(top: isBelow(path) ? project.folder : path))
    } catch {
      return report(entry, error.description)
    }
    guard let found = Platforms.read(file), !found.pages.isEmpty else {
      return report(entry, "\(path): no policy in it.")
    }
    let whole = found.source ?? file
    let lines = PolicyLines(whole)
    let repeated = known.repeated(of: found, in: whole)
    for page in found.pages where !page.indices.allSatisfy(repeated.contains) {
      add(
        page.list, entry, path: page.first.map(lines.path) ?? path,
        line: page.first.map { lines.lines(of: $0).lowerBound },
        part: Part(
          path: path, page: page, platform: found.platform, isSeveral: found.policies.count > 1))
    }
  }

  /// Whether a file is one of the project.
  private func isBelow(_ path: String) -> Bool {
    guard let file = absolutePath(path), let folder = absolutePath(project.folder) else {
      return false
    }
    return file.hasPrefix(folder + "/")
  }

  private mutating func add(
    _ policies: PolicyList, _ entry: InventoryEntry, path: String, line: Int?, part: Part? = nil
  ) {
    var entry = entry
    entry.uses = project.configuration.uses(of: entry)
    entry.regions = project.configuration.regions(of: entry)
    pages.append(
      Page(
        entry: entry, uses: entry.uses ?? .auto, path: path, line: line, policies: policies,
        part: part))
  }

  private mutating func report(_ entry: InventoryEntry, _ message: String) {
    printError("cspreg: \(entry.name.printable): \(message.printable)")
    exit = exit.worst(.unfinished)
  }
}
