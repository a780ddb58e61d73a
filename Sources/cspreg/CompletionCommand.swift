import ArgumentParser
import CommandOptions

/// `cspreg completion`.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Prints a script that lets a shell complete commands and options.",
    discussion: """
      Examples:
        cspreg completion bash > ~/.local/share/bash-completion/completions/cspreg
        cspreg completion zsh > ~/.zfunc/_cspreg
        cspreg completion fish > ~/.config/fish/completions/cspreg.fish
      """)

  /// A shell that has completion.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try printResult(Root.completionScript(for: kind) + "\n")
  }
}
