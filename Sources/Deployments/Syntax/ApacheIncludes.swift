import Diagnostics

/// Which files an Apache configuration includes.
///
/// Paths are relative to `ServerRoot`, which is the folder of the main configuration or, where that
/// stands in `conf`, the one above; for a file that is read by itself, also to the folders above it.
struct ApacheIncludes {
  /// The configuration that the server is given.
  let root: SourceFile

  /// The files that a line includes; `nil` for one that includes none.
  func request(_ line: ApacheSource.Line) -> InclusionRequest? {
    let directive = line.string(0).lowercased()
    guard ["include", "includeoptional"].contains(directive), line.words.count == 2,
      // Not allowed there.
      !root.name.contains("htaccess")
    else { return nil }
    var path = line.string(1)
    // What is defined elsewhere or filled in is not known.
    if path.isEmpty || path.contains(where: { "${}".contains($0) }) { return nil }
    let text = path
    let isPattern = path.contains { "*?[".contains($0) }
    let isMain = ["httpd.conf", "apache2.conf"].contains(root.name)
    let folders = FileName.folders(above: root.path)
    let isBelowRoot = FileName.last(of: folders[0]) == "conf" && folders.count > 1
    var candidates: [String] = []
    if path.hasPrefix("/") {
      candidates.append(path)
      guard let installed = Self.folders.first(where: path.hasPrefix) else {
        return InclusionRequest(
          text: text, candidates: candidates, isPattern: isPattern, entersFolders: true,
          missing: directive == "include" ? .info : nil, offset: offset(of: line))
      }
      path = String(path.dropFirst(installed.count))
    }
    if isBelowRoot { candidates.append(FileName.join(folders[1], path)) }
    candidates.append(FileName.join(folders[0], path))
    if !isMain, !isPattern, text == path {
      candidates += folders.dropFirst().map { FileName.join($0, path) }
    }
    return InclusionRequest(
      text: text, candidates: candidates, isPattern: isPattern, entersFolders: true,
      missing: directive == "include" ? isMain ? .warn : .info : nil, offset: offset(of: line))
  }

  private func offset(of line: ApacheSource.Line) -> Int {
    line.text.source(at: line.words[0].range.lowerBound)?.lowerBound ?? 0
  }

  /// Where configurations are installed: a file there is one below the given one's server root.
  private static let folders = [
    "/etc/apache2/", "/etc/httpd/", "/usr/local/apache2/", "/usr/local/etc/apache24/",
    "/opt/homebrew/etc/httpd/",
  ]
}
