public import ArgumentParser
public import Diagnostics
import Glibc
public import Reporting
public import VendorRegistry

/// How a result is written.
public enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case ndjson
}

/// The level from which findings make a command end with exit code 1.
public enum FailLevel: String, Sendable, CaseIterable, ExpressibleByArgument {
  case none
  case info
  case warn
  case `break`

  /// Whether a finding of a level counts.
  public func counts(_ level: Level) -> Bool {
    Level(rawValue: rawValue).map { level >= $0 } ?? false
  }
}

/// When colours are used.
public enum ColorChoice: String, Sendable, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never
}

/// Where the registry is.
public struct RegistryOptions: ParsableArguments {
  /// Directories that the user named.
  @Option(
    name: .customLong("registry"),
    help: ArgumentHelp(
      "Registry to read (repeatable; default: $CSPREG_REGISTRY, the nearest Registry/ upwards, "
        + "the nearest upwards of the program).", valueName: "dir"))
  public var registries: [String] = []

  /// Made by the argument parser.
  public init() {}

  /// Opens the registry: flag, then environment, then upwards, then beside the executable.
  public func open() throws -> VendorRegistry {
    try VendorRegistry(directory: directory())
  }

  /// The directory that ``open()`` reads.
  public func directory() throws(CommandError) -> String {
    if let first = registries.first { return first }
    if let named = environment("CSPREG_REGISTRY"), !named.isEmpty { return named }
    for start in [currentDirectory(), executableDirectory()] {
      if let found = start.flatMap(Self.nearestRegistry) { return found }
    }
    throw CommandError(
      "no registry found",
      "Name one with --registry DIR or CSPREG_REGISTRY, or run inside a checkout.",
      exitCode: .usage)
  }
}

extension RegistryOptions {
  /// The registry in a folder or in the nearest folder above it.
  private static func nearestRegistry(from start: String) -> String? {
    var folder = start
    while true {
      let candidate = folder == "/" ? "/Registry" : folder + "/Registry"
      if isDirectory(candidate + "/vendors") { return candidate }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }
}

/// How the result is shown.
public struct OutputOptions: ParsableArguments {
  /// The format.
  @Option(name: [.short, .long], help: "How the result is written: text, json or ndjson.")
  public var format: OutputFormat = .text

  /// When to use colours.
  @Option(help: "Colours: auto, always or never (NO_COLOR is honoured).")
  public var color: ColorChoice = .auto

  /// Whether messages on standard error are left out.
  @Flag(name: [.customShort("q"), .long], help: "Print the result only, no messages.")
  public var quiet = false

  /// Whether more is said on standard error.
  @Flag(name: [.customShort("v"), .long], help: "Say more on standard error.")
  public var verbose = false

  /// Made by the argument parser.
  public init() {}

  /// The style for standard output.
  public var style: Style {
    switch color {
    case .always: Style(isColored: true)
    case .never: Style(isColored: false)
    case .auto:
      Style(isColored: isatty(STDOUT_FILENO) == 1 && (environment("NO_COLOR") ?? "").isEmpty)
    }
  }

  /// Writes a message to standard error unless the user wants quiet.
  public func say(_ message: String) {
    if !quiet { printError(message) }
  }
}
