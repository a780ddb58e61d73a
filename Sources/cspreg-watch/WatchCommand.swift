import ArgumentParser
import CommandOptions
import Diagnostics
import Fetching
import Glibc
import JSONText
import ProjectConfiguration
import Reporting
import VendorRegistry
import Watching

/// `cspreg watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Looks at vendors' pages, makes candidates of what changed and tells the channels.",
    discussion: """
      Without --once it goes on for ever, at the times that cspreg.json says. Without vendors, all
      vendors of the registries are watched.

      Examples:
        cspreg watch --once
        cspreg watch --once --stateless --propose userpilot
      """)

  @Argument(help: "Only these vendors.")
  var vendors: [String] = []

  @Flag(help: "Look once at each vendor, deliver what is due, and end.")
  var once = false

  @Flag(help: "Remember nothing and tell nobody: compare with the registry, for CI.")
  var stateless = false

  @Flag(help: "With --stateless: write candidates into the work tree.")
  var propose = false

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if propose, !stateless { throw ValidationError("--propose goes with --stateless.") }
    if !once, !stateless, output.format == .json {
      throw ValidationError("A watch without end writes text or ndjson.")
    }
  }

  func run() throws {
    let project = try WatchProject(registry)
    let allowsPrivate = fetching.allowsPrivate()
    let programs = try WatchPrograms(project, allowsPrivate: allowsPrivate)
    defer { programs.clean() }
    try project.requireLock()
    for id in vendors { _ = try project.search.open().vendor(id) }
    if stateless {
      let watch = StatelessWatch(
        project: project, around: programs.surroundings, allowsPrivate: allowsPrivate)
      let report = try watch.run(ids(project), proposes: propose)
      try output.print(report)
      return try Finished.with(report.isComplete ? .done : .unfinished)
    }
    try project.lock()
    let store = try project.store()
    let sender = project.sender(store, programs.surroundings)
    guard once else { try runForEver(project, store, programs, sender, allowsPrivate) }
    var report = WatchReport()
    var told: [String] = []
    if output.format == .json { programs.print = { told.append($0) } }
    let watch = try watch(project, store, programs, allowsPrivate)
    try watch.lookUntilSure(at: ids(project)) { line in
      report.vendors.append(line)
      if output.format == .text { try printResult(WatchReport.text(line, style: output.style)) }
    }
    report.delivered = try sender.run()
    report.outbox = try store.counts()
    report.alerts = try told.map { JSON(try JSONNode(parsing: Array($0.utf8), file: "an alert")) }
    if output.format == .text {
      try printResult((report.outboxText ?? "") + "\n")
    } else {
      try output.print(report)
    }
    try Finished.with(report.isComplete ? .done : .unfinished)
  }

  private func ids(_ project: WatchProject) throws -> [String] {
    try vendors.isEmpty ? project.search.open().vendors() : vendors
  }

  private func watch(
    _ project: WatchProject, _ store: WatchStore, _ programs: WatchPrograms, _ allowsPrivate: Bool
  ) throws -> Watch {
    try project.requireLock()
    let registries = try project.search.open()
    return Watch(
      store: store, settings: project.settings,
      channels: project.configuration.channels, around: programs.surroundings,
      allowsPrivate: allowsPrivate, reader: version,
      published: { id in
        (try registries.vendor(id), try registries.record(VendorReference(vendor: id)))
      }, compress: WatchPrograms.compressed)
  }

  /// Looks at each vendor when it is due, until the process is ended.
  private func runForEver(
    _ project: WatchProject, _ store: WatchStore, _ programs: WatchPrograms, _ sender: Sender,
    _ allowsPrivate: Bool
  ) throws -> Never {
    while true {
      // The registries may have grown since.
      let watch = try watch(project, store, programs, allowsPrivate)
      let due = try watch.due(among: ids(project))
      try watch.look(at: due) { line in
        var lines = Output()
        switch output.format {
        case .text: try lines.write(WatchReport.text(line, style: output.style))
        case .json, .ndjson: try lines.write(line: WatchReport.json(line))
        }
        try lines.finish()
      }
      _ = try sender.run()
      programs.surroundings.sleep(try watch.pause(among: ids(project)))
    }
  }
}
