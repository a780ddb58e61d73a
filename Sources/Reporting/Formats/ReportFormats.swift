/// How a report is written.
public protocol ReportFormat: Sendable {
  /// The name after `-f`.
  static var name: String { get }

  /// The whole output, with a final newline unless it is empty.
  static func write(_ report: any Report, _ surroundings: Surroundings) -> String
}

/// What a format may need besides the report.
public struct Surroundings: Sendable, Hashable {
  /// How text is dressed.
  public var style: Style
  /// Version of the program that writes.
  public var version: String

  /// Makes a value.
  public init(style: Style, version: String) {
    self.style = style
    self.version = version
  }
}

/// Every format.
public enum ReportFormats {
  /// In the order in which help lists them.
  public static let all: [any ReportFormat.Type] = [
    TextFormat.self,
    JSONFormat.self,
    NDJSONFormat.self,
    MarkdownFormat.self,
    HTMLFormat.self,
    SARIFFormat.self,
    JUnitFormat.self,
    GitHubFormat.self,
    IgnoreFormat.self,
  ]
}
