public import ContentSecurityPolicy

/// Answers about the needs of one decision, kept by what can matter of the lists that govern them.
///
/// Millions of policies hold few different lists of one vendor. One thread uses it at a time.
public final class KnownAnswers {
  /// What is left of a policy, asked about a group of needs; answers are worked out when they are wanted.
  fileprivate final class Remainder {
    private let list: PolicyList
    private let policies: PreparedPolicies
    private let sources: [PreparedSource]
    private var covered: [Bool?]
    private var coverages: [SourceCoverage?]
    /// Texts of what is missing: as an old need, then as a new one, for each source.
    private var texts: [[UInt8]?]

    init(_ list: PolicyList, of page: Origin, _ sources: [PreparedSource]) {
      self.list = list
      policies = PreparedPolicies(list, origin: page)
      self.sources = sources
      covered = Array(repeating: nil, count: sources.count)
      coverages = Array(repeating: nil, count: sources.count)
      texts = Array(repeating: nil, count: 2 * sources.count)
    }

    func text(
      of missing: Judgement.Missing, at index: Int, _ describe: (ImpactResult.Missing) -> [UInt8]
    ) -> [UInt8] {
      let place = 2 * index + (missing.isNew ? 1 : 0)
      if let known = texts[place] { return known }
      let text = describe(ImpactResult.Missing(missing))
      if !sources[index].namesPage { texts[place] = text }
      return text
    }

    func cover(_ index: Int) -> Bool {
      if let known = covered[index] { return known }
      let answer = policies.covers(sources[index])
      covered[index] = answer
      return answer
    }

    func coverage(of index: Int, on page: Origin) -> SourceCoverage {
      if sources[index].namesPage {
        return PreparedPolicies(list, origin: page).coverage(of: sources[index])
      }
      if let known = coverages[index] { return known }
      let answer = policies.coverage(of: sources[index])
      coverages[index] = answer
      return answer
    }
  }

  fileprivate let decision: Decision
  /// For each group of needs what is left of policies: of pages over https, then over http.
  private var remainders: [[[Bytes: Remainder]]]
  private var removables: [Bytes: [ImpactResult.Removable]] = [:]
  /// Whether an old unit has a need, perhaps in another spelling, by the need's place and the unit.
  private var twins: [Bool?]
  /// How many answers are kept, and may be.
  private var count = 0
  private let room: Int
  private let namesPage: Bool
  private var key: [UInt8] = []
  private let describe: (ImpactResult.Missing) -> [UInt8]

  /// Begins with nothing known.
  ///
  /// - Parameters:
  ///   - decision: What is asked.
  ///   - room: How many answers may be kept, about 300 bytes each with their texts.
  ///   - describe: The text of a source that is missing.
  public init(
    _ decision: Decision, room: Int,
    describe: @escaping (ImpactResult.Missing) -> [UInt8] = { _ in [] }
  ) {
    self.decision = decision
    self.room = room
    self.describe = describe
    namesPage = decision.table.namesPage
    remainders = [[[Bytes: Remainder]]](
      repeating: Array(repeating: [:], count: decision.table.groups.count), count: 2)
    twins = Array(repeating: nil, count: decision.table.count * decision.oldUnits.count)
  }

  /// A result, and the caller's text of each source that is missing.
  public struct Described {
    /// The result; its list of what is missing is empty.
    public let result: ImpactResult
    /// The texts, in record order.
    public let missing: [[UInt8]]
  }

  /// Decides one policy of a header; what is missing comes as text, which is made once for equal lists.
  ///
  /// - Parameters:
  ///   - policy: The policy, reduced by ``Decision/reduction``.
  ///   - isSecure: Whether the page is loaded over https; else over http.
  ///   - host: The host of the page; empty for that of `Origin.example`.
  /// - Returns: The result.
  public func described(
    for policy: ReducedPolicy, isSecure: Bool, host: Span<UInt8>
  ) -> Described {
    var known = known(policy, isSecure, host)
    let judgement = decision.judgement(of: &known, isPinned: false)
    return Described(
      result: judgement.result,
      missing: judgement.missing.map { known.text(of: $0, describe) })
  }

  /// Decides one policy of a header as ``Decision/result(for:origin:isPinned:)`` does.
  ///
  /// - Parameters:
  ///   - policy: The policy, reduced by ``Decision/reduction``.
  ///   - isSecure: Whether the page is loaded over https; else over http.
  ///   - host: The host of the page; empty for that of `Origin.example`.
  /// - Returns: The result.
  public func result(
    for policy: ReducedPolicy, isSecure: Bool, host: Span<UInt8>
  ) -> ImpactResult {
    var known = known(policy, isSecure, host)
    return decision.result(of: &known, isPinned: false)
  }

  private func known(
    _ policy: ReducedPolicy, _ isSecure: Bool, _ host: Span<UInt8>
  ) -> KnownPolicy {
    var page: Origin? = isSecure ? .example : .plainExample
    if namesPage, !host.isEmpty {
      let name = host.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      page = Origin((isSecure ? "https://" : "http://") + name)
    }
    return KnownPolicy(policy: policy, isSecure: isSecure, page: page ?? .example, all: self)
  }

  fileprivate func remainder(
    of policy: ReducedPolicy, for group: Int, isSecure: Bool
  ) -> Remainder {
    let needs = decision.table.groups[group]
    key.removeAll(keepingCapacity: true)
    policy.write(governing: needs.asked, to: &key)
    let page = isSecure ? 0 : 1
    if let kept = remainders[page][group][Bytes(key)] { return kept }
    let new = Remainder(
      PolicyList(parsing: String(decoding: key, as: UTF8.self)),
      of: isSecure ? .example : .plainExample, needs.sources)
    makeRoom(for: needs.sources.count)
    remainders[page][group][Bytes(key)] = new
    return new
  }

  fileprivate func removable(
    _ tokens: ArraySlice<UInt8>, in directive: String, keeping unit: RequirementUnit,
    by policy: ReducedPolicy, _ governing: [String?]
  ) -> [ImpactResult.Removable] {
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: directive.utf8)
    key.append(contentsOf: tokens)
    // Of the other directives only matters which needs are left to this one.
    for other in governing { key.append(other == directive ? 1 : 0) }
    key.append(UInt8(truncatingIfNeeded: unit.place >> 8))
    key.append(UInt8(truncatingIfNeeded: unit.place))
    for name in unit.optionals {
      key.append(0)
      key.append(contentsOf: name.utf8)
    }
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
    for page in remainders.indices {
      for group in remainders[page].indices { remainders[page][group] = [:] }
    }
    removables = [:]
  }
}

/// One policy of a header, asked through what is known of its lists.
private struct KnownPolicy: JudgedPolicies {
  let policy: ReducedPolicy
  let isSecure: Bool
  let page: Origin
  let all: KnownAnswers
  private var remainders: [KnownAnswers.Remainder?]

  init(policy: ReducedPolicy, isSecure: Bool, page: Origin, all: KnownAnswers) {
    self.policy = policy
    self.page = page
    self.isSecure = isSecure
    self.all = all
    remainders = Array(repeating: nil, count: all.decision.table.groups.count)
  }

  var areOnlyReported: Bool { false }
  var size: Int { policy.textLength }
  var nameOwnHost: Bool { policy.namesOwnHost }

  private mutating func remainder(for group: Int) -> KnownAnswers.Remainder {
    if let known = remainders[group] { return known }
    let found = all.remainder(of: policy, for: group, isSecure: isSecure)
    remainders[group] = found
    return found
  }

  mutating func cover(_ need: RequirementUnit.Need) -> Bool {
    let (group, index) = all.decision.table[need.place]
    return remainder(for: group).cover(index)
  }

  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    let (group, index) = all.decision.table[need.place]
    return remainder(for: group).coverage(of: index, on: page)
  }

  mutating func text(
    of missing: Judgement.Missing, _ describe: (ImpactResult.Missing) -> [UInt8]
  ) -> [UInt8] {
    let (group, index) = all.decision.table[missing.need.place]
    return remainder(for: group).text(of: missing, at: index, describe)
  }

  func needs(_ unit: RequirementUnit, same need: RequirementUnit.Need) -> Bool {
    all.needs(unit, same: need)
  }

  func growth(by edits: [Edit]) -> Int { edits.growth { policy.list(of: $1) } }

  func removable(keeping unit: RequirementUnit) -> [ImpactResult.Removable] {
    var found: [ImpactResult.Removable] = []
    let governing = all.decision.table.groups.map { policy.governing($0.directive) }
    policy.eachWithOwnHosts { directive, tokens in
      found += all.removable(tokens, in: directive, keeping: unit, by: policy, governing)
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
