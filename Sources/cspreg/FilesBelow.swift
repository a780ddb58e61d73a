import CommandOptions
import Deployments
import Glibc

/// The files below a folder that the user named, or beside a file that the user named.
struct FilesBelow: IncludableFiles {
  /// The folder as the user knows it; empty for the working directory.
  private let shown: String
  /// The folder without links; `nil` when it is not there.
  private let top: String?

  /// Takes the folder of a walk's file.
  init(top path: String) {
    var folder = path
    if !isDirectory(path) {
      let slash = path.lastIndex(of: "/")
      folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
    }
    shown = folder == "." ? "" : folder
    top = absolutePath(folder)
  }

  func files(matching pattern: String, entersFolders: Bool) -> [String]? {
    let names = pattern.split(separator: "/")
    let wild = names.firstIndex { $0.contains { "*?[".contains($0) } } ?? names.endIndex
    // A pattern that climbs could lead anywhere.
    if names[wild...].contains("..") { return nil }
    let folder = (pattern.hasPrefix("/") ? "/" : "") + names[..<wild].joined(separator: "/")
    guard let place = absolutePath(folder) else { return isInside(missing: folder) ? [] : nil }
    guard let name = name(of: place) else { return nil }
    if wild == names.endIndex {
      if isFile(place) { return [name] }
      return entersFolders ? matches(Self.escaped(place) + "/*", entersFolders: true) : []
    }
    return matches(
      Self.escaped(place) + "/" + names[wild...].joined(separator: "/"),
      entersFolders: entersFolders)
  }

  func bytes(of path: String) throws(UnreadableFile) -> [UInt8] {
    do throws(CommandError) {
      return try Input.read(path, limit: PolicyFinder.limit)
    } catch {
      throw UnreadableFile(String(error.message.prefix { $0 != "." }))
    }
  }

  private func matches(_ pattern: String, entersFolders: Bool) -> [String] {
    var found: [String] = []
    for path in Self.paths(matching: pattern) {
      guard let place = absolutePath(path), let name = name(of: place) else { continue }
      if isFile(place) {
        if !found.contains(name) { found.append(name) }
      } else if entersFolders {
        found += matches(Self.escaped(path) + "/*", entersFolders: true)
      }
    }
    return found
  }

  /// What glob(3) finds, sorted by bytes.
  private static func paths(matching pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { index in
      result.gl_pathv[index].map { String(cString: $0) }
    }
  }

  private static func escaped(_ path: String) -> String {
    String(path.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
  }

  /// How the user knows a place without links; `nil` outside of the folder.
  private func name(of place: String) -> String? {
    guard let top else { return nil }
    let start = top == "/" ? "/" : top + "/"
    guard place == top || place.hasPrefix(start) else { return nil }
    let below = String(place.dropFirst(start.count))
    return shown.isEmpty ? below : shown.hasSuffix("/") ? shown + below : "\(shown)/\(below)"
  }

  /// Whether a path that leads to nothing would be inside.
  private func isInside(missing path: String) -> Bool {
    var path = path
    while let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      if path[slash...] == "/.." { return false }
      path = String(path[..<slash])
      if let place = absolutePath(path) { return name(of: place) != nil }
    }
    return !path.hasPrefix("/") && absolutePath("").flatMap(name) != nil
  }
}
