import VendorRequirements

/// Puts statements into profiles.
struct ProfileSets {
  let outline: Outline
  let statements: [Statement]
  private(set) var profiles: [ExtractedDocument.ReadProfile] = []

  init(outline: Outline, statements: [Statement]) {
    self.outline = outline
    self.statements = statements
  }

  mutating func build() {
    var groups: [[Statement]] = []
    for statement in statements {
      if let last = groups.indices.last, !isAlternative(statement, to: groups[last]) {
        groups[last].append(statement)
      } else {
        groups.append([statement])
      }
    }
    for (index, group) in groups.enumerated() {
      let name = name(of: group, at: index, among: groups)
      add(group, name: name, mode: groups.count > 1 ? .alternative : .required)
    }
  }

  /// Whether a statement offers another way to say what a group already says: it names
  /// directives of the group with other sources.
  private func isAlternative(_ statement: Statement, to group: [Statement]) -> Bool {
    guard statement.isPolicy, let first = group.first, first.isPolicy else { return false }
    let known = group.flatMap(\.entries)
    let shared = statement.directives.filter { name in known.contains { $0.directive == name } }
    guard !shared.isEmpty else { return false }
    let isNew = statement.entries.contains { entry in
      shared.contains(entry.directive)
        && !known.contains { $0.directive == entry.directive && $0.token == entry.token }
    }
    guard isNew else { return false }
    if shared.count >= 2 { return true }
    let place = outline.passages[statement.passages.lowerBound]
    return Language.offersAlternative(place.leadIn)
  }

  private func name(of group: [Statement], at index: Int, among groups: [[Statement]]) -> String {
    guard groups.count > 1 else { return "default" }
    let wild = groups.map { $0.flatMap(\.entries).filter { $0.token.host.contains("*") }.count }
    if groups.count == 2 {
      if wild[index] > wild[1 - index] { return "wildcard" }
      if wild[index] < wild[1 - index] { return "detailed" }
    }
    return "option-\(index + 1)"
  }

  private mutating func add(_ group: [Statement], name: String, mode: Profile.Mode) {
    var profile = Profile(name: name, mode: mode)
    var confidences: [ExtractedDocument.ReadProfile.Key: Confidence] = [:]
    for statement in group {
      for entry in statement.entries {
        let token = entry.token
        profile.add(
          Requirement(
            source: token.text, line: entry.line, evidence: statement.evidence,
            site: RegistrableDomain.of(source: token.legal ?? token.text),
            legal: token.legal, placeholder: token.isPlaceholder),
          to: entry.directive)
        let key = ExtractedDocument.ReadProfile.Key(
          directive: entry.directive, source: token.text)
        confidences[key] = max(confidences[key] ?? .inferred, statement.confidence)
      }
    }
    guard !profile.directives.isEmpty else { return }
    profiles.append(.init(profile: profile, confidences: confidences))
  }
}
