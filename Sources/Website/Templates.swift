import Mustache
import Reporting

/// Values are escaped as everything else in the house is; text keeps its lines.
private struct EscapedText: MustacheContentType {
  func escapeText(_ text: String) -> String { Markup.escapedLines(text) }
}

/// The templates of the pages, compiled once.
struct Templates: Sendable {
  private let library: MustacheLibrary

  /// Compiles all of them.
  ///
  /// - Throws: What is wrong in one, which only a broken build can have.
  init() throws {
    MustacheContentTypes.register(EscapedText(), named: "ESCAPED")
    var library = MustacheLibrary()
    for (name, bytes) in Self.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      try library.register("{{% CONTENT_TYPE: ESCAPED}}" + text, named: name)
    }
    self.library = library
  }

  /// Fills a template; values are escaped for HTML, but those in three braces.
  func fill(_ name: String, _ fields: Fields) -> String {
    library.render(fields, withTemplate: name) ?? ""
  }

  /// Every template by its name.
  static let sources: [(name: String, bytes: [UInt8])] = [
    ("change", PackageResources.change_mustache),
    ("changes", PackageResources.changes_mustache),
    ("chart", PackageResources.chart_mustache),
    ("check", PackageResources.check_mustache),
    ("checked", PackageResources.checked_mustache),
    ("directive", PackageResources.directive_mustache),
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
    ("place", PackageResources.place_mustache),
    ("profile", PackageResources.profile_mustache),
    ("report", PackageResources.report_mustache),
    ("rule", PackageResources.rule_mustache),
    ("since", PackageResources.since_mustache),
    ("source", PackageResources.source_mustache),
    ("use", PackageResources.use_mustache),
    ("vendor", PackageResources.vendor_mustache),
    ("version", PackageResources.version_mustache),
  ]
}
