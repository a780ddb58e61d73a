import Glibc

/// Finds the files that a glob stands for.
public enum FileGlob {
  /// How deep `**` goes.
  static let depthLimit = 64

  /// The files that any of some globs matches, each once, sorted.
  ///
  /// Only folders that can hold a match are read. A folder that cannot be read holds nothing. `**`
  /// does not follow links, so that it always ends.
  ///
  /// - Parameters:
  ///   - globs: The patterns.
  ///   - folder: What they are relative to; empty means the working directory.
  /// - Returns: Paths that begin with `folder`, unless their glob starts at the root.
  public static func files(_ globs: [String], in folder: String) -> [String] {
    var found: Set<String> = []
    for glob in globs {
      for pattern in GlobPattern.patterns(of: glob) {
        collect(pattern.segments[...], at: pattern.isAbsolute ? "/" : folder, 0, &found)
      }
    }
    return found.sorted()
  }

  /// A path within a folder; one that starts at the root stays as it is.
  public static func path(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  private static func collect(
    _ segments: ArraySlice<GlobPattern.Segment>, at place: String, _ depth: Int,
    _ found: inout Set<String>
  ) {
    guard let first = segments.first else {
      if kind(of: place) == .file { found.insert(place) }
      return
    }
    let rest = segments.dropFirst()
    switch first {
    case .name(let name): collect(rest, at: path(name, in: place), depth, &found)
    case .pattern:
      for name in names(in: place) where first.matches(name) {
        let entry = path(name, in: place)
        if rest.isEmpty || kind(of: entry) == .folder { collect(rest, at: entry, depth, &found) }
      }
    case .folders:
      // A glob that ends with ** means everything below.
      let everything: GlobPattern.Segment = .pattern([.anyText])
      collect(rest.isEmpty ? [everything] : rest, at: place, depth, &found)
      guard depth < depthLimit else { return }
      for name in names(in: place) where GlobPattern.isEntered(name) {
        let entry = path(name, in: place)
        if kind(of: entry, followingLinks: false) == .folder {
          collect(segments, at: entry, depth + 1, &found)
        }
      }
    }
  }

  private enum Kind {
    case file
    case folder
    case missing
  }

  private static func kind(of path: String, followingLinks: Bool = true) -> Kind {
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    guard result == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG, S_IFIFO: return .file
    default: return .missing
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = Glibc.readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
