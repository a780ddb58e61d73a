import ArgumentParser
import CommandOptions

/// `cspreg-watch`: the commands that remember what was seen and whom to tell.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg",
    abstract: "Watches vendors' help pages and tells who must know.",
    version: versionText,
    subcommands: [WatchCommand.self, CandidatesCommand.self, AlertsCommand.self])
}
