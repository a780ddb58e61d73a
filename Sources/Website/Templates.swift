/// The templates of the pages, read once.
struct Templates: Sendable {
  private let templates: [String: Template]

  /// Reads all of them.
  ///
  /// - Throws: What is wrong in one, which only a broken build can have.
  init() throws {
    var templates: [String: Template] = [:]
    for (name, bytes) in Self.sources {
      templates[name] = try Template(String(decoding: bytes, as: UTF8.self))
    }
    self.templates = templates
  }

  /// Fills a template; values are escaped for HTML, but those in three braces.
  func fill(_ name: String, _ fields: Fields) -> String {
    var text = ""
    templates[name]?.write(fields, to: &text)
    return text
  }

  /// Every template by its name.
  static let sources: [(name: String, bytes: [UInt8])] = [
    ("change", PackageResources.change_mustache),
    ("changes", PackageResources.changes_mustache),
    ("chart", PackageResources.chart_mustache),
    ("check", PackageResources.check_mustache),
    ("checked", PackageResources.checked_mustache),
    ("entry", PackageResources.entry_mustache),
    ("foot", PackageResources.foot_mustache),
    ("formlinks", PackageResources.formlinks_mustache),
    ("forms", PackageResources.forms_mustache),
    ("frame", PackageResources.frame_mustache),
    ("furniture", PackageResources.furniture_mustache),
    ("home", PackageResources.home_mustache),
    ("host", PackageResources.host_mustache),
    ("list", PackageResources.list_mustache),
    ("pager", PackageResources.pager_mustache),
    ("profile", PackageResources.profile_mustache),
    ("report", PackageResources.report_mustache),
    ("rule", PackageResources.rule_mustache),
    ("source", PackageResources.source_mustache),
    ("use", PackageResources.use_mustache),
    ("vendor", PackageResources.vendor_mustache),
    ("version", PackageResources.version_mustache),
  ]
}
