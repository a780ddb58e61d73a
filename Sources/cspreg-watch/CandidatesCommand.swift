import ArgumentParser
import CommandOptions
import Diagnostics
import Reporting
import VendorRegistry
import VendorRequirements
import Watching

/// `cspreg candidates`.
struct CandidatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candidates",
    abstract: "What changed on vendors' pages and waits for a person.",
    discussion: """
      A candidate's id stands wherever vendor@n does: cspreg diff userpilot@2 c7f2a91

      Examples:
        cspreg candidates list
        cspreg candidates accept c7f2a91 --reason "new region ap"
      """,
    subcommands: [
      CandidatesListCommand.self, CandidatesShowCommand.self, CandidatesAcceptCommand.self,
      CandidatesRejectCommand.self,
    ], defaultSubcommand: CandidatesListCommand.self)
}

/// `cspreg candidates list`.
struct CandidatesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Candidates, the newest first.")

  @Argument(help: "Only this vendor's.")
  var vendor: String?

  @Flag(help: "Also those that were decided.")
  var all = false

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try WatchProject(registry).existingStore()
    let candidates = try store.candidates(of: vendor).filter { all || $0.isOpen }
    try output.print(CandidateList(candidates))
  }
}

/// `cspreg candidates show`.
struct CandidatesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "All that is known of a candidate.")

  @Argument(help: "The candidate's id, or its beginning.")
  var id: String

  @Flag(help: "Print its record only, as a registry would hold it.")
  var record = false

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let candidate = try WatchProject(registry).existingStore().candidate(id)
    if record {
      var bytes = Output()
      try bytes.write(bytes: RecordWriter.bytes(candidate.record)[...])
      return try bytes.finish()
    }
    try output.print(CandidateReport(candidate))
  }
}

/// `cspreg candidates accept`.
struct CandidatesAcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Publishes a candidate as its vendor's next version.")

  @Argument(help: "The candidate's id, or its beginning.")
  var id: String

  @Option(help: "Why it is right.")
  var reason: String

  @Option(help: "A registrable domain that the vendor may use from now on (repeatable).")
  var allowDomain: [String] = []

  @Flag(inversion: .prefixedNo, help: "Keep the document beside the record.")
  var snapshot = true

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if reason.isEmpty { throw ValidationError("--reason needs a text: why is the change right?") }
  }

  func run() throws {
    let project = try WatchProject(registry)
    let store = try project.existingStore()
    let candidate = try store.candidate(id)
    try project.requireLock()
    let acceptance = try CandidateAcceptance(
      candidate, search: project.search, allowedDomains: allowDomain)
    let pages = snapshot ? try store.keptPages(of: candidate.id) : []
    let record = try acceptance.publish(pages, by: userName(), reason: reason, at: now())
    try store.decide(
      candidate.id, .accepted,
      Candidate.Decision(
        by: userName(), reason: reason, at: WatchPrograms.seconds(), version: record.version))
    switch output.format {
    case .text: try printResult("Published \(record.name).\n")
    case .json, .ndjson: try output.print(CandidateReport(try store.candidate(candidate.id)))
    }
  }
}

/// `cspreg candidates reject`.
struct CandidatesRejectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Turns a candidate down; the same state of the page is not told again.")

  @Argument(help: "The candidate's id, or its beginning.")
  var id: String

  @Option(help: "Why it is wrong.")
  var reason: String

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if reason.isEmpty { throw ValidationError("--reason needs a text: why is it wrong?") }
  }

  func run() throws {
    let store = try WatchProject(registry).existingStore()
    let candidate = try store.candidate(id)
    guard candidate.isOpen else { throw candidate.decidedError }
    try store.decide(
      candidate.id, .rejected,
      Candidate.Decision(by: userName(), reason: reason, at: WatchPrograms.seconds()))
    switch output.format {
    case .text: try printResult("Rejected \(candidate.id) of \(candidate.vendor).\n")
    case .json, .ndjson: try output.print(CandidateReport(try store.candidate(candidate.id)))
    }
  }
}

extension Candidate {
  /// Whether it waits for a person.
  var isOpen: Bool { status == .open || status == .suspect }

  /// Says that it does not wait any more.
  var decidedError: WatchError {
    WatchError(
      id, "it was \(status.rawValue) already. See: cspreg candidates show \(id)", exitCode: .usage)
  }
}
