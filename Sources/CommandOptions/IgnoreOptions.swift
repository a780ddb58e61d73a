public import ArgumentParser

/// Which findings were accepted before.
public struct IgnoreOptions: ParsableArguments {
  /// The file.
  @Option(
    name: .customLong("ignore"),
    help: ArgumentHelp(
      "File with accepted findings (default: the nearest cspreg.ignore upwards).",
      valueName: "file"))
  public var file: String?

  /// Whether every finding is shown.
  @Flag(help: "Show accepted findings as well.")
  public var noIgnore = false

  /// Made by the argument parser.
  public init() {}

  /// The findings that the options name.
  public var accepted: AcceptedFindings { AcceptedFindings(file: file, areShown: noIgnore) }
}
