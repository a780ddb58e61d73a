import ArgumentParser
import CommandOptions
import Diagnostics
import Reporting
import RequirementHistory
import VendorRegistry

/// `cspreg who`.
struct WhoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "Says which vendors hosts belong to, and since when they are listed.",
    discussion: """
      Takes hosts, URLs, policies, and files (or - for standard input) with any of them a line,
      lines of a browser's console, or CSP reports.

      With --reports, violation reports are counted and their hosts attributed: to vendors that
      list them, and to vendors of which they look like new hosts. --alert tells the channels of
      cspreg.json about the latter.

      Examples:
        cspreg who analytex-ap.userpilot.io
        cspreg who "connect-src https://api.userpilot.io https://other.example"
        pbpaste | cspreg who -
        cspreg who --reports csp-reports.ndjson
        cspreg who --reports - --site shop.example --alert < csp-reports.ndjson
      """)

  @Argument(help: ArgumentHelp("Hosts, URLs, policies, files or -.", valueName: "what"))
  var subjects: [String] = []

  @OptionGroup var reports: ReportsOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if reports.files.isEmpty {
      if subjects.isEmpty {
        throw ValidationError("Give hosts, URLs, policies, a file or -, or --reports FILE.")
      }
      if reports.isUsed {
        throw ValidationError("--site, --min-sites and --alert go with --reports.")
      }
    } else if !subjects.isEmpty {
      throw ValidationError("Give --reports or hosts, not both.")
    }
  }

  func run() throws {
    guard reports.files.isEmpty else {
      return try ReportsRun(options: reports, registry: registry, output: output).run()
    }
    var questions = HostQuestions()
    for subject in subjects {
      let before = questions.unread.count
      if subject == "-" || isFile(subject) {
        try Input.eachLine(of: subject) { (number, bytes) throws(CommandError) in
          if let bytes { questions.read(bytes, number: number) }
        }
      } else {
        questions.read(subject.utf8, number: 1)
        if questions.unread.count > before {
          throw CommandError(
            String(subject.prefix(80)).printable,
            "names no host. Give a host, a URL, a policy, a file or -.", exitCode: .usage)
        }
      }
    }
    if !questions.unread.isEmpty {
      let lines = questions.unread.count
      output.say("cspreg: \(lines) \(lines == 1 ? "line names" : "lines name") no host.")
    }
    var owners = HostOwners(try registry.search.open().histories())
    try output.print(
      WhoReport(
        questions.counts.map { question, count in
          WhoReport.Answer(
            question: question, count: count,
            owners: owners.owners(of: question))
        }))
  }
}
