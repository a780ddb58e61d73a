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
      let json = headers.json
      guard let entries = json.member("entries", of: json.member("log", of: json.root)) else {
        return false
      }
      for entry in json.elements(of: entries) {
        headers.add(
          pairs: json.member("headers", of: json.member("response", of: entry)), named: "name",
          scope: json.string(json.member("url", of: json.member("request", of: entry))))
      }
      return true
    }
  }
}
