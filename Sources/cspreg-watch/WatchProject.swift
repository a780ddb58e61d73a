import CommandOptions
import Diagnostics
import Glibc
import ProjectConfiguration
import VendorRegistry
import VendorRequirements
import Watching

/// What the commands share: the project, its registries, and the watch's memory.
struct WatchProject {
  let project: Project?
  let search: RegistrySearch

  init(_ options: RegistryOptions) throws {
    search = options.search
    project = try search.project()
  }

  var configuration: Configuration { project?.configuration ?? Configuration() }

  /// A path of the configuration as the working directory sees it.
  func path(of path: String) -> String { project?.path(of: path) ?? path }

  /// How pages are watched.
  var settings: WatchSettings {
    var settings = configuration.watch
    settings.render = project?.browser
    return settings
  }

  /// Ends the command when a registry is not what the project's lock remembers.
  func requireLock() throws { try LockCheck.require(project, search) }

  /// Where the memory is.
  var stateFile: String { path(of: configuration.watch.state) }

  /// Opens the memory.
  func store() throws -> WatchStore { try WatchStore(path: stateFile) }

  /// Opens the memory only when there is one.
  func existingStore() throws -> WatchStore {
    guard isFile(stateFile) else {
      throw WatchError(
        stateFile, "nothing was watched yet. Begin with: cspreg watch --once", exitCode: .usage)
    }
    return try store()
  }

  /// The options that name the same registries and configuration for another program.
  func options() throws -> [String] {
    try search.found().flatMap { ["--registry", $0.directory] }
      + (project.map { ["--config", $0.file] } ?? [])
  }

  /// The text that a reference stands for; what is wrong with it is said without the text.
  func resolve(_ reference: Channel.Reference) throws(ChannelError) -> String {
    switch reference {
    case .literal(let text): return text
    case .environment(let name):
      guard let text = environment(name), !text.isEmpty else {
        throw ChannelError("the environment variable \(name) is not set.")
      }
      return text
    case .file(let file):
      guard let bytes = try? Input.read(path(of: file), limit: 1 << 16) else {
        throw ChannelError("the file \(file) cannot be read.")
      }
      let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
      guard !line.isEmpty else { throw ChannelError("the file \(file) is empty.") }
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// A sender of what is in a store.
  func sender(_ store: WatchStore, _ around: WatchSurroundings) -> Sender {
    Sender(
      store: store, channels: configuration.channels, around: around, resolve: resolve,
      path: path)
  }

  /// Keeps other watches away from the memory until the process ends.
  func lock() throws {
    let file = stateFile + ".lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw WatchError(file, "the lock cannot be written: \(String(cString: strerror(errno))).")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw WatchError(stateFile, "another watch is running with this state; stop it first.")
    }
  }
}
