import ArgumentParser
import CommandOptions

/// `cspreg-server`: the registry as a web service.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg", abstract: "Serves the registry on the web.", version: versionText,
    subcommands: [ServeCommand.self], defaultSubcommand: ServeCommand.self)

  /// Parses the arguments; what they ask for otherwise, such as help, is thrown.
  static func parse(_ arguments: [String]) throws -> ServeCommand {
    var command = try parseAsRoot(arguments)
    if let serve = command as? ServeCommand { return serve }
    try command.run()
    throw CleanExit.helpRequest(self)
  }
}
