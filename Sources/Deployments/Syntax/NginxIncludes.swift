import Diagnostics

/// Which files an nginx configuration includes.
///
/// Paths are relative to the folder of the configuration that nginx was given; for a file that is read
/// by itself, also to the folders above it. Patterns and their order are those of glob(3).
struct NginxIncludes {
  /// The configuration that nginx is given.
  let root: SourceFile

  /// How its files are put together.
  var grammar: Inclusion<NginxSource.Directive>.Grammar {
    Inclusion.Grammar(
      read: NginxSource.directives, block: \.block, request: { request($0, $1) })
  }

  private func request(
    _ directive: NginxSource.Directive, _ part: InclusionPart
  ) -> InclusionRequest? {
    guard directive.words.count == 2, part.text(at: directive.words[0].range) == "include" else {
      return nil
    }
    let path = part.text(at: directive.words[1].range)
    // What a tool fills in is not known.
    if path.isEmpty || path.contains(where: { "${}".contains($0) }) { return nil }
    let isPattern = path.contains { "*?[".contains($0) }
    let isMain = root.name == "nginx.conf"
    let folders = FileName.folders(above: root.path)
    var candidates = [path]
    if !path.hasPrefix("/") {
      let isAnywhere = !isMain && !isPattern
      candidates = (isAnywhere ? folders[...] : folders[..<1]).map { FileName.join($0, path) }
    } else if let installed = Self.folders.first(where: path.hasPrefix) {
      candidates.append(FileName.join(folders[0], String(path.dropFirst(installed.count))))
    }
    let isShipped = Self.shipped.contains(String(FileName.last(of: path)))
    return InclusionRequest(
      text: path, candidates: candidates, isPattern: isPattern,
      missing: isShipped ? nil : isMain ? .warn : .info,
      offset: directive.words[0].range.lowerBound)
  }

  /// Where configurations are installed: a file there is one beside the given one.
  private static let folders = [
    "/etc/nginx/", "/usr/local/nginx/conf/", "/usr/local/etc/nginx/",
    "/usr/local/openresty/nginx/conf/", "/opt/homebrew/etc/nginx/",
  ]

  /// Files that come with nginx and set no headers of answers.
  private static let shipped: Set<String> = [
    "mime.types", "fastcgi_params", "fastcgi.conf", "scgi_params", "uwsgi_params", "proxy_params",
    "koi-utf", "koi-win", "win-utf",
  ]
}
