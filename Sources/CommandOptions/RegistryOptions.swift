public import ArgumentParser

/// Where the registries and the project's configuration are.
public struct RegistryOptions: ParsableArguments {
  /// Directories that the user named.
  @Option(
    name: .customLong("registry"),
    help: ArgumentHelp(
      "Registry to read (repeatable, searched in order, only the first is written; default: "
        + "$CSPREG_REGISTRY, else those of cspreg.json, else the nearest Registry/ upwards, each "
        + "followed by the one installed with the program).", valueName: "dir"))
  public var registries: [String] = []

  /// The configuration that the user named.
  @Option(
    help: ArgumentHelp(
      "Configuration to use (default: the nearest cspreg.json upwards).", valueName: "file"))
  public var config: String?

  /// Made by the argument parser.
  public init() {}

  /// The search that the options ask for.
  public var search: RegistrySearch { RegistrySearch(registries: registries, config: config) }
}
