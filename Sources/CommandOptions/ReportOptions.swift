public import ArgumentParser
public import Reporting

/// How a report is shown.
public struct ReportOptions: ParsableArguments {
  /// The format.
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "How the report is written: text, json, ndjson, markdown, html, sarif, junit, github or ignore.",
      valueName: "format"))
  public var format = ReportFormatName(name: "text")

  /// Colours and messages.
  @OptionGroup public var messages: MessageOptions

  /// Made by the argument parser.
  public init() {}

  /// Where the report goes.
  public var output: ReportOutput {
    ReportOutput(format: format, style: messages.style, isQuiet: messages.quiet)
  }

  /// Prints a report.
  ///
  /// - Throws: ``CommandError`` when the report has no such form or output cannot be written.
  public func print(_ report: any Report) throws(CommandError) { try output.print(report) }

  /// Writes a message to standard error unless the user wants quiet.
  public func say(_ message: String) { messages.say(message) }
}

/// The name of one of ``ReportFormats``.
public struct ReportFormatName: ExpressibleByArgument, Sendable {
  /// The name.
  public let name: String

  /// Takes the name of a format.
  public init(name: String) { self.name = name }

  /// Takes a name that a format has.
  public init?(argument: String) {
    guard Self.allValueStrings.contains(argument) else { return nil }
    name = argument
  }

  /// The name, for help.
  public var defaultValueDescription: String { name }

  /// The names of all formats.
  public static var allValueStrings: [String] { ReportFormats.all.map { $0.name } }
}
