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

      Read a vendor's page with: extract, import. Check the registry with: verify.
      """,
    version: version,
    subcommands: [
      DiffCommand.self, ImpactCommand.self, CheckCommand.self, ShowCommand.self,
      ListCommand.self,
      LogCommand.self, BlameCommand.self, ChangesCommand.self, WhoCommand.self,
      ExplainCommand.self, PolicyCommand.self,
    ])

  /// Commands that live in an executable of their own, because they need heavy parts.
  private static let siblings = [
    "extract": "cspreg-import", "import": "cspreg-import", "verify": "cspreg-import",
  ]

  /// Hands over to the executable that knows the command, when it is not one of ours.
  static func runSiblingIfNeeded(_ arguments: [String]) {
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    if name == "help", arguments.count > 1, let program = siblings[arguments[1]] {
      replaceProcess(by: program, arguments: [arguments[1], "--help"])
    }
    if let program = siblings[name] {
      replaceProcess(by: program, arguments: arguments)
      printError("cspreg: \(name): the executable \(program) is not beside cspreg. Install it too.")
      exitProcess(.usage)
    }
    let known = configuration.subcommands.compactMap { $0._commandName } + ["help"]
    if !known.contains(name), name.allSatisfy({ $0.isLetter || $0 == "-" }) {
      replaceProcess(by: "cspreg-\(name)", arguments: Array(arguments.dropFirst()))
      let near = NearestName.of(name, in: known + siblings.keys.sorted())
      let hint = near.map { "Did you mean \($0)?" } ?? "See cspreg --help."
      printError("cspreg: \(name): there is no such command. \(hint)")
      exitProcess(.usage)
    }
  }
}
