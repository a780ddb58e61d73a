import ArgumentParser
import CommandOptions

/// `cspreg index`.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Notes which lines of a file of policies name which domains.",
    discussion: """
      Examples:
        cspreg index build all.ndjson -o all.index
        cspreg impact userpilot@1 userpilot@2 --index all.index
      """,
    subcommands: [IndexBuildCommand.self])
}
