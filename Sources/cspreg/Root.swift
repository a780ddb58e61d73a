import ArgumentParser
import CommandOptions
import Diagnostics

/// `cspreg`.
struct Root: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg",
    abstract:
      "Says what third-party vendors need in your Content Security Policy, and what changed.",
    discussion: """
      Examples:
        cspreg diff userpilot@1 userpilot@2
        cspreg impact userpilot@1 userpilot@2 --policies headers.txt
        cspreg check userpilot --policies headers.txt
        cspreg who analytex-ap.userpilot.io
      """,
    version: versionText,
    subcommands: [
      DiffCommand.self, ImpactCommand.self, CheckCommand.self, FixCommand.self, ShowCommand.self,
      ListCommand.self, InitCommand.self, OutdatedCommand.self, UpgradeCommand.self,
      LogCommand.self, BlameCommand.self, ChangesCommand.self, WhoCommand.self,
      ExplainCommand.self, PolicyCommand.self, IndexCommand.self, CompletionCommand.self,
    ] + siblings)

  /// Commands that live in an executable of their own.
  private static let siblings: [any SiblingCommand.Type] = [
    ExtractCommand.self, ImportCommand.self, RecheckCommand.self, VerifyCommand.self,
    RegistryCommand.self, WatchCommand.self, CandidatesCommand.self, AlertsCommand.self,
    SiteCommand.self, ServeCommand.self, TokensCommand.self, ReportsCommand.self,
  ]

  /// Hands over to the executable that knows the command, when it is not one of ours.
  ///
  /// This comes before parsing, so that the sibling answers `--help` too.
  static func runSiblingIfNeeded(_ arguments: [String]) {
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    func sibling(_ name: String) -> (any SiblingCommand.Type)? {
      siblings.first { $0.configuration.commandName == name }
    }
    if name == "help", arguments.count > 1, let command = sibling(arguments[1]) {
      command.handOver(["--help"])
    }
    if let command = sibling(name) { command.handOver(Array(arguments.dropFirst())) }
    let known = configuration.subcommands.compactMap { $0._commandName } + ["help"]
    if !known.contains(name), name.allSatisfy({ $0.isLetter || $0 == "-" }) {
      replaceProcess(by: "cspreg-\(name)", arguments: Array(arguments.dropFirst()))
      let near = NearestName.of(name, in: known)
      let hint = near.map { "Did you mean \($0)?" } ?? "See cspreg --help."
      printError("cspreg: \(name): there is no such command. \(hint)")
      exitProcess(.usage)
    }
  }
}
