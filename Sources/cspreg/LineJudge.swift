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
  /// Whether none of these is a member that means something here.
  private let carriesOthers: Bool
  /// The own domains of each decision; none when each line has to be held against it.
  private let searches: [[DomainSearch]]
  /// The same domains together, when there are so many that one pass for all is quicker.
  private let table: DomainTable?

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
    let known: Set = ["id", "url", "policy", "headers", "delivery", "uses"]
    carriesOthers = known.isDisjoint(with: policies.carry)
    let writesAll = writesAll
    searches = decisions.map { writesAll ? [] : DomainSearch.all($0.options.ownDomains) }
    table =
      writesAll || decisions.count < 4 ? nil : DomainTable(decisions.map(\.options.ownDomains))
  }

  /// The keys of every line that does not pass in silence; `nil` when none may be left unread.
  var keys: Set<UInt32>? {
    var keys: Set<UInt32> = [LineKeys.malformed, LineKeys.reportOnly]
    for decision in decisions {
      let domains = decision.options.ownDomains.compactMap(LineKeys.names)
      if writesAll || domains.isEmpty || domains.count < decision.options.ownDomains.count {
        return nil
      }
      keys.formUnion(domains)
      keys.insert(LineKeys.uses(decision.new.vendor))
    }
    return keys
  }

  /// What one thread remembers from line to line.
  struct Memory {
    /// The places of the line at hand, if it is plain.
    var plain = PlainLine()
    /// Whether ``tokens`` are of the line at hand, or it cannot be read so; `nil` until somebody asks.
    var isRead: Bool?
    var tokens = PolicyTokens()
    var answers: [KnownAnswers]
    /// Whether the line at hand may name own hosts of each decision.
    var mayName: [Bool]
  }

  /// Bytes that a thread keeps about all vendors; one takes some 100 KB to 1 MB, however many policies there are.
  private static let room = 16 << 20

  /// Nothing remembered yet.
  var memory: Memory {
    let room = KnownAnswers.Room(Self.room)
    let checking = checking
    return Memory(
      answers: decisions.map {
        KnownAnswers($0, in: room) { JSONWriter.text(of: $0, checking: checking) }
      },
      mayName: Array(repeating: true, count: decisions.count))
  }

  /// What the lines of a piece came to.
  struct Outcome: Sendable {
    /// Results, one a line.
    var output = JSONWriter()
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
  ///   - memory: What was remembered from the lines before.
  ///   - room: An empty output that the results are written into; the outcome has it then.
  /// - Returns: What is to be written, and the counts.
  func outcome(
    of piece: LinePiece, in file: String, _ memory: inout Memory, _ room: inout JSONWriter
  ) -> Outcome {
    var outcome = Outcome(decisions.count)
    swap(&outcome.output, &room)
    for index in memory.answers.indices { memory.answers[index].makeRoom() }
    outcome.lines = piece.eachPlacedLine { line in
      guard let range = line.range else {
        outcome.malformed += 1
        outcome.messages.append(
          "\(file):\(line.number): the line is longer than 16 MiB; it was passed over.")
        return
      }
      decide(piece.bytes, range, line.number, file, &memory, &outcome)
    }
    return outcome
  }

  private func decide(
    _ bytes: [UInt8], _ range: Range<Int>, _ number: Int, _ file: String,
    _ memory: inout Memory, _ outcome: inout Outcome
  ) {
    let line = bytes.span.extracting(range)
    let isPlain = carriesOthers && memory.plain.read(line)
    memory.isRead = nil
    var decided = 0
    if isPlain {
      search(line, memory.plain.policy, &memory.mayName)
      while decided < decisions.count, decide(decided, line, number, &memory, &outcome) {
        decided += 1
      }
      if decided == decisions.count { return }
    }
    // Also where nothing is asked, what is malformed has to be said.
    guard var whole = whole(bytes[range], number, file, &outcome) else { return }
    for index in decided..<decisions.count {
      if isPlain, decide(index, line, number, &memory, &outcome) { continue }
      decide(index, &whole, isPlain: isPlain, number, &memory, &outcome)
    }
  }

  /// Marks the decisions of which an own host may stand in a policy.
  private func search(_ line: Span<UInt8>, _ policy: Range<Int>, _ mayName: inout [Bool]) {
    if let table {
      for index in mayName.indices { mayName[index] = searches[index].isEmpty }
      table.mark(line, policy, &mayName)
      return
    }
    for index in mayName.indices {
      mayName[index] = searches[index].isEmpty
      for place in searches[index].indices where !mayName[index] {
        mayName[index] = searches[index][place].isFound(in: line, policy)
      }
    }
  }

  /// Decides about a plain line without making values of it; `false` when it has to be read.
  private func decide(
    _ index: Int, _ line: Span<UInt8>, _ number: Int, _ memory: inout Memory,
    _ outcome: inout Outcome
  ) -> Bool {
    if !memory.mayName[index] {
      if !onlyNamed { countSilent(&outcome) }
      return true
    }
    let plain = memory.plain
    guard
      let judged = judged(
        line.extracting(plain.policy), of: line.extracting(plain.host), plain.isSecure, index,
        &memory)
    else { return false }
    add(judged, index, number, &memory, carried(from: plain, line), &outcome) { writer in
      if let id = plain.id { writer.text(line.extracting(id)) } else { writer.value(.null) }
    }
    return true
  }

  /// What a policy comes to that was reduced.
  private enum Judged {
    case notAsked
    case silent
    /// It is one that was reduced and decided.
    case known(ImpactResult.Verdict)
  }

  /// Decides about the only policy of a page; `nil` when the engine has to.
  ///
  /// - Parameters:
  ///   - policy: The policy, enforced by a header.
  ///   - page: The host of the page; empty when nobody said.
  ///   - isSecure: Whether the page is loaded over https; else over http.
  ///   - index: Position of the decision.
  ///   - memory: What was remembered from the lines before.
  /// - Returns: What it comes to.
  private func judged(
    _ policy: Span<UInt8>, of page: Span<UInt8>, _ isSecure: Bool, _ index: Int,
    _ memory: inout Memory
  ) -> Judged? {
    let isRead = memory.isRead ?? memory.tokens.read(policy)
    memory.isRead = isRead
    guard isRead, memory.answers[index].read(memory.tokens, of: policy, page: page) else {
      return nil
    }
    if !memory.answers[index].policy.namesOwnHost {
      if onlyNamed { return .notAsked }
      if !decisions[index].options.ownDomains.isEmpty, !writesAll { return .silent }
    }
    return .known(memory.answers[index].decide(isSecure: isSecure, page: page))
  }

  /// Counts and writes a result.
  private func add(
    _ judged: Judged, _ index: Int, _ number: Int, _ memory: inout Memory,
    _ carried: @autoclosure () -> [JSON.Member], _ outcome: inout Outcome,
    id: (inout JSONWriter) -> Void
  ) {
    switch judged {
    case .notAsked: break
    case .silent: countSilent(&outcome)
    case .known(let verdict):
      guard count(verdict, isPinned: false, index, &outcome) else { return }
      outcome.output.line(
        &memory.answers[index], number: number, carrying: carried(), id: id)
    }
  }

  private func carried(from plain: PlainLine, _ line: Span<UInt8>) -> [JSON.Member] {
    carried.compactMap { name in
      plain.value(of: name, in: line).map { JSON.Member(name, $0) }
    }
  }

  /// Counts a result; whether it is written too.
  private func count(
    _ verdict: ImpactResult.Verdict, isPinned: Bool, _ index: Int, _ outcome: inout Outcome
  ) -> Bool {
    outcome.counts[index][verdict, default: 0] += 1
    if failOn.counts(verdict.level(checking: checking, isPinned: isPinned)) {
      outcome.hasFindings = true
    }
    return writesAll || verdict != .safe && verdict != .notUsed
  }

  /// Counts a policy of which nothing is written.
  private func countSilent(_ outcome: inout Outcome) {
    if failOn.counts(.info) { outcome.hasFindings = true }
  }

  /// A line that was read, and its policies once they are asked for.
  private struct WholeLine {
    let line: PolicyLine
    lazy var policies = line.policies
  }

  /// Reads a line; `nil` when there is nothing to be decided.
  private func whole(
    _ bytes: ArraySlice<UInt8>, _ number: Int, _ file: String, _ outcome: inout Outcome
  ) -> WholeLine? {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      outcome.blank += 1
      return nil
    }
    do throws(JSONError) {
      return WholeLine(
        line: try PolicyLine(parsing: bytes, file: file, number: number, carrying: carried))
    } catch {
      outcome.malformed += 1
      outcome.messages.append("\(file):\(number):\(error.column): \(error.message)")
      return nil
    }
  }

  private func decide(
    _ index: Int, _ whole: inout WholeLine, isPlain: Bool, _ number: Int,
    _ memory: inout Memory, _ outcome: inout Outcome
  ) {
    let decision = decisions[index]
    let line = whole.line
    let isPinned = line.uses.contains(decision.new.vendor)
    if !onlyNamed, !writesAll, !isPinned, !searches[index].isEmpty,
      line.isEnforcedWithout(searches[index])
    {
      return countSilent(&outcome)
    }
    if !isPinned, !isPlain, let judged = judged(line, index, &memory) {
      return add(judged, index, number, &memory, line.carried, &outcome) { $0.value(line.id) }
    }
    if onlyNamed, !whole.policies.namesHost(under: decision.options.ownDomains) { return }
    if !writesAll, !isPinned, decision.isSilent(about: whole.policies) {
      return countSilent(&outcome)
    }
    let result = decision.result(for: whole.policies, origin: line.origin, isPinned: isPinned)
    guard count(result.verdict, isPinned: isPinned, index, &outcome) else { return }
    outcome.output.line(
      result, number: number, checking: checking, carrying: line.carried
    ) { $0.value(line.id) }
  }

  /// Decides about the only policy of a page that a name stands for; `nil` when the engine has to.
  private func judged(_ line: PolicyLine, _ index: Int, _ memory: inout Memory) -> Judged? {
    let page = line.origin
    guard let policy = line.onlyPolicy, page.port == nil, ["https", "http"].contains(page.scheme)
    else { return nil }
    let isUnknown = page == .example || page == .plainExample
    let host = isUnknown ? "" : page.host
    return judged(
      policy.utf8.span, of: host.utf8.span, page.scheme == "https", index, &memory)
  }
}
