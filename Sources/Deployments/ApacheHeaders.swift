/// What the `Header` directives of a configuration come to, as mod_headers runs them.
///
/// The directives of all sections that hold for a request run one after the other, in the order in which
/// sections are merged, once for each of the two tables `always` and `onsuccess`.
struct ApacheHeaders {
  /// What a directive does with the values that are there.
  enum Action: String {
    case set, unset, append, add, merge
    case setIfEmpty = "setifempty"
  }

  /// One directive.
  struct Directive {
    var place: ApacheSections.Place
    var table: String
    var header: String
    var action: Action
    /// Whether a condition decides at run time.
    var isConditional: Bool
    var text: [UInt8]
    /// The policies that it makes, by their numbers.
    var policies: Range<Int>
  }

  /// What becomes of the directives of one table where one of them stands.
  struct Outcome {
    /// Those whose values are not sent, and the directive because of which.
    var dropped: [Int: Int] = [:]
    /// For each directive, those of other places whose policies it drops.
    var droppedOutside: [Int: [Int]] = [:]
    /// Those of other places whose policies are sent too.
    var outside: [Int] = []
    /// The same of the other table.
    var besides: [Int] = []
  }

  private struct Question: Hashable {
    var place: ApacheSections.Place
    var table: String
    var header: String
  }

  private let directives: [Directive]
  private let ranks: [ApacheSections.Rank]
  private let byKey: [ApacheSections.Key?: [Int]]
  private var outcomes: [Question: Outcome] = [:]

  init(_ directives: [Directive]) {
    self.directives = directives
    ranks = directives.map(\.place.rank)
    byKey = Dictionary(grouping: directives.indices) { directives[$0].place.keys.last }
  }

  /// What becomes of those that surely run wherever a directive does.
  mutating func outcome(of directive: Directive) -> Outcome {
    let question = Question(
      place: directive.place, table: directive.table, header: directive.header)
    if let known = outcomes[question] { return known }
    let running = running(at: directive.place).filter {
      directives[$0].header == directive.header
    }
    func outside(_ indices: [Int]) -> [Int] {
      indices.filter {
        directives[$0].place != directive.place && !directives[$0].policies.isEmpty
          && !directives[$0].isConditional
      }
    }
    let own = run(running.filter { directives[$0].table == directive.table })
    let other = run(running.filter { directives[$0].table != directive.table })
    var outcome = Outcome(
      dropped: own.dropped, outside: outside(own.sent), besides: outside(other.sent))
    for (index, winner) in own.dropped.sorted(by: { $0.key < $1.key })
    where !outside([index]).isEmpty {
      outcome.droppedOutside[winner, default: []].append(index)
    }
    outcomes[question] = outcome
    return outcome
  }

  /// The directives that surely run wherever one at a place does, in their order.
  private func running(at place: ApacheSections.Place) -> [Int] {
    let implied = place.implied
    let conditions = Set(place.conditions)
    let candidates = byKey[nil, default: []] + implied.flatMap { byKey[$0, default: []] }
    return candidates.filter { index in
      directives[index].place.keys.allSatisfy(implied.contains)
        && directives[index].place.conditions.allSatisfy(conditions.contains)
    }
    .sorted { ranks[$0] != ranks[$1] ? ranks[$0] < ranks[$1] : $0 < $1 }
  }

  /// What is sent in the end when directives of one table and header run, and what is not and why.
  private func run(_ running: [Int]) -> (sent: [Int], dropped: [Int: Int]) {
    var sent: [Int] = []
    // What `merge` finds there already is overridden with it.
    var repeated: [Int] = []
    var dropped: [Int: Int] = [:]
    var texts: Set<[UInt8]> = []
    var sure: Int?
    for index in running {
      let directive = directives[index]
      switch directive.action {
      case .set, .unset:
        if !directive.isConditional {
          for other in sent + repeated { dropped[other] = index }
          sent = []
          repeated = []
          texts = []
          sure = nil
        }
        if directive.action == .unset { continue }
      case .merge where texts.contains(directive.text):
        repeated.append(index)
        continue
      case .setIfEmpty:
        if let sure {
          dropped[index] = sure
          continue
        }
      default: break
      }
      sent.append(index)
      texts.insert(directive.text)
      if !directive.isConditional { sure = sure ?? index }
    }
    return (sent, dropped)
  }
}
