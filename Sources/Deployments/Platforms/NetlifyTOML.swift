import Diagnostics

/// `netlify.toml`: `[[headers]]` with `for` and `values`.
enum NetlifyTOML: Platform {
  static let id = "netlify-toml"

  static func claims(_ name: String) -> Claim {
    if name == "netlify.toml" { return .certain }
    return name.hasPrefix("netlify") && name.hasSuffix(".toml") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let isCertain = claims(file.name) == .certain
    var fields = HeaderFields()
    let content = TOMLSource.read(file, as: id, isCertain: isCertain) { root in
      collect(root, &fields)
      return fields.policies
    }
    guard var content, isCertain || !content.policies.isEmpty else { return nil }
    content.diagnostics += fields.lineBreaks(
      file, "the value has line breaks; a header cannot, so end each line with a backslash")
    return content
  }

  private static func collect(_ root: DataNode, _ fields: inout HeaderFields) {
    for rule in root["headers"]?.elements ?? [] {
      let scope = rule["for"]?.string
      for entry in rule["values"]?.entries ?? [] {
        // Netlify joins the elements of a list with commas: each is a policy.
        for node in entry.value.elements.isEmpty ? [entry.value] : entry.value.elements {
          if let text = node.text { fields.add(entry.key, text, scope: scope) }
        }
      }
      fields.nextPage()
    }
  }
}
