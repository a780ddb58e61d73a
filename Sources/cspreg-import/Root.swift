import ArgumentParser
import CommandOptions

/// `cspreg-import`: the commands that read documents or hash the whole registry.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg",
    abstract: "Reads vendors' help pages and checks the registry.",
    version: versionText,
    subcommands: [
      ExtractCommand.self, ImportCommand.self, DiffCommand.self, VerifyCommand.self,
      RegistryCommand.self,
      RecheckCommand.self,
    ])
}
