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

      Examples:
        cspreg who analytex-ap.userpilot.io
        cspreg who "connect-src https://api.userpilot.io https://other.example"
        cspreg who csp-reports.ndjson -f json
        pbpaste | cspreg who -
      """)

  @Argument(help: ArgumentHelp("Hosts, URLs, policies, files or -.", valueName: "what"))
  var subjects: [String]

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
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
    let registry = try registry.search.open()
    let histories = try registry.vendors().map { try registry.history(of: $0) }
    try output.print(
      WhoReport(
        questions.counts.map { question, count in
          WhoReport.Answer(
            question: question, count: count,
            owners: histories.compactMap { $0.owner(of: question) })
        }))
  }
}
