import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import ProjectConfiguration
import Reporting
import VendorRegistry
import Watching

/// `cspreg alerts`.
struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Messages on their way, and whom not to bother with what.",
    discussion: """
      Examples:
        cspreg alerts list
        cspreg alerts ack c7f2a91
        cspreg alerts snooze userpilot --for 7d
        cspreg alerts test ops
      """,
    subcommands: [
      AlertsListCommand.self, AlertsAckCommand.self, AlertsSnoozeCommand.self,
      AlertsRetryCommand.self, AlertsTestCommand.self, AlertsHostsCommand.self,
    ], defaultSubcommand: AlertsListCommand.self)
}

/// `cspreg alerts list`.
struct AlertsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Messages that wait or were given up, and the channels.")

  @Flag(help: "Also messages that arrived or need not be told any more.")
  var all = false

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try WatchProject(registry)
    let store = try project.existingStore()
    try output.print(
      OutboxReport(
        messages: try store.messages(isEnded: all), channels: project.configuration.channels,
        disabled: try store.disabledChannels()))
  }
}

/// `cspreg alerts ack`.
struct AlertsAckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Tells nobody any more about a candidate; it stays open until it is decided.")

  @Argument(help: "The candidate's id, or its beginning.")
  var id: String

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try WatchProject(registry).existingStore()
    let candidate = try store.candidate(id)
    try store.quiet(
      candidate.id, isVendor: false, until: nil, reason: nil, now: WatchPrograms.seconds())
    switch output.format {
    case .text: try printResult("Acknowledged \(candidate.id) of \(candidate.vendor).\n")
    case .json, .ndjson: try output.print(CandidateReport(try store.candidate(candidate.id)))
    }
  }
}

/// `cspreg alerts snooze`.
struct AlertsSnoozeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snooze", abstract: "Tells nobody for a while about a candidate, or a vendor.")

  @Argument(help: "A candidate's id, or a vendor.")
  var what: String

  @Option(name: .customLong("for"), help: ArgumentHelp("How long: 6h, 7d.", valueName: "time"))
  var time: String

  @Option(help: "Why.")
  var reason: String?

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard let duration, duration > .zero else {
      throw ValidationError("--for takes a time like 30m, 6h or 7d.")
    }
  }

  private var duration: Duration? { Duration(configured: time) }

  func run() throws {
    let project = try WatchProject(registry)
    let store = try project.existingStore()
    let now = WatchPrograms.seconds()
    let until = now + (duration ?? .zero).inSeconds
    let isVendor = try project.search.open().vendors().contains(what)
    let id = isVendor ? what : try store.candidate(what).id
    try store.quiet(id, isVendor: isVendor, until: until, reason: reason, now: now)
    let report: JSON = [
      "cspreg": .head("alerts-snooze"), isVendor ? "vendor" : "candidate": .string(id),
      "until": .string(Moment.text(until)),
    ]
    switch output.format {
    case .text: try printResult("Nobody is told about \(id) until \(Moment.text(until)).\n")
    case .json, .ndjson: try printResult(report.compact() + "\n")
    }
  }
}

/// `cspreg alerts retry`.
struct AlertsRetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Tries again what could not be delivered.")

  @Argument(help: "A channel, or the number of a message; all without one.")
  var what: String?

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try WatchProject(registry)
    let store = try project.existingStore()
    let programs = try WatchPrograms(project, allowsPrivate: fetching.allowsPrivate())
    defer { programs.clean() }
    _ = try store.retry(what, now: WatchPrograms.seconds())
    var report = WatchReport()
    report.delivered = try project.sender(store, programs.surroundings).run()
    report.outbox = try store.counts()
    try output.print(report)
  }
}

/// `cspreg alerts test`.
struct AlertsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Sends a message to a channel and says how it went.")

  @Argument(help: "The channel's name.")
  var channel: String

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let project = try WatchProject(registry)
    let channels = project.configuration.channels
    guard let channel = channels.first(where: { $0.name == channel }) else {
      let known = channels.map(\.name).joined(separator: ", ")
      throw CommandError(
        channel,
        "cspreg.json has no such channel\(known.isEmpty ? "." : "; it has \(known).")",
        exitCode: .usage)
    }
    let programs = try WatchPrograms(project, allowsPrivate: fetching.allowsPrivate())
    defer { programs.clean() }
    let now = WatchPrograms.seconds()
    let alert = Alert(
      kind: .test, vendor: nil, identity: "test \(now) \(UInt64.random(in: 0...UInt64.max))",
      level: .info,
      message: "cspreg: a test of the channel \(channel.name)\nNothing has changed anywhere.")
    let result: DeliveryResult
    do throws(ChannelError) {
      let delivery = try Sender.delivery(
        of: alert.json, key: alert.key(channel: channel.name), to: channel, now: now,
        resolve: project.resolve, path: project.path)
      result = programs.surroundings.deliver([delivery])[0]
    } catch {
      result = .refused(error.message)
    }
    let problem = result.problem
    switch output.format {
    case .text:
      if problem == nil { output.say("\(channel.name): delivered") }
    case .json, .ndjson:
      let report: JSON = [
        "cspreg": .head("alerts-test"), "channel": .string(channel.name),
        "delivered": .bool(problem == nil), "problem": JSON(problem),
      ]
      try printResult(report.compact() + "\n")
    }
    if let problem {
      throw CommandError("channel \(channel.name)", problem, exitCode: .unfinished)
    }
  }
}

extension DeliveryResult {
  /// Why it did not arrive; `nil` when it did.
  var problem: String? {
    switch self {
    case .delivered: nil
    case .failed(let text, _), .refused(let text), .gone(let text): text
    }
  }
}
