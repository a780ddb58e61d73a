import Diagnostics
import Glibc
import ProjectConfiguration
public import VendorRegistry

/// Finds the registries and the project's configuration.
public struct RegistrySearch: Sendable {
  /// Directories that the user named; empty for the usual places.
  public var registries: [String]
  /// The configuration that the user named; `nil` for the nearest.
  public var config: String?

  /// Makes a search; without arguments in the usual places.
  public init(registries: [String] = [], config: String? = nil) {
    self.registries = registries
    self.config = config
  }

  /// A folder with a registry, and how it was found.
  public struct Found: Sendable, Hashable {
    /// How a registry was found.
    public enum Origin: Sendable, Hashable {
      /// `--registry` or `CSPREG_REGISTRY`, which name all that are to be searched.
      case named
      /// `cspreg.json`, or the nearest `Registry/` upwards.
      case project
      /// It came with the program.
      case installed
    }

    /// The folder.
    public var directory: String
    /// How it was found.
    public var origin: Origin
  }

  /// Opens the registries.
  public func open() throws -> Registries {
    try Registries(directories: found().map(\.directory))
  }

  /// The directory that is written.
  public func directory() throws -> String { try found()[0].directory }

  /// The folders that are searched, at least one: those that flag, environment, configuration or the
  /// folders upwards name, the first of these that names any; behind the latter two the one that is
  /// installed with the program.
  ///
  /// - Parameter ignoringProject: Whether to pass over what a configuration says.
  /// - Returns: The folders, the one that is written first.
  /// - Throws: When there is none, or the configuration cannot be read.
  public func found(ignoringProject: Bool = false) throws -> [Found] {
    if !registries.isEmpty { return registries.map { Found(directory: $0, origin: .named) } }
    if let named = environment("CSPREG_REGISTRY"), !named.isEmpty {
      return [Found(directory: named, origin: .named)]
    }
    var found: [Found] = []
    if !ignoringProject, let project = try project() {
      found = project.configuration.registries.map {
        Found(directory: project.path(of: $0), origin: .project)
      }
    }
    if found.isEmpty, let nearest = currentDirectory().flatMap(Self.nearestRegistry) {
      found = [Found(directory: nearest, origin: .project)]
    }
    if let installed = executableDirectory().flatMap(Self.nearestRegistry),
      !found.contains(where: { isSamePlace($0.directory, installed) })
    {
      found.append(Found(directory: installed, origin: .installed))
    }
    if found.isEmpty {
      throw CommandError(
        "no registry found",
        "Name one with --registry DIR or CSPREG_REGISTRY, or run inside a checkout.",
        exitCode: .usage)
    }
    return found
  }

  /// The project's configuration; `nil` when there is none.
  public func project() throws -> Project? { try Project.find(config) }

  /// The project's configuration.
  public func requireProject() throws -> Project {
    if let project = try project() { return project }
    throw CommandError(
      "cspreg.json", "there is none here or upwards. Make one with: cspreg init", exitCode: .usage)
  }

  /// The registry in a folder or in the nearest folder above it.
  private static func nearestRegistry(from start: String) -> String? {
    nearest(from: start) { isDirectory($0 + "/Registry/vendors") }.map { $0 + "/Registry" }
  }
}

/// Whether two paths lead to the same folder.
func isSamePlace(_ one: String, _ other: String) -> Bool {
  var (left, right) = (stat(), stat())
  return stat(one, &left) == 0 && stat(other, &right) == 0 && left.st_dev == right.st_dev
    && left.st_ino == right.st_ino
}
