/// HTTP archives, as browsers export them: the response headers of each entry.
///
/// Browsers export several header lines of one name as one value with line feeds between them.
enum HAR: Platform {
  static let id = "har"

  static func claims(_ name: String) -> Claim {
    FileName.ending(of: name) == "har" ? .certain : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    JSONHeaders.read(file, as: id, isCertain: claims(file.name) == .certain) { headers in
      guard let entries = headers.json.root[["log", "entries"]] else { return false }
      for entry in entries.elements {
        headers.add(
          pairs: entry[["response", "headers"]], named: "name",
          scope: entry[["request", "url"]]?.string)
      }
      return true
    }
  }
}
