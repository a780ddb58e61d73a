public import Diagnostics
import Glibc

/// Goes through files and folders, in the order of their names.
///
/// Leaves out what `.gitignore` leaves out, `.git` and `node_modules`. Links to files are followed,
/// links to folders are not. What cannot be read is reported and passed over.
public struct FileTree {
  /// Which names of files found in folders are worth a visit, in lower case.
  private let isWanted: (String) -> Bool
  private let visit: (Visit) throws(CommandError) -> Void
  private let report: (Diagnostic) -> Void

  /// A file that the walk comes to.
  public struct Visit: Sendable {
    /// Its path.
    public var path: String
    /// The path that the user named: it, or a folder above it.
    public var top: String
    /// How many bytes it has; 0 where that is not known yet.
    public var size: Int

    /// Whether the user named it.
    public var isNamed: Bool { path == top }
  }

  /// One folder's rules, and how many names lead to it.
  private struct Level {
    var rules: IgnoreRules
    var depth: Int
  }

  private struct Inode: Hashable {
    var device: dev_t
    var number: ino_t

    init(_ status: stat) {
      device = status.st_dev
      number = status.st_ino
    }
  }

  private var top = ""
  private var levels: [Level] = []
  private var ancestors: [Inode] = []
  private var seen: Set<Inode> = []

  /// Prepares a walk.
  ///
  /// - Parameters:
  ///   - isWanted: Whether a file found in a folder is worth a visit, by its name in lower case.
  ///   - visit: Receives each file.
  ///   - report: Receives what cannot be read.
  public init(
    isWanted: @escaping (String) -> Bool,
    visit: @escaping (Visit) throws(CommandError) -> Void,
    report: @escaping (Diagnostic) -> Void
  ) {
    self.isWanted = isWanted
    self.visit = visit
    self.report = report
  }

  /// Visits a file, or what is in a folder.
  public mutating func walk(_ path: String) throws(CommandError) {
    guard path != "-", isDirectory(path) else {
      return try visit(Visit(path: path, top: path, size: 0))
    }
    let absolute = names(of: absolutePath(path) ?? path)
    levels = rulesAbove(absolute)
    ancestors = []
    seen = []
    var shown = path
    while shown.count > 1, shown.hasSuffix("/") { shown.removeLast() }
    top = shown
    try enter(shown, absolute)
  }

  private mutating func enter(
    _ path: String, _ names: [ArraySlice<UInt8>]
  ) throws(CommandError) {
    var status = stat()
    guard stat(path, &status) == 0, let entries = entries(of: path) else {
      return say("unreadable", path, "cannot be read: \(systemMessage(errno))")
    }
    ancestors.append(Inode(status))
    let depth = levels.count
    if entries.contains(where: { $0.name == ".gitignore" }),
      let bytes = try? Input.read(path == "." ? ".gitignore" : join(path, ".gitignore"))
    {
      levels.append(Level(rules: IgnoreRules(parsing: bytes), depth: names.count))
    }
    defer {
      levels.removeLast(levels.count - depth)
      ancestors.removeLast()
    }
    for entry in entries {
      let below = names + [Array(entry.name.utf8)[...]]
      let inner = join(path, entry.name)
      switch entry.kind {
      case .folder:
        if entry.name == ".git" || entry.name == "node_modules" { continue }
        if !ignores(below, isFolder: true) { try enter(inner, below) }
      case .file:
        guard isWanted(entry.name.lowercased()), !ignores(below, isFolder: false) else { continue }
        try visitOnce(inner)
      case .link:
        if !ignores(below, isFolder: false) { try follow(inner, entry.name) }
      case .other: continue
      }
    }
  }

  private mutating func follow(_ path: String, _ name: String) throws(CommandError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ELOOP { say("link-loop", path, "is a link that leads to itself") }
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      if ancestors.contains(Inode(status)) {
        say("link-loop", path, "is a link to a folder that it stands in")
      }
    } else if status.st_mode & S_IFMT == S_IFREG, isWanted(name.lowercased()) {
      try visitOnce(path)
    }
  }

  /// A file that several links lead to is visited once.
  private mutating func visitOnce(_ path: String) throws(CommandError) {
    var status = stat()
    if stat(path, &status) == 0, !seen.insert(Inode(status)).inserted { return }
    try visit(Visit(path: path, top: top, size: Int(status.st_size)))
  }

  private func ignores(_ names: [ArraySlice<UInt8>], isFolder: Bool) -> Bool {
    for level in levels.reversed() where level.depth < names.count {
      if let answer = level.rules.ignores(Array(names[level.depth...]), isFolder: isFolder) {
        return answer
      }
    }
    return false
  }

  private func say(_ rule: String, _ path: String, _ message: String) {
    report(
      Diagnostic(
        rule: rule, level: rule == "unreadable" ? .warn : .info, file: path, message: message))
  }

  /// The rules of the folders above, up to the one that holds `.git`; none outside of a repository.
  private func rulesAbove(_ names: [ArraySlice<UInt8>]) -> [Level] {
    var found: [Level] = []
    for depth in stride(from: names.count, through: 0, by: -1) {
      let folder =
        "/"
        + names[..<depth].map { String(decoding: $0, as: UTF8.self) }
        .joined(separator: "/")
      if depth < names.count, let bytes = try? Input.read(join(folder, ".gitignore")) {
        found.insert(Level(rules: IgnoreRules(parsing: bytes), depth: depth), at: 0)
      }
      let git = join(folder, ".git")
      if isDirectory(git) || isFile(git) {
        if let bytes = try? Input.read(join(git, "info/exclude")) {
          found.insert(Level(rules: IgnoreRules(parsing: bytes), depth: depth), at: 0)
        }
        return found
      }
    }
    return []
  }

  private func names(of path: String) -> [ArraySlice<UInt8>] {
    Array(path.utf8).split(separator: 0x2F)
  }

  private func join(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}

extension FileTree {
  private enum Kind { case file, folder, link, other }

  private func entries(of path: String) -> [(name: String, kind: Kind)]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    var entries: [(name: String, kind: Kind)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var kind: Kind
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_REG): kind = .file
      case Int32(DT_DIR): kind = .folder
      case Int32(DT_LNK): kind = .link
      case Int32(DT_UNKNOWN): kind = kindByStatus(join(path, name))
      default: kind = .other
      }
      entries.append((name, kind))
    }
    return entries.sorted { $0.name < $1.name }
  }

  private func kindByStatus(_ path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }
}
