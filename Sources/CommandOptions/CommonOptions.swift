public import ArgumentParser
public import Diagnostics
import Glibc
import JSONText
public import Reporting

/// How a result is written.
public enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case ndjson
}

/// The level from which findings make a command end with exit code 1.
public enum FailLevel: String, Sendable, CaseIterable, ExpressibleByArgument {
  case none
  case info
  case warn
  case `break`

  /// Whether a finding of a level counts.
  public func counts(_ level: Level) -> Bool {
    switch self {
    case .none: false
    case .info: level >= .info
    case .warn: level >= .warn
    case .break: level >= .break
    }
  }
}

/// When colours are used.
public enum ColorChoice: String, Sendable, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never

  /// The style for standard output.
  public var style: Style {
    switch self {
    case .always: Style(isColored: true)
    case .never: Style(isColored: false)
    case .auto:
      Style(isColored: isatty(STDOUT_FILENO) == 1 && (environment("NO_COLOR") ?? "").isEmpty)
    }
  }
}

/// How a plain result is shown.
public struct OutputOptions: ParsableArguments {
  /// The format.
  @Option(name: [.short, .long], help: "How the result is written: text, json or ndjson.")
  public var format: OutputFormat = .text

  /// Colours and messages.
  @OptionGroup public var messages: MessageOptions

  /// Made by the argument parser.
  public init() {}

  /// The style for standard output.
  public var style: Style { messages.style }

  /// Prints a report.
  public func print(_ report: some PlainReport) throws(CommandError) {
    switch format {
    case .text: try printResult(report.text(style: style))
    case .json: try printResult(report.json.canonical())
    case .ndjson:
      var lines = Output()
      for line in report.lines { try lines.write(line: line) }
      try lines.finish()
    }
  }

  /// Writes a message to standard error unless the user wants quiet.
  public func say(_ message: String) { messages.say(message) }
}

/// What is said beside the result, and in which colours.
public struct MessageOptions: ParsableArguments {
  /// When to use colours.
  @Option(help: "Colours: auto, always or never (NO_COLOR is honoured).")
  public var color: ColorChoice = .auto

  /// Whether messages on standard error are left out.
  @Flag(name: [.customShort("q"), .long], help: "Print the result only, no messages.")
  public var quiet = false

  /// Whether more is said on standard error.
  @Flag(name: [.customShort("v"), .long], help: "Say more on standard error.")
  public var verbose = false

  /// Made by the argument parser.
  public init() {}

  /// The style for standard output.
  public var style: Style { color.style }

  /// Writes a message to standard error unless the user wants quiet.
  public func say(_ message: String) {
    if !quiet { printError(message) }
  }
}
