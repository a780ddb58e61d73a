import Glibc
import Spawning

/// A registry as it stands in a revision of a git repository.
///
/// `git` does the reading, one process a file; the work tree is not looked at.
public struct GitStorage: RegistryStorage {
  private let directory: String
  private let revision: String

  /// Names a revision of the repository that a folder belongs to.
  ///
  /// - Parameters:
  ///   - directory: The registry's folder in the work tree.
  ///   - revision: A commit, tag or branch as git names it.
  /// - Throws: ``RegistryError`` when there is no git, no repository or no such revision.
  public init(directory: String, revision: String) throws(RegistryError) {
    let shown = String(revision.prefix(80))
    let isPlain = revision.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ":") }
    guard !revision.isEmpty, !revision.hasPrefix("-"), isPlain else {
      throw RegistryError(.badReference, shown, "this is no name of a git revision")
    }
    let arguments = [
      "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}",
    ]
    let found = try Self.git(in: directory, arguments)
    guard found.status == 0 else {
      throw RegistryError(
        .unreadable, shown,
        "git knows no such revision of \(directory); `git log` lists those that there are")
    }
    self.directory = directory
    self.revision = String(decoding: found.output.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// The path with the revision in front.
  public func describe(_ path: String) -> String {
    "\(revision.prefix(12)):\(directory)" + (path.isEmpty ? "" : "/\(path)")
  }

  /// The bytes of a file; `nil` when the revision has none.
  public func read(_ path: String) throws(RegistryError) -> [UInt8]? {
    let found = try Self.git(in: directory, ["cat-file", "blob", "\(revision):./\(path)"])
    return found.status == 0 ? found.output : nil
  }

  /// The names in a folder, sorted; folders end with `/`; a missing folder is empty.
  public func list(_ path: String) throws(RegistryError) -> [String] {
    let folder = path.isEmpty ? "./" : "./\(path)/"
    let found = try Self.git(in: directory, ["ls-tree", "-z", revision, "--", folder])
    guard found.status == 0 else { return [] }
    return found.output.split(separator: 0).map { entry in
      let text = String(decoding: entry, as: UTF8.self)
      let name = text.split(separator: "/").last.map(String.init) ?? text
      let bare = name.split(separator: "\t").last.map(String.init) ?? name
      return text.split(separator: " ").dropFirst().first == "tree" ? bare + "/" : bare
    }.sorted()
  }

  /// Runs git and takes what it prints.
  private static func git(
    in directory: String, _ arguments: [String]
  ) throws(RegistryError) -> (status: Int32, output: [UInt8]) {
    func failed(_ what: String) -> RegistryError {
      RegistryError(.unreadable, directory, "git cannot be run: \(what)")
    }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw failed(lastSystemError()) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var process: pid_t = 0
    let error = spawn(
      ["git", "-C", directory] + arguments, files: [.nothing, .descriptor(ends[1]), .nothing],
      process: &process)
    close(ends[1])
    defer { close(ends[0]) }
    guard error == 0 else { throw failed(String(cString: strerror(error))) }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(ends[0], &buffer, buffer.count)
      if count > 0 {
        output.append(contentsOf: buffer[..<count])
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // 127 is what a shell says when there is no such program.
    return (status & 0x7F == 0 ? status >> 8 & 0xFF : 127, output)
  }
}
