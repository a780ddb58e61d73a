import CommandOptions
import Diagnostics
import Glibc
import Synchronization
import Website

/// The folder that the site is written to.
///
/// What is new or changed is written beside it first, in a folder of its own; only when all of it is there it
/// takes its place, file by file, folders that were not there yet as wholes. A run that fails leaves the site
/// as it was. Files that are not the site's stay, but in the folders that the site fills.
final class SiteFolder: Sendable {
  /// How many files the site has, and what this run did.
  struct Counts: Sendable {
    var total = 0
    var written = 0
    var removed = 0
  }

  private struct State: Sendable {
    var paths: Set<String> = []
    var written = 0
    var folders: Set<String> = []
  }

  /// Says that the folder is ours.
  static let marker = ".cspreg-site"
  private static let staging = ".cspreg-site-new"
  private static let note =
    "cspreg site writes this folder. What stands in the folders below is replaced and removed by it.\n"
  /// Folders that hold nothing but the site.
  private static let own = [
    "assets", "browse", "changes", "directives", "hosts", "rules", "search", "v1", "vendors",
  ]

  private let path: String
  private let lock: Int32
  private let state = Mutex(State())

  /// Takes the folder.
  ///
  /// - Throws: ``CommandError`` when something else stands in it, another run writes it, or it cannot be made.
  init(_ path: String) throws(CommandError) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let names = try Self.makeFolder(self.path)
    // Hidden files, such as those of git, are nobody's pages and stay.
    if !names.contains(Self.marker), names.contains(where: { !$0.hasPrefix(".") }) {
      throw CommandError(
        path,
        "the folder holds files that are not of a site made before. Name an empty or new folder.",
        exitCode: .usage)
    }
    lock = open("\(self.path)/\(Self.marker)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw Self.failure("\(path)/\(Self.marker)", "be made") }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw CommandError(path, "another run writes this folder.", exitCode: .unfinished)
    }
    guard ftruncate(lock, 0) == 0, Self.write(Array(Self.note.utf8), to: lock) else {
      throw Self.failure("\(path)/\(Self.marker)", "be written")
    }
    try FolderTree.remove("\(self.path)/\(Self.staging)")
  }

  deinit {
    try? FolderTree.remove("\(path)/\(Self.staging)")
    close(lock)
  }

  /// Takes a file; what stands there already is not written again.
  ///
  /// May be called on any thread.
  func write(_ file: SiteFile) throws(CommandError) {
    let name = file.path.text
    let isNew = state.withLock { $0.paths.insert(name).inserted }
    precondition(isNew, "two files of the site are called \(name)")
    if FolderTree.holds("\(path)/\(name)", file.bytes) { return }
    let target = "\(path)/\(Self.staging)/\(name)"
    try makeFolders(of: "\(Self.staging)/\(name)")
    let descriptor = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(target, "be made") }
    let isWritten = Self.write(file.bytes, to: descriptor)
    let failure = Self.failure(target, "be written")
    // A full disk may show only now.
    guard close(descriptor) == 0, isWritten else { throw failure }
    state.withLock { $0.written += 1 }
  }

  /// Puts everything in its place and removes what is of the site no longer.
  func finish() throws(CommandError) -> Counts {
    let (paths, written) = state.withLock { ($0.paths, $0.written) }
    try FolderTree.move("\(path)/\(Self.staging)", onto: path)
    var removed = 0
    for folder in Self.own {
      removed += try FolderTree.prune("\(path)/\(folder)", prefix: "\(folder)/", keeping: paths)
    }
    return Counts(total: paths.count, written: written, removed: removed)
  }

  /// Makes the folders above a file.
  private func makeFolders(of name: String) throws(CommandError) {
    guard let slash = name.lastIndex(of: "/") else { return }
    let folder = String(name[..<slash])
    if state.withLock({ $0.folders.contains(folder) }) { return }
    try makeFolders(of: folder)
    guard mkdir("\(path)/\(folder)", 0o755) == 0 || errno == EEXIST else {
      throw Self.failure("\(path)/\(folder)", "be made")
    }
    _ = state.withLock { $0.folders.insert(folder) }
  }

  /// Makes the folder where there is none; the names in it, without those of a run that was stopped.
  private static func makeFolder(_ path: String) throws(CommandError) -> [String] {
    if isFile(path) {
      throw CommandError(path, "is a file. Name a folder.", exitCode: .usage)
    }
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw failure(made, "be made") }
      made += "/"
    }
    guard let names = FolderTree.names(in: path) else { throw failure(path, "be read") }
    return names.map(\.name)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  private static func failure(
    _ path: String, _ verb: String, _ advice: String = "The site is as it was."
  ) -> CommandError {
    let reason = String(cString: strerror(errno))
    return CommandError(path, "cannot \(verb): \(reason). \(advice)", exitCode: .unfinished)
  }
}
