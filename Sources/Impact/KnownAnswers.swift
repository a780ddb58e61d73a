public import ContentSecurityPolicy

/// Answers about the needs of one decision, kept by what can matter of the lists that govern them.
///
/// Millions of policies hold few different lists of one vendor. What was read or worked out once gets a number, and
/// numbers are looked up for every policy after it.
///
/// ```swift
/// var answers = KnownAnswers(decision, in: KnownAnswers.Room(8 << 20)) { part in ... }
/// if answers.read(tokens, of: bytes, page: host), answers.decide(isSecure: true, page: host) != .safe {
///   answers.describe()
///   write(answers.description.missing.map { answers.texts[$0] })
/// }
/// ```
public struct KnownAnswers {
  /// How much may be kept by all answers of a thread.
  public final class Room {
    private let size: Int
    private var left: Int
    /// Grows when all that is kept has to go.
    fileprivate private(set) var generation = 0

    /// Makes room.
    ///
    /// - Parameter size: About how many bytes are kept.
    public init(_ size: Int) {
      self.size = size
      left = size
    }

    fileprivate func take(_ bytes: Int) {
      left -= bytes
      if left < 0 {
        left = size
        generation += 1
      }
    }
  }

  /// A part of a result that many results have.
  public enum Part {
    /// All that is known of a result without its sources and sizes.
    case head(ImpactResult)
    case missing(ImpactResult.Missing)
    case undecided(ImpactResult.Undecided)
    case removable(ImpactResult.Removable)
  }

  /// What is said of the policy that was decided last; ranges are of ``texts``.
  public struct Description: Sendable {
    /// The text of the ``Part/head(_:)``.
    public fileprivate(set) var head = 0..<0
    /// In record order.
    public fileprivate(set) var missing: [Range<Int>] = []
    /// In record order.
    public fileprivate(set) var undecided: [Range<Int>] = []
    /// In the order of the policy.
    public fileprivate(set) var removable: [Range<Int>] = []
    /// Bytes of the policy now.
    public fileprivate(set) var sizeBefore = 0
    /// Bytes with all of ``missing`` added.
    public fileprivate(set) var sizeAfter = 0
    /// Something that a safe verdict should not hide.
    public fileprivate(set) var note: String?
  }

  /// How a list stands to a need: a number in ``Known/details``, or one of these.
  private enum Answer {
    static let allowed: Int32 = -1
    /// Not surely allowed, but nothing is told of it.
    static let silent: Int32 = -2
    /// Not surely allowed; what is told depends on the page.
    static let byPage: Int32 = -3
  }

  /// An answer that is told.
  private struct Detail {
    let need: RequirementUnit.Need
    let coverage: SourceCoverage
    let additions: [Growth.Addition]
    /// Its text, of a need that the change adds and of one that was there before.
    var texts: (new: Range<Int>?, old: Range<Int>?) = (nil, nil)
    let isMissing: Bool

    init(
      _ need: RequirementUnit.Need, _ coverage: SourceCoverage, _ additions: [Growth.Addition]
    ) {
      self.need = need
      self.coverage = coverage
      self.additions = additions
      isMissing = coverage.answer == .no
    }
  }

  private struct DetailKey: Hashable {
    let need: Int
    let coverage: SourceCoverage
  }

  private struct HeadKey: Hashable {
    let verdict: ImpactResult.Verdict
    let unit: Int?
    let isNamed: Bool
  }

  private struct RemovableKey: Hashable {
    let token: Int32
    let reach: Int32
    let unit: Int32
  }

  /// All that is kept.
  private struct Known {
    var units: UnitTable
    /// By the numbers of ``KnownAnswers/lists``, where the answers about a group's needs begin in ``answers``; -1 before any is asked.
    var starts: [Int32] = []
    /// See ``Answer``.
    var answers: [Int32] = []
    var details: [Detail] = []
    var detailNumbers: [DetailKey: Int32] = [:]
    var growth = Growth()
    var heads: [HeadKey: Range<Int>] = [:]
    /// The text of an own host that may go; empty for one that is needed.
    var removables: [RemovableKey: Range<Int>] = [:]
    /// Numbers of lists of old units.
    var askedNumbers: [[Int]: Int] = [:]
    /// For each of these lists whether each need is new, 1 or 0; -1 before it is asked.
    var news: [Int8] = []
    var texts: [UInt8] = []

    init(_ decision: Decision) {
      units = decision.units
    }
  }

  private let decision: Decision
  private let room: Room
  private let text: (Part) -> [UInt8]
  private let namesPage: Bool
  private let reduction: PolicyReduction
  /// The needs of pages loaded over http, by number.
  private var plainSources: [Int: PreparedSource] = [:]
  private var generation: Int
  private var known: Known
  private var lists: GoverningLists
  /// How much of the room was taken for tokens and lists.
  private var taken = 0

  /// The policy at hand.
  public private(set) var policy = ReducedPolicy()
  private var isSecure = true
  private var page = Origin.example
  /// Where the answers to what is asked of each group begin; -1 until one is.
  private var starts: [Int32]
  private var judgement = Judgement(verdict: .safe)

  /// What is said of the policy, once it was described.
  public private(set) var description = Description()

  /// Begins with nothing known.
  ///
  /// - Parameters:
  ///   - decision: What is asked.
  ///   - room: How much may be kept.
  ///   - text: The text of a part.
  public init(_ decision: Decision, in room: Room, text: @escaping (Part) -> [UInt8]) {
    self.decision = decision
    self.room = room
    self.text = text
    namesPage = decision.table.namesPage
    reduction = decision.reduction
    generation = room.generation
    known = Known(decision)
    lists = GoverningLists(decision.table.groups)
    starts = Array(repeating: -1, count: decision.table.groups.count)
  }

  /// The texts of which ``description`` tells.
  public var texts: [UInt8] { known.texts }

  /// Turns to a policy.
  ///
  /// - Parameters:
  ///   - tokens: What was read of it.
  ///   - policy: The policy, alone in a header.
  ///   - page: The host of the page in any case; empty for that of `Origin.example`.
  /// - Returns: `false` for a policy that has to be looked at as a whole.
  public mutating func read(
    _ tokens: borrowing PolicyTokens, of policy: Span<UInt8>, page: Span<UInt8>
  ) -> Bool {
    if generation != room.generation { forget() }
    if reduction.isAsked(about: page) { return false }
    return reduction.reduce(tokens, of: policy, page: page, into: &self.policy)
  }

  private mutating func forget() {
    generation = room.generation
    known = Known(decision)
    lists.forget()
    policy.forget()
    taken = 0
  }

  /// Decides the policy as ``Decision/result(for:origin:isPinned:)`` does.
  ///
  /// - Parameters:
  ///   - isSecure: Whether the page is loaded over https; else over http.
  ///   - host: The host of the page, as for ``read(_:of:page:)``.
  /// - Returns: The verdict.
  public mutating func decide(isSecure: Bool, page host: Span<UInt8>) -> ImpactResult.Verdict {
    self.isSecure = isSecure
    page = isSecure ? .example : .plainExample
    if namesPage, !host.isEmpty {
      let name = host.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      page = Origin((isSecure ? "https://" : "http://") + name) ?? .example
    }
    for group in starts.indices { starts[group] = -1 }
    lists.begin(policy)
    judgement = decision.judgement(of: &self, isPinned: false)
    let size = lists.size + policy.size
    room.take(size - taken)
    taken = size
    return judgement.verdict
  }

  /// Puts into text what was decided last.
  public mutating func describe() {
    description.head = head()
    description.missing.removeAll(keepingCapacity: true)
    description.undecided.removeAll(keepingCapacity: true)
    description.removable.removeAll(keepingCapacity: true)
    description.sizeBefore = policy.textLength
    description.sizeAfter = policy.textLength
    description.note = decision.note(on: judgement, &self)
    guard judgement.tellsWhy, let unit = judgement.unit else { return }
    known.growth.begin()
    let news = news(since: judgement.asked)
    for (index, place) in known.units[unit].places.enumerated() {
      let answer = told(of: unit, index, at: place)
      if answer < 0 { continue }
      let detail = Int(answer)
      guard known.details[detail].isMissing else {
        description.undecided.append(text(of: detail, isNew: false))
        continue
      }
      let isNew = isNew(detail, at: news + place.number)
      description.missing.append(text(of: detail, isNew: isNew))
      for addition in known.details[detail].additions { known.growth.add(addition, to: policy) }
    }
    description.sizeAfter += known.growth.bytes
    for position in policy.lists.indices where policy.lists[position].namesOwnHost {
      describeRemovable(of: position, keeping: unit)
    }
  }
}

// MARK: - Asking

extension KnownAnswers: JudgedPolicies {
  var units: UnitTable {
    get { known.units }
    set { known.units = newValue }
  }
  var areOnlyReported: Bool { false }
  var nameOwnHost: Bool { policy.namesOwnHost }

  mutating func meet(_ unit: Int) -> Bool {
    let places = known.units[unit].places
    return places.allSatisfy { answer(at: $0) == Answer.allowed }
  }

  mutating func failure(of unit: Int) -> Failure {
    var failure = Failure()
    for (index, place) in known.units[unit].places.enumerated() {
      let answer = told(of: unit, index, at: place)
      if answer < 0 { continue }
      if known.details[Int(answer)].isMissing {
        failure.missing += 1
      } else {
        failure.undecided += 1
      }
    }
    return failure
  }

  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    var answer = answer(at: need.place)
    if answer == Answer.byPage { answer = answerOnPage(need) }
    return answer < 0 ? .yes : known.details[Int(answer)].coverage
  }

  /// The answer to a need, see ``Answer``.
  @inline(__always)
  private mutating func answer(at place: NeedTable.Place) -> Int32 {
    let start = starts[place.group]
    if start >= 0 { return known.answers[Int(start) + place.index] }
    return known.answers[begin(place.group) + place.index]
  }

  /// Where the answers begin to what is asked of a group.
  private mutating func begin(_ group: Int) -> Int {
    let number = lists.number(of: group, isSecure: isSecure, in: policy)
    while known.starts.count <= number { known.starts.append(-1) }
    if known.starts[number] < 0 {
      known.starts[number] = Int32(truncatingIfNeeded: known.answers.count)
      ask(about: decision.table.groups[group])
    }
    starts[group] = known.starts[number]
    return Int(starts[group])
  }

  /// Asks the policy about all needs of a group.
  private mutating func ask(about group: NeedTable.Group) {
    let origin = isSecure ? Origin.example : .plainExample
    let policies = PreparedPolicies(policy.governing(group.asked), origin: origin)
    room.take(32 + 4 * group.needs.count)
    for need in group.needs {
      let source = isSecure ? need.prepared : plain(need)
      let answer: Int32 =
        if policies.covers(source) {
          Answer.allowed
        } else if source.namesPage {
          Answer.byPage
        } else {
          number(of: need, policies.coverage(of: source))
        }
      known.answers.append(answer)
    }
  }

  /// A need of a page loaded over http, worked out once.
  private mutating func plain(_ need: RequirementUnit.Need) -> PreparedSource {
    if let known = plainSources[need.place.number] { return known }
    let source = need.prepared.needed(on: .plainExample)
    plainSources[need.place.number] = source
    return source
  }

  /// The answer that is told of a need: a number in ``Known/details``, or less than 0.
  @inline(__always)
  private mutating func told(of unit: Int, _ index: Int, at place: NeedTable.Place) -> Int32 {
    let answer = answer(at: place)
    return answer == Answer.byPage ? answerOnPage(known.units[unit].needs[index]) : answer
  }

  private mutating func answerOnPage(_ need: RequirementUnit.Need) -> Int32 {
    let asked = decision.table.groups[need.place.group].asked
    let policies = PreparedPolicies(policy.governing(asked), origin: page)
    return number(of: need, policies.coverage(of: need.prepared))
  }

  /// The number of an answer if it is told.
  private mutating func number(of need: RequirementUnit.Need, _ coverage: SourceCoverage) -> Int32 {
    guard coverage.isRequest, coverage.answer != .yes else { return Answer.silent }
    let key = DetailKey(need: need.place.number, coverage: coverage)
    if let number = known.detailNumbers[key] { return number }
    let number = Int32(truncatingIfNeeded: known.details.count)
    known.detailNumbers[key] = number
    let additions = coverage.edits.flatMap { known.growth.additions($0) }
    known.details.append(Detail(need, coverage, additions))
    room.take(600)
    return number
  }
}

// MARK: - Describing

extension KnownAnswers {
  private mutating func keep(_ part: Part) -> Range<Int> {
    let text = text(part)
    let start = known.texts.count
    known.texts += text
    room.take(text.count)
    return start..<known.texts.count
  }

  /// Where ``Known/news`` has what is new beside some old units.
  private mutating func news(since asked: [Int]) -> Int {
    let count = decision.table.count
    if let number = known.askedNumbers[asked] { return number * count }
    let start = known.news.count
    known.askedNumbers[asked] = known.askedNumbers.count
    known.news += Array(repeating: -1, count: count)
    room.take(count)
    return start
  }

  private mutating func isNew(_ detail: Int, at position: Int) -> Bool {
    if known.news[position] < 0 {
      let isNew = decision.isNew(known.details[detail].need, since: judgement.asked)
      known.news[position] = isNew ? 1 : 0
    }
    return known.news[position] == 1
  }

  private mutating func head() -> Range<Int> {
    let key = HeadKey(
      verdict: judgement.verdict, unit: judgement.unit, isNamed: policy.namesOwnHost)
    if let text = known.heads[key] { return text }
    let text = keep(
      .head(decision.result(of: judgement, in: known.units, named: policy.namesOwnHost)))
    known.heads[key] = text
    return text
  }

  private mutating func text(of detail: Int, isNew: Bool) -> Range<Int> {
    if let text = isNew ? known.details[detail].texts.new : known.details[detail].texts.old {
      return text
    }
    let (need, coverage) = (known.details[detail].need, known.details[detail].coverage)
    let part: Part =
      if known.details[detail].isMissing {
        .missing(ImpactResult.Missing(need, isNew: isNew, coverage))
      } else {
        .undecided(ImpactResult.Undecided(need, coverage))
      }
    let text = keep(part)
    if isNew {
      known.details[detail].texts.new = text
    } else {
      known.details[detail].texts.old = text
    }
    return text
  }

  /// Adds the own hosts of a directive that nothing in a unit needs.
  private mutating func describeRemovable(of position: Int, keeping unit: Int) {
    let name = policy.lists[position].name
    let reach = lists.reach(of: name, policy)
    for index in policy.lists[position].tokens where policy.isOwn(policy.tokens[index]) {
      let token = policy.tokens[index]
      let key = RemovableKey(
        token: token, reach: reach, unit: Int32(truncatingIfNeeded: unit))
      let text = known.removables[key] ?? removable(token, in: name, keeping: unit, as: key)
      if !text.isEmpty { description.removable.append(text) }
    }
  }

  /// The text of an own host that nothing in a unit needs; empty for another.
  private mutating func removable(
    _ token: Int32, in name: DirectiveName, keeping unit: Int, as key: RemovableKey
  ) -> Range<Int> {
    let source = SourceExpression(String(decoding: policy.text(of: token), as: UTF8.self))
    let names = policy.names
    let found = known.units[unit].removable(of: [source], in: name.string) {
      DirectiveName($0)?.governing(in: names)?.string
    }
    let text = found.first.map { keep(.removable($0)) } ?? 0..<0
    known.removables[key] = text
    room.take(48)
    return text
  }
}
