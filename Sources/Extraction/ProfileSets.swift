import DocumentTree
import VendorRequirements

/// Puts statements into profiles.
struct ProfileSets {
  /// What becomes one profile.
  private struct Group {
    enum Role: Equatable {
      case base
      case optional(String)
      case informational
    }

    var role: Role
    var environment: String?
    /// Whether it holds hosts for which no directive is named.
    var isUnspecified = false
    /// Whether it is one of several of which a policy needs one.
    var isAlternative = false
    var parts: [(statement: Statement, entries: [Statement.Entry])] = []
    var heading = ""
    /// What stands in it, to look it up.
    var known: Set<Known> = []

    struct Known: Hashable {
      var directive: String
      var token: SourceToken
    }

    var entries: [Statement.Entry] { parts.flatMap(\.entries) }

    /// Whether it trusts scripts by `'strict-dynamic'`.
    var isStrict = false
  }

  private let outline: Outline
  private let context: ExtractionContext
  private var groups: [Group] = []

  init(outline: Outline, context: ExtractionContext) {
    self.outline = outline
    self.context = context
  }

  /// Adds statements to the profiles that they belong to: first what is laid out as a list, a
  /// table or a sample, then sentences, which mostly explain it.
  mutating func take(_ statements: [Statement]) {
    for statement in ordered(statements.filter { !$0.isExplanation }) { take(statement) }
    for statement in statements where statement.isExplanation { take(statement) }
  }

  /// What everybody needs before the sections with a condition that stand above it.
  private func ordered(_ statements: [Statement]) -> [Statement] {
    func place(_ statement: Statement) -> Passage {
      outline.passages[statement.passages.lowerBound]
    }
    let free = statements.firstIndex { statement in
      !statement.isInformational && statement.entries.contains { $0.condition == nil }
        && Conditions.ofSetting(place(statement), context: context) == nil
    }
    guard let free else { return statements }
    let section = place(statements[free]).section
    let waiting = statements[..<free].filter { place($0).section != section }
    let before = statements[..<free].filter { place($0).section == section }
    return before + [statements[free]] + waiting + statements[(free + 1)...]
  }

  private mutating func take(_ statement: Statement) {
    let place = outline.passages[statement.passages.lowerBound]
    if statement.isInformational {
      add(statement.entries, of: statement, to: .informational, place)
      return
    }
    let setting = Conditions.ofSetting(place, context: context)
    var fresh = statement
    fresh.entries = statement.entries.filter {
      !isKnown($0, condition: $0.condition ?? setting)
    }
    if fresh.entries.count < statement.entries.count, isVariant(statement, at: place) {
      return open(statement.entries, of: statement, place)
    }
    guard !fresh.entries.isEmpty else { return }
    let named = fresh.entries.filter { $0.directive != Profile.unspecified }
    let unnamed = fresh.entries.filter { $0.directive == Profile.unspecified }
    for entries in [named, unnamed] where !entries.isEmpty {
      fresh.entries = entries
      if isAlternative(statement, fresh, at: place) {
        let all = statement.entries.filter {
          ($0.directive == Profile.unspecified) == (entries.first?.directive == Profile.unspecified)
        }
        open(all, of: statement, place)
      } else {
        put(entries, of: statement, setting, place)
      }
    }
  }

  /// Whether a policy that says less than the one before stands below a heading of the same make:
  /// "Policy for the cloud", "Policy for your own servers".
  private func isVariant(_ statement: Statement, at place: Passage) -> Bool {
    guard statement.isPolicy, statement.shape == CodePolicies.shapeName,
      statement.entries.count > 1, statement.entries.allSatisfy({ $0.environment == nil }),
      let group = groups.last(where: { $0.role == .base && !$0.isUnspecified }),
      group.parts.count == 1, group.known.count > statement.entries.count
    else { return false }
    let words = [group.heading, place.headings.last ?? ""].map {
      Language.padded($0).split(separator: " ")
    }
    let shared = Set(words[0]).intersection(words[1])
    return words[0] != words[1] && shared.count >= 2 && shared.count * 2 >= words[0].count
  }

  private mutating func put(
    _ entries: [Statement.Entry], of statement: Statement, _ setting: String?, _ place: Passage
  ) {
    let hasBase = groups.contains { $0.role == .base }
    for entry in entries {
      if let condition = entry.condition ?? (hasBase ? setting : nil) {
        add([entry], of: statement, to: .optional(condition), place)
      } else {
        add([entry], of: statement, to: .base, place)
      }
    }
  }

  /// Whether an entry says nothing new; a condition of its own is new unless no condition at all
  /// was asked for before.
  private func isKnown(_ entry: Statement.Entry, condition: String?) -> Bool {
    groups.contains { group in
      switch group.role {
      case .informational: return false
      case .optional(let other): if let condition, condition != other { return false }
      case .base: break
      }
      guard entry.environment == nil || group.environment == entry.environment else { return false }
      return group.known.contains(.init(directive: entry.directive, token: entry.token))
    }
  }

  /// The group that unconditional entries are added to.
  private func baseIndex(of entry: Statement.Entry) -> Int? {
    let isUnspecified = entry.directive == Profile.unspecified
    func fits(_ group: Group) -> Bool {
      group.role == .base && group.environment == entry.environment
        && group.isUnspecified == isUnspecified
    }
    return groups.lastIndex { fits($0) && !$0.isStrict } ?? groups.lastIndex(where: fits)
  }

  private mutating func add(
    _ entries: [Statement.Entry], of statement: Statement, to role: Group.Role, _ place: Passage
  ) {
    for entry in entries {
      let found =
        role == .base
        ? baseIndex(of: entry)
        : groups.lastIndex {
          $0.role == role && $0.environment == entry.environment
            && $0.isUnspecified == (entry.directive == Profile.unspecified)
        }
      append(entry, of: statement, to: found ?? newGroup(role, for: entry, place))
    }
  }

  private mutating func newGroup(
    _ role: Group.Role, for entry: Statement.Entry, _ place: Passage
  ) -> Int {
    groups.append(
      Group(
        role: role, environment: entry.environment,
        isUnspecified: entry.directive == Profile.unspecified,
        heading: place.headings.last ?? ""))
    return groups.count - 1
  }

  /// Begins another alternative.
  private mutating func open(
    _ entries: [Statement.Entry], of statement: Statement, _ place: Passage
  ) {
    guard let first = entries.first else { return }
    for index in groups.indices where groups[index].role == .base {
      groups[index].isAlternative = true
    }
    let index = newGroup(.base, for: first, place)
    groups[index].isAlternative = true
    for entry in entries { append(entry, of: statement, to: index) }
  }

  private mutating func append(_ entry: Statement.Entry, of statement: Statement, to index: Int) {
    if entry.token.text == "'strict-dynamic'" { groups[index].isStrict = true }
    groups[index].known.insert(.init(directive: entry.directive, token: entry.token))
    let last = groups[index].parts.count - 1
    if last >= 0, groups[index].parts[last].statement.passages == statement.passages {
      groups[index].parts[last].entries.append(entry)
    } else {
      groups[index].parts.append((statement, [entry]))
    }
  }

  /// Whether a statement offers another way to say what the profile so far says.
  private func isAlternative(
    _ statement: Statement, _ fresh: Statement, at place: Passage
  ) -> Bool {
    let bases = groups.filter { $0.role == .base }
    guard let first = fresh.entries.first, !bases.isEmpty else { return false }
    if statement.isAlternative { return true }
    if statement.isStrict && statement.isPolicy {
      return !bases.contains { $0.isStrict }
    }
    let isUnspecified = first.directive == Profile.unspecified
    let group = baseIndex(of: first).map { groups[$0] }
    let known = group?.entries ?? []
    if bases.contains(where: { Coverage.isOtherSpelling(statement.entries, $0.entries) }),
      group == nil || Coverage.isOtherSpelling(statement.entries, known)
    {
      return true
    }
    guard let group else { return false }
    if group.isStrict && statement.isPolicy { return true }
    guard fresh.entries.allSatisfy({ $0.environment == group.environment }) else { return false }
    let isOffered =
      Language.offersAlternative(place.leadIn)
      || Language.offersAlternative(place.headings.last ?? "")
    if isUnspecified {
      let isKind = Language.namesKindOfPolicy(place.leadIn)
      return (isOffered || isKind) && statement.evidence != .prose
    }
    guard statement.isPolicy, group.parts.contains(where: { $0.statement.isPolicy }) else {
      return false
    }
    let isRespelled = fresh.entries.allSatisfy { entry in
      known.contains {
        $0.directive == entry.directive && $0.token.kind == .host
          && $0.token.host == entry.token.host
      }
    }
    if isRespelled { return false }
    let shared = fresh.directives.filter { name in known.contains { $0.directive == name } }
    if isOffered { return !shared.isEmpty || statement.directives.count > 1 }
    guard shared.count >= 2 else { return false }
    // Additions repeat nothing; another version of a policy repeats some of it.
    let repeated = statement.entries.count - fresh.entries.count
    return repeated > 0 || shared.count >= 3
  }

  /// The profiles in document order.
  func profiles() -> [ExtractedDocument.ReadProfile] {
    var groups = groups
    if groups.count == 1, case .optional = groups[0].role {
      // The condition of all that a document asks for is what the document is about.
      groups[0].role = .base
    }
    let bases = groups.filter { $0.role == .base }
    var used: [String: Int] = [:]
    return groups.compactMap { group in
      var name = name(of: group, among: bases)
      used[name, default: 0] += 1
      if let count = used[name], count > 1 { name += "-\(count)" }
      return read(group, name: name)
    }
  }

  private func name(of group: Group, among bases: [Group]) -> String {
    let environment = group.environment.map { "-" + $0 } ?? ""
    switch group.role {
    case .informational: return "automatic"
    case .optional(let condition): return ConditionWording.slug(condition) + environment
    case .base: break
    }
    let peers = bases.filter { $0.environment == group.environment }
    guard peers.count > 1 else { return group.environment ?? "default" }
    if group.isStrict && group.isAlternative { return "strict-dynamic" + environment }
    if group.isUnspecified && !group.isAlternative { return "domains" + environment }
    let option = Conditions.option(group.heading)
    if let option { return option + environment }
    if !group.isAlternative { return group.environment ?? "default" }
    func wild(_ group: Group) -> Int {
      group.entries.count { $0.token.host.holds(byte: 42) || $0.token.kind == .scheme }
    }
    if peers.count == 2 {
      let other = peers.first {
        $0.parts.first?.statement.passages != group.parts.first?.statement.passages
      }
      if let other, wild(group) != wild(other) {
        return (wild(group) > wild(other) ? "wildcard" : "detailed") + environment
      }
    }
    let place = peers.firstIndex {
      $0.parts.first?.statement.passages == group.parts.first?.statement.passages
    }
    return "option-\((place ?? 0) + 1)" + environment
  }

  private func read(
    _ group: Group, name: String
  ) -> ExtractedDocument.ReadProfile? {
    var profile = Profile(name: name)
    switch group.role {
    case .base: profile.mode = group.isAlternative ? .alternative : .required
    case .optional(let condition):
      profile.mode = .optional
      profile.condition = condition
    case .informational: profile.mode = .informational
    }
    profile.environment = group.environment == "production" ? nil : group.environment
    var confidences: [ExtractedDocument.ReadProfile.Key: Confidence] = [:]
    confidences.reserveCapacity(group.known.count)
    for (statement, entries) in group.parts {
      for entry in entries {
        let token = entry.token
        profile.add(
          Requirement(
            source: token.text, line: entry.line, evidence: statement.evidence,
            region: entry.region,
            site: token.legal.map { RegistrableDomain.of(source: $0) } ?? token.site,
            legal: token.legal,
            placeholder: token.isPlaceholder),
          to: entry.directive)
        let key = ExtractedDocument.ReadProfile.Key(
          directive: entry.directive, source: token.text)
        let known = confidences.updateValue(statement.confidence, forKey: key)
        if let known, known > statement.confidence { confidences[key] = known }
      }
    }
    return profile.directives.isEmpty
      ? nil : .init(profile: profile, confidences: confidences)
  }
}
