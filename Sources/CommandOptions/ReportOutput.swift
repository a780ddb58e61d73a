import Diagnostics
public import Reporting

/// How a report and the messages beside it are written.
public struct ReportOutput: Sendable {
  /// The report's format.
  public var format: ReportFormatName
  /// Colours of the report.
  public var style: Style
  /// Whether messages on standard error are left out.
  public var isQuiet: Bool

  /// Makes an output; without arguments text for the terminal at hand.
  public init(
    format: ReportFormatName = ReportFormatName(name: "text"),
    style: Style = ColorChoice.auto.style,
    isQuiet: Bool = false
  ) {
    self.format = format
    self.style = style
    self.isQuiet = isQuiet
  }

  /// Prints a report.
  ///
  /// - Throws: ``CommandError`` when the report has no such form or output cannot be written.
  public func print(_ report: any Report) throws(CommandError) {
    guard let kind = ReportFormats.all.first(where: { $0.name == format.name }) else {
      preconditionFailure("ReportFormatName holds the name of a format")
    }
    if format.name == "ignore", report.ignoreLines == nil {
      throw CommandError(
        "-f ignore", "only the findings of diff can be ignored.", exitCode: .usage)
    }
    try printResult(kind.write(report, Surroundings(style: style, version: version)))
  }

  /// Writes a message to standard error unless the user wants quiet.
  public func say(_ message: String) {
    if !isQuiet { printError(message) }
  }
}
