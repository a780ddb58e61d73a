import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import Impact
import JSONText
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
    try Finished.with(try files(decisions))
  }

  private func files(
    _ decisions: (PolicyList) -> [Decision]
  ) throws(CommandError) -> Diagnostics.ExitCode {
    var results: [PlacedResult] = []
    var exit = Diagnostics.ExitCode.done
    var hasPolicies = false
    var finder = PolicyFinder(isQuiet: output.messages.quiet)
    try finder.find(in: policies.policies) { (found, file) throws(CommandError) in
      let pages = found?.content.pages ?? []
      if pages.isEmpty {
        printError("cspreg: \(file.path): no policy in it. \(Self.hint)".printable)
        return exit = .unfinished
      }
      hasPolicies = true
      let lines = PolicyLines(file)
      for page in pages {
        let list = page.list
        let line = page.first.map { lines.lines(of: $0).lowerBound }
        warn(of: list, in: "\(file.path):\(line ?? 1)")
        for decision in decisions(list) {
          let result = decision.result(for: list)
          results.append(
            PlacedResult(
              path: file.path, line: line, result: result,
              fix: fix(of: result, decision, in: page, of: found)))
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
      return .unfinished
    }
    try output.print(ImpactPresentation(results, checking: checking))
    return exit.worst(policies.exit(of: results, checking: checking))
  }

  private static let hint = "Give a header value, response headers or a platform's configuration."

  /// The command that mends a page; `nil` when nothing is missing or there is no file to mend.
  private func fix(
    of result: ImpactResult, _ decision: Decision, in page: DeployedPage,
    of found: PolicyFinder.Found?
  ) -> String? {
    guard let found, found.file.path != "standard input", !result.missing.isEmpty,
      result.verdict != .notUsed, decision.new.version != nil
    else { return nil }
    var words = ["cspreg", "fix", found.file.path]
    // A unit with optional profiles has no name that another run could be given.
    let isNamed = result.optionalProfiles.isEmpty
    if isNamed { words += ["--for", decision.new.name] }
    let isSeveral = found.content.policies.count > 1
    if isSeveral {
      let origins = page.origins
      let touched = Set(result.missing.flatMap(\.edits).map(\.policy))
        .filter(origins.indices.contains).map { page.indices[origins[$0]] }
      for number in touched.sorted() { words += ["--policy", String(number)] }
    }
    if !isNamed {
      return (words + result.additions.flatMap { ["--add", $0] }).map(\.shellWord)
        .joined(separator: " ")
    }
    let names = policies.profile.isEmpty ? [result.profile] : policies.profile
    for name in names where decision.new.profiles.contains(where: { $0.name == name }) {
      words += ["--profile", name]
    }
    if let region = policies.region { words += ["--region", region] }
    for registry in registries { words += ["--registry", registry] }
    return words.map(\.shellWord).joined(separator: " ")
  }

  /// Says what the browsers do not read as it is meant.
  private func warn(of list: PolicyList, in place: String) {
    for diagnostic in list.policies.flatMap(\.diagnostics) where diagnostic.level > .info {
      output.say("\(place): \(diagnostic.rule): \(diagnostic.message)".printable)
    }
  }
}

extension String {
  /// The text as one word of a shell.
  fileprivate var shellWord: String {
    let isPlain = utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
        || "@%+=:,./_-".utf8.contains($0)
    }
    if isPlain, !isEmpty { return self }
    return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

extension ImpactResult {
  /// What is missing as `directive source source ...`, in the order of the edits.
  fileprivate var additions: [String] {
    var directives: [String] = []
    var sources: [String: [String]] = [:]
    for edit in missing.flatMap(\.edits) {
      if sources[edit.addTo] == nil { directives.append(edit.addTo) }
      for source in edit.sources where !(sources[edit.addTo]?.contains(source) ?? false) {
        sources[edit.addTo, default: []].append(source)
      }
    }
    return directives.map { ([$0] + (sources[$0] ?? [])).joined(separator: " ") }
  }
}
