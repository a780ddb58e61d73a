import ArgumentParser
import CommandOptions
import Diagnostics
import Fetching
import VendorRegistry
import VendorRequirements

/// `cspreg registry`.
struct RegistryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    abstract: "Shows and takes what other registries published.",
    discussion: """
      The first registry that is searched is yours; those behind it, or the one that --from names,
      are where its vendors were copied from.

      Examples:
        cspreg registry status
        cspreg registry update --from ../cspreg/Registry
        cspreg registry update --from https://cspreg.example/Registry
      """,
    subcommands: [RegistryStatusCommand.self, RegistryUpdateCommand.self])
}

/// `cspreg registry status`.
struct RegistryStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows what an update would take; writes nothing.")

  @OptionGroup var upstream: UpstreamOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let plan = try UpstreamPlan(upstream, registry)
    let updates = try plan.steps.map { step in
      (
        step.registry.name,
        try UpstreamUpdate.pending(
          in: plan.directory, from: step.registry, vendors: step.vendors, mayStart: plan.mayStart)
      )
    }
    try output.print(
      UpstreamReport(
        report: "registry-status", directory: plan.directory, updates: updates, isWritten: false))
  }
}

/// `cspreg registry update`.
struct RegistryUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Takes what other registries published since.",
    discussion: """
      Only when their history goes on from the one that is known here; else nothing is taken, and
      the exit code is 4.
      """)

  @OptionGroup var upstream: UpstreamOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let plan = try UpstreamPlan(upstream, registry)
    // Whoever parts from what is known here is found before anything is written.
    for step in plan.steps {
      _ = try UpstreamUpdate.pending(
        in: plan.directory, from: step.registry, vendors: step.vendors, mayStart: plan.mayStart)
    }
    let publisher = Publisher(directory: plan.directory)
    let updates = try plan.steps.map { step in
      (
        step.registry.name,
        try publisher.update(
          from: step.registry, vendors: step.vendors, mayStart: plan.mayStart, at: now())
      )
    }
    try output.print(
      UpstreamReport(
        report: "registry-update", directory: plan.directory, updates: updates, isWritten: true))
  }
}

/// Where to take from.
struct UpstreamOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Registry to take from: a folder or an address (default: those that are searched behind the "
        + "first).", valueName: "dir"))
  var from: String?

  @OptionGroup var fetching: FetchOptions

  /// The registry that ``from`` names.
  func registry(_ from: String) throws -> VendorRegistry {
    guard FetchProgram.isURL(from) else { return try VendorRegistry(directory: from) }
    return try VendorRegistry(
      storage: FetchedStorage(
        url: from, permission: Permission(privateAddresses: fetching.allowsPrivate())))
  }
}

/// Which registry is written, and what comes from which other one.
struct UpstreamPlan {
  /// Another registry, and the copied vendors that come from there.
  struct Step {
    let registry: VendorRegistry
    /// `nil` means all.
    let vendors: Set<String>?
  }

  let directory: String
  let steps: [Step]
  /// Whether a registry without lines takes everything.
  let mayStart: Bool

  init(_ upstream: UpstreamOptions, _ registry: RegistryOptions) throws {
    let found = try registry.search.found().map(\.directory)
    directory = found[0]
    mayStart = upstream.from != nil
    if let from = upstream.from {
      steps = [Step(registry: try upstream.registry(from), vendors: nil)]
      return
    }
    guard found.count > 1 else {
      throw CommandError(
        directory, "no other registry is searched behind this one. Name one with --from DIR.",
        exitCode: .usage)
    }
    let all = try Registries(directories: found).all
    let (own, others) = (all[0], Array(all.dropFirst()))
    var vendors = [Set<String>](repeating: [], count: others.count)
    for id in own.vendors() {
      guard let origin = try own.origins(of: id).last else { continue }
      let source = try others.firstIndex { try $0.knows(head: origin.head) }
      vendors[source ?? others.firstIndex { $0.has(id) } ?? 0].insert(id)
    }
    steps = zip(others, vendors).map { Step(registry: $0, vendors: $1) }
  }
}
