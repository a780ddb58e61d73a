import ArgumentParser
import CommandOptions
import Diagnostics
import ReportReceiving

/// `cspreg reports`.
struct ReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "Gives out the violation reports that cspreg serve --reports counted.",
    discussion: """
      cspreg who --reports FILE reads the file as it is; this is for other programs, and for a part of it.

      Examples:
        cspreg reports export reports.db
        cspreg reports export reports.db --since 2026-11-20 | cspreg who --reports -
      """, subcommands: [ReportsExportCommand.self])
}

/// `cspreg reports export`.
struct ReportsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Prints what was counted as reports, one a line with the number that it stands for.")

  @Argument(help: ArgumentHelp("The file that cspreg serve --reports uses.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "Only what was seen at or after this time, ISO 8601; with all that was counted of it.",
      valueName: "time"))
  var since: String?

  func validate() throws {
    if let since, Moment.seconds(of: since) == nil {
      throw ValidationError("--since takes a time such as 2026-11-20 or 2026-11-20T08:00:00Z.")
    }
  }

  func run() throws {
    guard isFile(file) else { throw CommandError(file, "is not there.", exitCode: .unfinished) }
    var output = Output()
    var problem: CommandError?
    let together = try SQLiteReportStore(path: file).eachCount(
      since: since.flatMap(Moment.seconds)
    ) { count in
      do throws(CommandError) {
        for line in count.lines { try output.write(line: line) }
        return true
      } catch {
        problem = error
        return false
      }
    }
    if let problem { throw problem }
    try output.finish()
    if together > 0 {
      let noun = together == 1 ? "report" : "reports"
      printError("cspreg: \(together) \(noun) of too many origins were counted without them.")
    }
  }
}
