import ArgumentParser
import CommandOptions

/// `cspreg-server`: the registry as a web service.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg", abstract: "Serves the registry on the web.", version: versionText,
    subcommands: [ServeCommand.self, TokensCommand.self, ReportsCommand.self],
    defaultSubcommand: ServeCommand.self)

  /// Runs what the arguments ask for.
  static func run(_ arguments: [String]) async throws {
    var command = try parseAsRoot(arguments)
    if let serve = command as? ServeCommand { try await serve.run() } else { try command.run() }
  }
}
