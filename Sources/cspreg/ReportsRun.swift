import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText
import Reporting
import RequirementHistory
import VendorRegistry
import ViolationReports

/// Reads violation reports, says whose the hosts in them are, and hands new ones to the watch.
struct ReportsRun {
  let options: ReportsOptions
  let registry: RegistryOptions
  let output: OutputOptions

  /// The longest line in bytes: a batch of hundreds of reports has a tenth of it.
  private static let longestLine = 1 << 20

  /// What a SQLite database begins with, <https://www.sqlite.org/fileformat.html#magic_header_string>.
  private static let databaseMark = Array("SQLite format 3\0".utf8)

  /// Reads and prints.
  ///
  /// - Throws: ``CommandError`` for input or output, `Finished` for an exit code that is not 0.
  func run() throws {
    let vendors = try registry.search.open().histories()
    var tally = ReportTally(ownSites: try options.sites.map(host))
    var lines = 0
    var malformed = 0
    var progress = Progress(isQuiet: output.messages.quiet)
    func pass(_ place: String, _ reason: String) {
      malformed += 1
      printError("\(place): \(reason)")
    }
    for path in options.files {
      let shown = path == "-" ? "standard input" : path
      try eachLine(of: path) { number, bytes in
        lines += 1
        progress.step { "\($0) lines" }
        guard let bytes else {
          return pass("\(shown):\(number)", "the line is longer than 1 MiB; it was passed over.")
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
        do throws(JSONError) {
          let read = try ReportReader.read(bytes, file: shown, line: number)
          tally.add(read)
          if let problem = read.problem { pass("\(shown):\(number)", problem + ".") }
        } catch {
          pass("\(shown):\(number):\(error.column)", error.message)
        }
      }
    }
    progress.finish()
    if malformed > 0 {
      let verb = malformed == 1 ? "was" : "were"
      printError("cspreg: \(malformed.counted("malformed line")) \(verb) counted.")
    }
    let hosts = ReportedHosts(tally, vendors: vendors, minimumSites: options.minimumSites)
    if hosts.forgotten > 0 {
      output.say(
        "cspreg: \(hosts.forgotten.counted("report")) of rare hosts were given up for room.")
    }
    let report = ReportedHostsReport(hosts, lines: lines, malformed: malformed)
    try output.print(report)
    if options.alert { try alert(report) }
    try Finished.with(malformed > 0 ? .unfinished : .done)
  }

  /// Reads lines of JSON, of the file itself or of what the program makes of it that wrote it.
  private func eachLine(of path: String, _ body: (Int, ArraySlice<UInt8>?) -> Void) throws {
    if try Input.isFile(path, beginningWith: Self.databaseMark) {
      try ProgramLines.each(
        beside: "cspreg-server", ["reports", "export", "--", path], limit: Self.longestLine, body)
    } else {
      try Input.eachLine(of: path, limit: Self.longestLine, body)
    }
  }

  /// The host of a site as reports have it.
  private func host(_ site: String) throws -> String {
    guard let url = RequestURL(site.contains("://") ? site : "https://" + site), !url.host.isEmpty
    else {
      throw CommandError("--site \(site.printable)", "is no host.", exitCode: .usage)
    }
    return url.host
  }

  /// Hands the report to the watch, which remembers what was told.
  private func alert(_ report: ReportedHostsReport) throws {
    var arguments = ["alerts", "hosts", "-"]
    for directory in registry.registries { arguments += ["--registry", directory] }
    if let config = registry.config { arguments += ["--config", config] }
    let child = try ChildProcess(
      beside: "cspreg-watch", arguments, input: Array(report.json.compact().utf8)
    ).wait()
    let said = String(decoding: child.errors + child.output, as: UTF8.self).withoutLineEnd
    if child.exit != 0 {
      // The other program has said which program speaks.
      throw CommandError(
        "", said.hasPrefix("cspreg: ") ? String(said.dropFirst(8)) : said,
        exitCode: ExitCode(rawValue: child.exit) ?? .unfinished)
    }
    if !said.isEmpty { output.say(said) }
  }
}

extension String {
  /// The text without the line feed at its end.
  fileprivate var withoutLineEnd: String { last == "\n" ? String(dropLast()) : self }
}
