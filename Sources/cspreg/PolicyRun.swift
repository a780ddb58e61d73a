import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import Impact
import Reporting
import VendorRequirements

/// Holds policies of files against decisions and prints the results.
struct PolicyRun {
  let policies: PolicyOptions
  let output: ReportOptions
  /// Registries that the user named, for the commands that are printed.
  let registries: [String]
  let checking: Bool

  /// Runs over all input.
  ///
  /// - Parameter decisions: The decisions that a policy list is held against.
  /// - Throws: ``CommandError`` for input or output, `Finished` for an exit code that is not 0.
  func run(_ decisions: (PolicyList) -> [Decision]) throws {
    var results: [PlacedResult] = []
    var exit = Diagnostics.ExitCode.done
    var hasPolicies = false
    let command = FixCommandLine(
      profiles: policies.profile, region: policies.region, registries: registries)
    var finder = PolicyFinder(
      isQuiet: output.messages.quiet, jobs: policies.jobs ?? processorCount())
    try finder.find(in: policies.policies) { (found, file) throws(CommandError) in
      let pages = found?.pages ?? []
      if found?.content.policies.isEmpty ?? true {
        printError("cspreg: \(file.path): no policy in it. \(Self.hint)".printable)
        return exit = .unfinished
      }
      hasPolicies = true
      let lines = PolicyLines(file)
      for page in pages {
        let list = page.list
        let line = page.first.map { lines.lines(of: $0).lowerBound }
        let path = page.first.map(lines.path) ?? file.path
        warn(of: list, in: "\(path):\(line ?? 1)")
        for decision in decisions(list) {
          let result = decision.result(for: list).held(
            against: found.flatMap { HeaderLimit.of($0.content.platform) }, page.policies)
          results.append(
            PlacedResult(
              path: path, line: line, result: result,
              fix: found.flatMap { found in
                command.text(
                  for: result, to: decision.new, on: page, of: found.file.path,
                  isSeveral: found.content.policies.count > 1)
              }))
        }
      }
    }
    exit = exit.worst(finder.exit)
    for diagnostic in finder.diagnostics {
      if diagnostic.rule == "unreadable" {
        printError("cspreg: \(diagnostic.file ?? ""): \(diagnostic.message).".printable)
      } else if diagnostic.level > .info || output.messages.verbose {
        output.say(diagnostic.placedLine.printable)
      }
    }
    guard hasPolicies else {
      if exit == .done {
        printError(
          "cspreg: no policy in \(policies.policies.joined(separator: ", ")). \(Self.hint)")
      }
      return try Finished.with(.unfinished)
    }
    try output.print(ImpactPresentation(results, checking: checking))
    try Finished.with(exit.worst(policies.exit(of: results, checking: checking)))
  }

  private static let hint = "Give a header value, response headers or a platform's configuration."

  /// Says what the browsers do not read as it is meant.
  private func warn(of list: PolicyList, in place: String) {
    for diagnostic in list.policies.flatMap(\.diagnostics) where diagnostic.level > .info {
      output.say("\(place): \(diagnostic.rule): \(diagnostic.message)".printable)
    }
  }
}
