public import ContentSecurityPolicy

/// Answers about the needs of one decision, kept by what can matter of the lists that govern them.
///
/// Millions of policies hold few different lists of one vendor. One thread uses it at a time.
public final class KnownAnswers {
  /// How a list stands to a need.
  fileprivate enum Answer {
    case covered
    case other(SourceCoverage)
  }

  fileprivate let decision: Decision
  /// Answers about a group of needs by what is left of a policy: for pages over https, then over http.
  private var answers: [[[Bytes: [Answer]]]]
  private var removables: [Bytes: [ImpactResult.Removable]] = [:]
  /// Whether an old unit has a need, perhaps in another spelling, by the need's place and the unit.
  private var twins: [Bool?]
  /// How many answers are kept, and may be.
  private var count = 0
  private let room: Int
  private var key: [UInt8] = []

  /// Begins with nothing known.
  ///
  /// - Parameters:
  ///   - decision: What is asked.
  ///   - room: How many answers may be kept, about 300 bytes each.
  public init(_ decision: Decision, room: Int) {
    self.decision = decision
    self.room = room
    answers = [[[Bytes: [Answer]]]](
      repeating: Array(repeating: [:], count: decision.table.groups.count), count: 2)
    twins = Array(repeating: nil, count: decision.table.count * decision.oldUnits.count)
  }

  /// Decides one policy of a header as ``Decision/result(for:origin:isPinned:)`` does.
  ///
  /// - Parameters:
  ///   - policy: The policy, reduced by ``Decision/reduction``.
  ///   - isSecure: Whether the page is loaded over https; else over http.
  /// - Returns: The result.
  public func result(for policy: ReducedPolicy, isSecure: Bool) -> ImpactResult {
    var known = KnownPolicy(policy: policy, isSecure: isSecure, all: self)
    return decision.result(of: &known, isPinned: false)
  }

  fileprivate func answers(
    about group: Int, by policy: ReducedPolicy, isSecure: Bool
  ) -> [Answer] {
    let needs = decision.table.groups[group]
    key.removeAll(keepingCapacity: true)
    policy.write(needs.asked, to: &key)
    let page = isSecure ? 0 : 1
    if let kept = answers[page][group][Bytes(key)] { return kept }
    let prepared = PreparedPolicies(
      PolicyList(parsing: String(decoding: key, as: UTF8.self)),
      origin: isSecure ? .example : .plainExample)
    let new = needs.sources.map { source in
      prepared.covers(source) ? Answer.covered : .other(prepared.coverage(of: source))
    }
    makeRoom(for: new.count)
    answers[page][group][Bytes(key)] = new
    return new
  }

  fileprivate func removable(
    _ tokens: ArraySlice<UInt8>, in directive: String, keeping unit: RequirementUnit,
    by policy: ReducedPolicy
  ) -> [ImpactResult.Removable] {
    var key = Array(directive.utf8) + tokens
    // What governs a need follows from the directives that are there.
    withUnsafeBytes(of: policy.names.rawValue) { key.append(contentsOf: $0) }
    for name in [unit.name] + unit.optionals { key += [0] + Array(name.utf8) }
    if let kept = removables[Bytes(key)] { return kept }
    let sources = tokens.split(separator: 0x20).map {
      SourceExpression(String(decoding: $0, as: UTF8.self))
    }
    let found = unit.removable(of: sources, in: directive, governing: policy.governing)
    makeRoom(for: 1)
    removables[Bytes(key)] = found
    return found
  }

  fileprivate func needs(_ unit: RequirementUnit, same need: RequirementUnit.Need) -> Bool {
    let place = need.place * decision.oldUnits.count + unit.place
    if let known = twins[place] { return known }
    let isSame = unit.needsSame(as: need)
    twins[place] = isSame
    return isSame
  }

  private func makeRoom(for new: Int) {
    count += new
    if count <= room { return }
    count = new
    for page in answers.indices {
      for group in answers[page].indices { answers[page][group] = [:] }
    }
    removables = [:]
  }
}

/// One policy of a header, asked through what is known of its lists.
private struct KnownPolicy: JudgedPolicies {
  let policy: ReducedPolicy
  let isSecure: Bool
  let all: KnownAnswers
  private var found: [[KnownAnswers.Answer]]

  init(policy: ReducedPolicy, isSecure: Bool, all: KnownAnswers) {
    self.policy = policy
    self.isSecure = isSecure
    self.all = all
    found = Array(repeating: [], count: all.decision.table.groups.count)
  }

  var areOnlyReported: Bool { false }
  var size: Int { policy.textLength }
  var nameOwnHost: Bool { policy.namesOwnHost }

  private mutating func answer(about need: RequirementUnit.Need) -> KnownAnswers.Answer {
    let (group, index) = all.decision.table[need.place]
    if found[group].isEmpty {
      found[group] = all.answers(about: group, by: policy, isSecure: isSecure)
    }
    return found[group][index]
  }

  mutating func cover(_ need: RequirementUnit.Need) -> Bool {
    if case .covered = answer(about: need) { true } else { false }
  }

  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    if case .other(let coverage) = answer(about: need) { return coverage }
    return .yes
  }

  func needs(_ unit: RequirementUnit, same need: RequirementUnit.Need) -> Bool {
    all.needs(unit, same: need)
  }

  func growth(by edits: [Edit]) -> Int { edits.growth { policy.list(of: $1) } }

  func removable(keeping unit: RequirementUnit) -> [ImpactResult.Removable] {
    var found: [ImpactResult.Removable] = []
    policy.eachWithOwnHosts { directive, tokens in
      found += all.removable(tokens, in: directive, keeping: unit, by: policy)
    }
    return found
  }
}

/// Bytes as a key.
private struct Bytes: Hashable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
