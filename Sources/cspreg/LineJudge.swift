import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import VendorRequirements
import Impact
import JSONText
import Reporting

/// Decides about the lines of an NDJSON stream.
struct LineJudge: Sendable {
  /// What a line may be held against.
  let decisions: [Decision]
  let checking: Bool
  /// Whether results that ask nothing of anybody are written too.
  private let writesAll: Bool
  /// Whether only vendors are asked about whose own hosts the policy names.
  private let onlyNamed: Bool
  private let failOn: FailLevel
  /// Members of a line that are handed on with its results.
  private let carried: [String]
  private let screen: StreamScreen?

  /// Prepares for a stream.
  ///
  /// - Parameters:
  ///   - decisions: What lines are held against.
  ///   - policies: What the user wants to see.
  ///   - checking: Whether it answers `check`, which hides nothing.
  ///   - onlyNamed: Whether only vendors count whose own hosts a policy names.
  init(_ decisions: [Decision], _ policies: PolicyOptions, checking: Bool, onlyNamed: Bool = false)
  {
    self.decisions = decisions
    self.checking = checking
    self.onlyNamed = onlyNamed
    writesAll = policies.all || checking
    failOn = policies.failOn
    carried = policies.carry
    screen = writesAll ? nil : StreamScreen(domains: decisions.map(\.options.ownDomains))
  }

  /// What the lines of a piece came to.
  struct Outcome: Sendable {
    /// Results, one a line.
    var output: [UInt8] = []
    /// What is wrong with lines.
    var messages: [String] = []
    var lines = 0
    var malformed = 0
    /// Lines without anything in them.
    var blank = 0
    var hasFindings = false
    /// Results of each decision; those that are not written are not told apart.
    var counts: [[ImpactResult.Verdict: Int]]

    init(_ decisions: Int) { counts = Array(repeating: [:], count: decisions) }

    /// Adds the counts of another outcome.
    mutating func add(_ other: Outcome) {
      lines += other.lines
      malformed += other.malformed
      blank += other.blank
      hasFindings = hasFindings || other.hasFindings
      for index in counts.indices {
        counts[index].merge(other.counts[index]) { $0 + $1 }
      }
    }
  }

  /// Decides about the lines of a piece.
  ///
  /// - Parameters:
  ///   - piece: The lines.
  ///   - file: Name for messages.
  /// - Returns: What is to be written, and the counts.
  func outcome(of piece: LinePiece, in file: String) -> Outcome {
    var outcome = Outcome(decisions.count)
    outcome.lines = piece.eachLine { number, bytes in
      guard let bytes else {
        outcome.malformed += 1
        outcome.messages.append(
          "\(file):\(number): the line is longer than 16 MiB; it was passed over.")
        return
      }
      if let screen, screen.passesOver(bytes.span) {
        if failOn.counts(.info) { outcome.hasFindings = true }
        return
      }
      decide(bytes, number, file, &outcome)
    }
    return outcome
  }

  private func decide(
    _ bytes: ArraySlice<UInt8>, _ number: Int, _ file: String, _ outcome: inout Outcome
  ) {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      outcome.blank += 1
      return
    }
    let line: PolicyLine
    do throws(JSONError) {
      line = try PolicyLine(parsing: bytes, file: file, number: number, carrying: carried)
    } catch {
      outcome.malformed += 1
      outcome.messages.append("\(file):\(number):\(error.column): \(error.message)")
      return
    }
    for (index, decision) in decisions.enumerated() {
      if onlyNamed, !line.policies.namesHost(under: decision.options.ownDomains) { continue }
      let isPinned = line.uses.contains(decision.new.vendor)
      if !writesAll, !isPinned, decision.isSilent(about: line.policies) {
        if failOn.counts(.info) { outcome.hasFindings = true }
        continue
      }
      let result = decision.result(for: line.policies, origin: line.origin, isPinned: isPinned)
      outcome.counts[index][result.verdict, default: 0] += 1
      if failOn.counts(result.level(checking: checking)) { outcome.hasFindings = true }
      if !writesAll, [.safe, .notUsed].contains(result.verdict) { continue }
      var value = JSON(result, id: line.id, line: number, checking: checking)
      if !line.carried.isEmpty, case .object(var members) = value {
        members.append(JSON.Member("carry", .object(line.carried)))
        value = .object(members)
      }
      value.write(compactTo: &outcome.output)
      outcome.output.append(0x0A)
    }
  }
}
