public import Diagnostics
import ProjectConfiguration
import VendorRegistry

/// Holds registries against what a `cspreg.lock` remembers of them.
public struct LockCheck {
  private let project: Project
  private let lock: Lock
  private let found: [RegistrySearch.Found]
  private let registries: Registries

  /// Prepares a check; `nil` when the project has no lock.
  ///
  /// - Parameters:
  ///   - project: The project.
  ///   - search: Which registries are searched.
  /// - Throws: When the lock is not what was written, or a registry cannot be opened.
  public init?(_ project: Project, _ search: RegistrySearch) throws {
    guard let lock = try project.lock() else { return nil }
    self.project = project
    self.lock = lock
    found = try search.found()
    registries = try Registries(directories: found.map(\.directory))
  }

  /// Ends the command when a registry is not what the project's lock remembers.
  ///
  /// Reads two lines of each log and those of the bound vendors; no record.
  public static func require(_ project: Project?, _ search: RegistrySearch) throws {
    guard let project, let check = try LockCheck(project, search) else { return }
    let findings = try check.findings().filter { $0.level == .break }
    guard let first = findings.first else { return }
    let more = findings.count > 1 ? " (and \(findings.count - 1) more: cspreg verify)" : ""
    let place = (first.file ?? project.lockFile) + (first.line.map { ":\($0)" } ?? "")
    throw CommandError(place, first.message + more, exitCode: .integrity)
  }

  /// Everything that does not fit.
  public func findings() throws -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var known: Set<Int> = []
    for entry in lock.registries {
      guard let index = try position(of: entry) else {
        if let finding = missing(entry) { findings.append(finding) }
        continue
      }
      known.insert(index)
      let head = KnownHead(first: entry.first, seq: entry.seq, line: entry.head)
      let notedBy = "\(project.lockFile):\(entry.lockLine)"
      if let finding = try registries.all[index].parting(from: head, notedBy: notedBy) {
        findings.append(finding)
      }
    }
    for version in lock.versions {
      guard let index = registries.all.firstIndex(where: { $0.has(version.vendor) }) else {
        if !isNamed {
          findings.append(
            finding(
              "lock-version-missing", version.lockLine,
              "\(version.name) is bound here, and no registry has the vendor"))
        }
        continue
      }
      // A registry that the user named instead of the project's own may say anything.
      if isNamed, !known.contains(index) { continue }
      if let finding = try differing(version, in: registries.all[index]) {
        findings.append(finding)
      }
    }
    return findings
  }

  private var isNamed: Bool { found.contains { $0.origin == .named } }

  /// The registry that an entry speaks of: the same folder or, when the user named others, a copy.
  private func position(of entry: Lock.Registry) throws -> Int? {
    let same = found.firstIndex { place in
      entry.path.map { isSamePlace(project.path(of: $0), place.directory) }
        ?? (place.origin == .installed)
    }
    if same != nil || !isNamed { return same }
    // A wrong path must show, even where the registry is known by its first line.
    if let path = entry.path, !isDirectory(project.path(of: path)) { return nil }
    return try registries.all.firstIndex { try $0.firstLine() == entry.first }
  }

  private func missing(_ entry: Lock.Registry) -> Diagnostic? {
    if let path = entry.path, !isDirectory(project.path(of: path)) {
      return finding(
        "lock-registry-missing", entry.lockLine,
        "the registry \(path) is remembered here, and there is no such folder")
    }
    if isNamed { return nil }
    let name = entry.path ?? "that is installed with the program"
    return finding(
      "lock-registry-missing", entry.lockLine,
      "the registry \(name) is remembered here, and is not one of those that are searched")
  }

  private func differing(
    _ version: Lock.Version, in registry: VendorRegistry
  ) throws -> Diagnostic? {
    let published = try registry.versions(of: version.vendor)
      .first { $0.number == version.number }
    guard let published else {
      return finding(
        "lock-version-missing", version.lockLine,
        "\(version.name) is bound here, and \(registry.name) has no such version")
    }
    if version.sha256 == published.sha256, version.requirements == published.requirements {
      return nil
    }
    // A version that was copied since from a registry further behind is still the same.
    if version.requirements == published.requirements,
      try registry.originalHash(of: published) == version.sha256
    {
      return nil
    }
    for (name, bound, there) in [
      ("record", version.sha256, published.sha256),
      ("requirements", version.requirements, published.requirements),
    ] where bound != there {
      return finding(
        "lock-version-differs", version.lockLine,
        "\(version.name) is bound to a \(name) hash of \(bound.prefix(12))…, line "
          + "\(published.seq) of \(registry.name)/log.jsonl says \(there.prefix(12))…: the lock "
          + "or the registry's history was changed")
    }
    return nil
  }

  private func finding(_ rule: String, _ line: Int, _ message: String) -> Diagnostic {
    Diagnostic(
      rule: rule, level: .break, file: project.lockFile, line: line,
      message: message + ". " + LockFile.advice)
  }
}
