import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import VendorRequirements
import Impact
import JSONText
import LineIndex
import Reporting

/// Holds the lines of NDJSON streams against decisions; results come out in the order of the lines.
struct PolicyStream {
  let policies: PolicyOptions
  let isQuiet: Bool

  /// Runs over all input.
  ///
  /// - Parameter judge: Decides about lines.
  /// - Throws: ``CommandError`` for input or output, `Finished` for an exit code that is not 0.
  func run(_ judge: LineJudge) throws {
    var run = Run(judge, self)
    for path in policies.policies {
      let shown = path == "-" ? "standard input" : path
      try run.read(LineReader(path, shard: policies.shard), shown)
    }
    try finish(run)
  }

  /// Runs over the lines of a file that may matter.
  ///
  /// - Parameters:
  ///   - judge: Decides about lines.
  ///   - indexed: The file and what is known of its lines.
  /// - Throws: ``CommandError`` for input or output, `Finished` for an exit code that is not 0.
  func run(_ judge: LineJudge, on indexed: IndexedPolicies) throws {
    var run = Run(judge, self)
    try indexed.check()
    if let keys = judge.keys {
      var lines = try indexed.lines(holding: keys)
      try run.read(&lines, indexed.path)
      run.pass(over: indexed.index.lines - lines.count, blank: indexed.blank)
      try run.read(indexed.newLines(), indexed.path)
    } else {
      if !isQuiet {
        printError("cspreg: --index: these questions are about every line; all are read.")
      }
      try run.read(LineReader(indexed.path), indexed.path)
    }
    try finish(run)
  }

  /// One run over some sources of lines.
  private struct Run: ~Copyable {
    let judge: LineJudge
    private let jobs: Int
    private let failOn: FailLevel
    private var sums: Sums
    private var output = Output()
    private var memory: LineJudge.Memory

    init(_ judge: LineJudge, _ stream: PolicyStream) {
      self.judge = judge
      jobs = stream.policies.jobs ?? 1
      failOn = stream.policies.failOn
      sums = Sums(judge.decisions.count, Progress(isQuiet: stream.isQuiet))
      // Threads remember for themselves.
      memory = jobs > 1 ? LineJudge.Memory(answers: [], mayName: []) : judge.memory
    }

    mutating func read(_ source: some LineSource, _ shown: String) throws {
      var source = source
      try read(&source, shown)
    }

    /// What is used again and again: lines are read into the piece, results are written into the output.
    private struct Work: Sendable {
      var piece = LinePiece()
      var output = JSONWriter()
    }

    /// Decides about all lines of a source.
    mutating func read(_ source: inout some LineSource, _ shown: String) throws {
      let judge = judge
      let workers =
        jobs > 1
        ? OrderedWorkers<Work, (LineJudge.Outcome, LinePiece)>(
          jobs,
          makingWork: {
            var memory = judge.memory
            return { (work: consuming Work) in
              (judge.outcome(of: work.piece, in: shown, &memory, &work.output), work.piece)
            }
          }) : nil
      // Memory that was given back would be cleared by the kernel before it is used again.
      var spare: [Work] = []
      var work = Work()
      while try source.next(&work.piece) {
        if let workers {
          let submitted = work
          work = spare.popLast() ?? Work()
          source.count(submitted.piece.lineCount)
          for (outcome, piece) in workers.submit(submitted) {
            spare.append(Work(piece: piece, output: try write(outcome, source)))
          }
        } else {
          let outcome = judge.outcome(of: work.piece, in: shown, &memory, &work.output)
          source.count(outcome.lines)
          work.output = try write(outcome, source)
        }
      }
      for (outcome, _) in workers?.finish() ?? [] { _ = try write(outcome, source) }
    }

    /// Writes and counts what came of a piece; gives back its output, emptied.
    private mutating func write(
      _ outcome: consuming LineJudge.Outcome, _ source: some LineSource
    ) throws -> JSONWriter {
      try output.write(bytes: outcome.output.bytes)
      sums.add(outcome, source)
      outcome.output.removeAll()
      return outcome.output
    }

    /// Counts lines that were not read, for nothing in them is asked about.
    mutating func pass(over lines: Int, blank: Int) {
      sums.total.lines += lines
      sums.total.blank += blank
      if failOn.counts(.info), lines > blank { sums.total.hasFindings = true }
    }

    consuming func finish() throws -> LineJudge.Outcome {
      sums.progress.finish()
      try output.finish()
      return sums.total
    }
  }

  private func finish(_ run: consuming Run) throws {
    let judge = run.judge
    let total = try run.finish()
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

    mutating func add(_ outcome: LineJudge.Outcome, _ source: some LineSource) {
      for message in outcome.messages { printError(message) }
      total.add(outcome)
      let seconds = progress.seconds
      progress.step(by: outcome.lines) {
        PolicyStream.progress($0, seconds, source.bytesRead, source.size)
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

  /// Writes the counts as docs/json/impact.md describes them.
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
