import ArgumentParser
import CommandOptions

/// `cspreg-site`: the registry as a website.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg", abstract: "Writes the registry as a website.", version: versionText,
    subcommands: [SiteCommand.self])
}
