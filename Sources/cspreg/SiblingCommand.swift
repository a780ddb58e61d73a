import ArgumentParser
import CommandOptions
import Diagnostics

/// A command that another executable beside this one carries out, because it needs heavy parts.
protocol SiblingCommand: ParsableCommand {
  /// Name of the executable.
  static var executable: String { get }

  /// Everything after the command's name.
  var arguments: [String] { get }
}

extension SiblingCommand {
  /// Replaces this program.
  func run() { Self.handOver(arguments) }

  /// Replaces this program by the executable that knows the command.
  static func handOver(_ arguments: [String]) -> Never {
    let name = configuration.commandName ?? ""
    replaceProcess(by: executable, arguments: [name] + arguments)
    printError(
      "cspreg: \(name): the executable \(executable) is not beside cspreg. Install it too.")
    exitProcess(.usage)
  }
}

/// `cspreg extract`.
struct ExtractCommand: SiblingCommand {
  static let executable = "cspreg-import"
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Reads the requirements out of one document and touches nothing.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg import`.
struct ImportCommand: SiblingCommand {
  static let executable = "cspreg-import"
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Compares a document with the latest version and, when told so, publishes the next.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg recheck`.
struct RecheckCommand: SiblingCommand {
  static let executable = "cspreg-import"
  static let configuration = CommandConfiguration(
    commandName: "recheck",
    abstract: "Reads kept documents again and says what would be read differently today.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg verify`.
struct VerifyCommand: SiblingCommand {
  static let executable = "cspreg-import"
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Recomputes every hash of the registries, offline.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg watch`.
struct WatchCommand: SiblingCommand {
  static let executable = "cspreg-watch"
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Looks at vendors' pages, makes candidates of what changed and tells the channels.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg candidates`.
struct CandidatesCommand: SiblingCommand {
  static let executable = "cspreg-watch"
  static let configuration = CommandConfiguration(
    commandName: "candidates",
    abstract: "What changed on vendors' pages and waits for a person.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg alerts`.
struct AlertsCommand: SiblingCommand {
  static let executable = "cspreg-watch"
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: "Messages on their way, and whom not to bother with what.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg registry`.
struct RegistryCommand: SiblingCommand {
  static let executable = "cspreg-import"
  static let configuration = CommandConfiguration(
    commandName: "registry", abstract: "Shows and takes what other registries published.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg site`.
struct SiteCommand: SiblingCommand {
  static let executable = "cspreg-site"
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Writes the registry as a website: pages, feeds, JSON and a search.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg tokens`.
struct TokensCommand: SiblingCommand {
  static let executable = "cspreg-server"
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Makes and revokes the tokens with which sites send violation reports.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg reports`.
struct ReportsCommand: SiblingCommand {
  static let executable = "cspreg-server"
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "Gives out the violation reports that cspreg serve --reports counted.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}

/// `cspreg serve`.
struct ServeCommand: SiblingCommand {
  static let executable = "cspreg-server"
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves the registry on the web: pages, JSON, and answers about policies.")

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
}
