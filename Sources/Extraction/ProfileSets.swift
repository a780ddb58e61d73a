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
    var parts: [(statement: Statement, entries: [Statement.Entry])] = []
    var heading = ""

    var entries: [Statement.Entry] { parts.flatMap(\.entries) }
  }

  private let outline: Outline
  private let context: ExtractionContext
  private var groups: [Group] = []
  /// The base group that statements are added to.
  private var current = 0

  init(outline: Outline, context: ExtractionContext) {
    self.outline = outline
    self.context = context
  }

  /// Adds a statement to the profile that it belongs to.
  mutating func take(_ statement: Statement) {
    let place = outline.passages[statement.passages.lowerBound]
    if statement.isInformational {
      add(statement.entries, of: statement, to: .informational, isNew: false, place)
      return
    }
    var fresh = statement
    fresh.entries = statement.entries.filter { !isKnown($0) }
    guard !fresh.entries.isEmpty else { return }
    let isNew = isAlternative(statement, fresh, at: place)
    let base = groups.contains { $0.role == .base }
    let setting = Conditions.ofSetting(place, context: context)
    for entry in fresh.entries {
      if let condition = entry.condition ?? setting, base || entry.condition != nil, !isNew {
        add([entry], of: statement, to: .optional(condition), isNew: false, place)
      } else if isNew {
        break
      } else {
        add([entry], of: statement, to: .base, isNew: false, place)
      }
    }
    if isNew { add(statement.entries, of: statement, to: .base, isNew: true, place) }
  }

  private func isKnown(_ entry: Statement.Entry) -> Bool {
    groups.contains { group in
      group.role != .informational && group.environment == entry.environment
        && group.entries.contains {
          $0.directive == entry.directive && $0.token == entry.token
        }
    }
  }

  private mutating func add(
    _ entries: [Statement.Entry], of statement: Statement, to role: Group.Role, isNew: Bool,
    _ place: Passage
  ) {
    var isFirst = isNew
    for entry in entries {
      var index = groups.lastIndex { $0.role == role && $0.environment == entry.environment }
      if isFirst { index = nil }
      isFirst = false
      if index == nil {
        groups.append(
          Group(role: role, environment: entry.environment, heading: place.headings.last ?? ""))
        index = groups.count - 1
      }
      guard let index else { continue }
      let last = groups[index].parts.count - 1
      if last >= 0, groups[index].parts[last].statement.passages == statement.passages {
        groups[index].parts[last].entries.append(entry)
      } else {
        groups[index].parts.append((statement, [entry]))
      }
    }
  }

  /// Whether a statement offers another way to say what the profile so far says.
  private func isAlternative(
    _ statement: Statement, _ fresh: Statement, at place: Passage
  ) -> Bool {
    guard let group = groups.last(where: { $0.role == .base }) else { return false }
    let known = group.entries
    guard fresh.entries.allSatisfy({ $0.environment == group.environment }) else { return false }
    let isStrict = known.contains { $0.token.text == "'strict-dynamic'" }
    if statement.isStrict != isStrict, statement.isPolicy,
      statement.isStrict || known.allSatisfy({ $0.token.kind != .host })
    {
      return true
    }
    if Coverage.isOtherSpelling(statement.entries, known) { return true }
    guard statement.isPolicy, group.parts.contains(where: { $0.statement.isPolicy }) else {
      return false
    }
    let shared = fresh.directives.filter { name in known.contains { $0.directive == name } }
    let isOffered = Language.offersAlternative(place.leadIn)
      || Language.offersAlternative(place.headings.last ?? "")
    if isOffered { return !shared.isEmpty || statement.directives.count > 1 }
    guard shared.count >= 2 else { return false }
    // Additions repeat nothing; another version of a policy repeats some of it.
    let repeated = statement.entries.count - fresh.entries.count
    return repeated > 0 || shared.count >= 3
  }

  /// The profiles in document order.
  func profiles() -> [ExtractedDocument.ReadProfile] {
    let bases = groups.filter { $0.role == .base }
    var used: [String: Int] = [:]
    return groups.compactMap { group in
      var name = name(of: group, among: bases)
      used[name, default: 0] += 1
      if let count = used[name], count > 1 { name += "-\(count)" }
      return read(group, name: name, isAlone: alternatives(of: group, in: bases) == 1)
    }
  }

  private func alternatives(of group: Group, in bases: [Group]) -> Int {
    bases.count { $0.environment == group.environment }
  }

  private func name(of group: Group, among bases: [Group]) -> String {
    let environment = group.environment.map { "-" + $0 } ?? ""
    switch group.role {
    case .informational: return "automatic"
    case .optional(let condition): return Conditions.slug(condition) + environment
    case .base: break
    }
    let peers = bases.filter { $0.environment == group.environment }
    guard peers.count > 1 else { return group.environment ?? "default" }
    if group.entries.contains(where: { $0.token.text == "'strict-dynamic'" }) {
      return "strict-dynamic" + environment
    }
    func wild(_ group: Group) -> Int {
      group.entries.count { $0.token.host.contains("*") || $0.token.kind == .scheme }
    }
    if peers.count == 2 {
      let other = peers.first { $0.parts.first?.statement.passages != group.parts.first?.statement.passages }
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
    _ group: Group, name: String, isAlone: Bool
  ) -> ExtractedDocument.ReadProfile? {
    var profile = Profile(name: name)
    switch group.role {
    case .base: profile.mode = isAlone ? .required : .alternative
    case .optional(let condition):
      profile.mode = .optional
      profile.condition = condition
    case .informational: profile.mode = .informational
    }
    profile.environment = group.environment == "production" ? nil : group.environment
    var confidences: [ExtractedDocument.ReadProfile.Key: Confidence] = [:]
    for (statement, entries) in group.parts {
      for entry in entries {
        let token = entry.token
        profile.add(
          Requirement(
            source: token.text, line: entry.line, evidence: statement.evidence,
            region: entry.region,
            site: RegistrableDomain.of(source: token.legal ?? token.text), legal: token.legal,
            placeholder: token.isPlaceholder),
          to: entry.directive)
        let key = ExtractedDocument.ReadProfile.Key(
          directive: entry.directive, source: token.text)
        confidences[key] = max(confidences[key] ?? .inferred, statement.confidence)
      }
    }
    return profile.directives.isEmpty
      ? nil : .init(profile: profile, confidences: confidences)
  }
}
