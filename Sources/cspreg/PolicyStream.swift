import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import VendorRequirements
import Impact
import JSONText
import Reporting

/// Holds the lines of NDJSON streams against decisions; results come out in the order of the lines.
struct PolicyStream {
  let policies: PolicyOptions
  let checking: Bool
  let isQuiet: Bool

  /// Runs over all input.
  ///
  /// - Parameter judge: Decides about lines.
  /// - Throws: ``CommandError`` for input or output, `Finished` for an exit code that is not 0.
  func run(_ judge: LineJudge) throws {
    var sums = Sums(judge.decisions.count, Progress(isQuiet: isQuiet))
    var output = Output()
    var memory = judge.memory
    for path in policies.policies {
      let shown = path == "-" ? "standard input" : path
      var reader = try LineReader(path, shard: policies.shard)
      let jobs = policies.jobs ?? 1
      let workers =
        jobs > 1
        ? OrderedWorkers<LinePiece, LineJudge.Outcome>(
          jobs,
          makingWork: {
            var memory = judge.memory
            return { judge.outcome(of: $0, in: shown, &memory) }
          }) : nil
      var piece = LinePiece()
      while try reader.next(&piece) {
        let ready: [LineJudge.Outcome]
        if let workers {
          reader.count(piece.lineCount)
          ready = workers.submit(piece)
          piece = LinePiece()
        } else {
          ready = [judge.outcome(of: piece, in: shown, &memory)]
          reader.count(ready[0].lines)
        }
        for outcome in ready { try output.write(bytes: outcome.output.bytes) }
        sums.add(ready, reader)
      }
      let ready = workers?.finish() ?? []
      for outcome in ready { try output.write(bytes: outcome.output.bytes) }
      sums.add(ready, reader)
    }
    sums.progress.finish()
    try output.finish()
    let total = sums.total
    if let path = policies.summary { try write(total, of: judge, to: path) }
    if total.malformed > 0 {
      printError(
        "cspreg: \(total.malformed) malformed \(total.malformed == 1 ? "line was" : "lines were") "
          + "passed over.")
    }
    let exit: Diagnostics.ExitCode = total.malformed > 0 ? .unfinished : .done
    try Finished.with(exit.worst(total.hasFindings ? .findings : .done))
  }

  /// What was counted so far, and the line that says so.
  private struct Sums {
    var total: LineJudge.Outcome
    var progress: Progress

    init(_ decisions: Int, _ progress: Progress) {
      total = LineJudge.Outcome(decisions)
      self.progress = progress
    }

    mutating func add(_ outcomes: [LineJudge.Outcome], _ reader: LineReader) {
      for outcome in outcomes {
        for message in outcome.messages { printError(message) }
        total.add(outcome)
        let seconds = progress.seconds
        progress.step(by: outcome.lines) {
          PolicyStream.progress($0, seconds, reader.bytesRead, reader.size)
        }
      }
    }
  }

  private static func progress(_ lines: Int, _ seconds: Double, _ read: Int, _ size: Int?) -> String
  {
    var text = "\(lines) lines, \(Int(Double(lines) / seconds)) a second"
    if let size, read > 0, size > read {
      text += ", \(Int(seconds * Double(size - read) / Double(read))) s left"
    }
    return text
  }

  /// Writes the counts as docs/json/impact-summary.md describes them.
  private func write(
    _ total: LineJudge.Outcome, of judge: LineJudge, to path: String
  ) throws(CommandError) {
    let counts = zip(judge.decisions, total.counts).map { decision, counts -> JSON in
      let verdicts = ImpactResult.Verdict.allCases.filter { ![.safe, .notUsed].contains($0) }
      var results = verdicts.map { JSON.Member($0.rawValue, .int(counts[$0] ?? 0)) }
      let loud = verdicts.reduce(0) { $0 + (counts[$1] ?? 0) }
      let read = total.lines - total.malformed - total.blank
      results.append(JSON.Member("safe-or-not-used", .int(read - loud)))
      return [
        "vendor": .string(decision.new.vendor), "from": JSON(decision.old?.version),
        "to": JSON(decision.new.version), "results": .object(results),
      ]
    }
    let summary: JSON = [
      "cspreg": .head("impact-summary"), "lines": .int(total.lines),
      "malformed": .int(total.malformed), "changes": .array(counts),
    ]
    try replaceFile(summary.canonicalBytes(), at: path)
  }
}
