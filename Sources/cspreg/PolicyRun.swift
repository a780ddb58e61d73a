import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import Impact
import JSONText
import Reporting
import VendorRequirements

/// Holds policies from files or streams against decisions and prints the results.
struct PolicyRun {
  let policies: PolicyOptions
  let output: ReportOptions
  let checking: Bool

  /// Runs over all input.
  ///
  /// - Parameter decisions: The decisions that a policy list is held against.
  /// - Throws: ``CommandError`` for input or output, `Finished` for an exit code that is not 0.
  func run(_ decisions: (PolicyList) -> [Decision]) throws {
    let isStream = policies.batch || policies.policies.allSatisfy { $0.hasSuffix(".ndjson") }
    let exit = isStream ? try stream(decisions) : try files(decisions)
    try Finished.with(exit)
  }

  private func files(
    _ decisions: (PolicyList) -> [Decision]
  ) throws(CommandError) -> Diagnostics.ExitCode {
    var results: [PlacedResult] = []
    for path in policies.policies {
      let shown = path == "-" ? "standard input" : path
      let file = SourceFile(path: shown, bytes: try Input.read(path))
      let pages = Platforms.read(file)?.pages ?? []
      if pages.isEmpty {
        throw CommandError(
          shown, "no policy in it. Give a header value, or a dump of response headers.",
          exitCode: .unfinished)
      }
      let lines = PolicyLines(file)
      for page in pages {
        let list = page.list
        let line = page.first.map { lines.lines(of: $0).lowerBound }
        warn(of: list, in: "\(shown):\(line ?? 1)")
        for decision in decisions(list) {
          results.append(
            PlacedResult(path: shown, line: line, result: decision.result(for: list)))
        }
      }
    }
    try output.print(ImpactPresentation(results, checking: checking))
    return policies.exit(of: results, checking: checking)
  }

  /// Says what the browsers do not read as it is meant.
  private func warn(of list: PolicyList, in place: String) {
    for diagnostic in list.policies.flatMap(\.diagnostics) where diagnostic.level > .info {
      output.say("\(place): \(diagnostic.rule): \(diagnostic.message)".printable)
    }
  }

  private func stream(
    _ decisions: (PolicyList) -> [Decision]
  ) throws(CommandError) -> Diagnostics.ExitCode {
    var lines = Output()
    var exit = Diagnostics.ExitCode.done
    var malformed = 0
    for path in policies.policies {
      let shown = path == "-" ? "standard input" : path
      try Input.eachLine(of: path) { (number, bytes) throws(CommandError) in
        guard let bytes else {
          malformed += 1
          printError("\(shown):\(number): the line is longer than 16 MiB; it was passed over.")
          return
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
        let line: PolicyLine
        do throws(JSONError) {
          line = try PolicyLine(parsing: bytes, file: shown, number: number)
        } catch {
          malformed += 1
          printError("\(shown):\(number):\(error.column): \(error.message)")
          return
        }
        for decision in decisions(line.policies) {
          let isPinned = line.uses.contains(decision.new.vendor)
          let result = decision.result(
            for: line.policies, origin: line.origin, isPinned: isPinned)
          if policies.failOn.counts(result.level(checking: checking)) {
            exit = exit.worst(.findings)
          }
          let isQuiet = [.safe, .notUsed].contains(result.verdict) && !checking
          if isQuiet, !policies.all { continue }
          try lines.write(line: JSON(result, id: line.id, line: number, checking: checking))
        }
      }
    }
    try lines.finish()
    if malformed > 0 {
      printError(
        "cspreg: \(malformed) malformed \(malformed == 1 ? "line was" : "lines were") passed over.")
      exit = exit.worst(.unfinished)
    }
    return exit
  }
}
