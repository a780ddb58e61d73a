import CommandOptions
import Diagnostics
import Impact
import JSONText
import Reporting

extension OutputOptions {
  /// Prints results of impact or check.
  func print(_ results: [PlacedResult], checking: Bool) throws(CommandError) {
    switch format {
    case .text: try printResult(ImpactText(results, checking: checking, style: style).text)
    case .json: try printResult(JSON(results, checking: checking).canonical())
    case .ndjson:
      var lines = Output()
      for placed in results { try lines.write(line: JSON(placed, checking: checking)) }
      try lines.finish()
    }
  }
}

extension PolicyOptions {
  /// How a run with these results ends.
  func exit(of results: [PlacedResult], checking: Bool) -> Diagnostics.ExitCode {
    results.contains { failOn.counts($0.result.level(checking: checking)) } ? .findings : .done
  }
}
