public import ArgumentParser
import Diagnostics
public import RequirementDiff

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

  /// Takes accepted findings out of a report.
  ///
  /// - Parameters:
  ///   - report: What changed.
  ///   - say: Receives warnings about lines that are expired or fit nothing.
  /// - Returns: The report that is left.
  /// - Throws: What stops the file from being read.
  public func apply(to report: DiffReport, say: (String) -> Void) throws -> DiffReport {
    guard !noIgnore, let path = file ?? nearestFile(named: "cspreg.ignore") else { return report }
    let list = try IgnoreList(parsing: Input.read(path), file: path)
    let (left, warnings) = list.apply(to: report, today: String(now().prefix(10)))
    for warning in warnings {
      say("\(path):\(warning.line ?? 1): \(warning.rule): \(warning.message)")
    }
    return left
  }
}
