import ContentSecurityPolicy
import Diagnostics
public import VendorRequirements

/// Compares two versions of a vendor's requirements.
///
/// - Parameters:
///   - old: The version that policies were made for.
///   - new: The version that holds now, or a candidate.
///   - options: What to look at.
/// - Returns: A report without findings exactly when both ask for the same things.
public func diff(
  _ old: VersionRecord, _ new: VersionRecord, options: DiffOptions = DiffOptions()
) -> DiffReport {
  diff(
    PlacedRecord(old, regions: options.regions), PlacedRecord(new, regions: options.regions),
    options: options)
}

/// Compares two versions that may be compared with others too.
///
/// - Parameters:
///   - old: The version that policies were made for.
///   - new: The version that holds now, or a candidate.
///   - options: What to look at; regions are those that the records were placed for.
/// - Returns: A report without findings exactly when both ask for the same things.
public func diff(
  _ old: PlacedRecord, _ new: PlacedRecord, options: DiffOptions
) -> DiffReport {
  let records = RecordComparison(old: old, new: new, ownDomains: options.ownDomains)
  let (old, new) = (old.record, new.record)
  let pairing = ProfilePairing(old: old, new: new, areEqual: records.asksForTheSame)
  var pairs = pairing.pairs.map { pair in
    ProfileComparison(
      records: records, old: records.oldProfiles[pair.old], new: records.newProfiles[pair.new]
    ).report(vendor: new.vendor, only: options.only)
  }
  // Names, copies and order of profiles are no change while both versions ask for the same.
  var remarks: [Finding] = []
  if !records.asksForTheSame {
    remarks = records.remarks(vendor: new.vendor)
    remarks += records.leftovers(pairing, vendor: new.vendor)
  }
  if let profile = options.profile {
    pairs = pairs.filter { $0.to == profile || $0.from == profile }
    remarks = remarks.filter { $0.profile == profile }
  }
  switch options.only {
  case nil: break
  case .added: remarks.removeAll { $0.rule == "profile-removed" }
  case .removed: remarks.removeAll { $0.rule != "profile-removed" }
  }
  return DiffReport(from: old, to: new, pairs: pairs, remarks: remarks, notes: records.notes)
}

extension ProfileComparison {
  /// Turns the comparison into findings and counts.
  func report(vendor: String, only: DiffOptions.Only?) -> DiffReport.Pair {
    var summary = DiffReport.Summary()
    var findings: [Finding] = []
    summary.unchanged = unchanged
    summary.moved = movedTo.count
    for change in changes {
      let level = level(of: change)
      switch change {
      case .added:
        summary.added += 1
        if level.isBreaking { summary.breaking += 1 }
      case .removed(let source):
        summary.removed += 1
        // A moved source is reported once, where it went.
        if movedTo[source.identity] != nil { continue }
        if profileTaking(source) != nil { summary.moved += 1 }
      case .respelled: summary.respelled += 1
      }
      findings += finding(for: change, level: level, vendor: vendor)
    }
    switch only {
    case nil: break
    case .added: findings.removeAll { $0.change != .added }
    case .removed: findings.removeAll { $0.change != .removed }
    }
    return DiffReport.Pair(
      from: old.name, to: new.name, summary: summary, findings: findings,
      moves: oldSources.compactMap { source in
        movedTo[source.identity].map {
          DiffReport.Move(source: source.source, from: source.directive, to: $0)
        }
      }, counts: directiveCounts)
  }

  private var directiveCounts: [DiffReport.DirectiveCount] {
    var names = new.directives.map(\.name)
    for directive in old.directives where !names.contains(directive.name) {
      names.append(directive.name)
    }
    return names.map { name in
      DiffReport.DirectiveCount(
        directive: name, old: oldSources.count { $0.directive == name },
        new: newSources.count { $0.directive == name })
    }
  }

  /// The engine's verdict: break where the exact old policy blocks what is needed now.
  private func level(of change: SourceChange) -> (level: Level, isBreaking: Bool) {
    guard case .added(let source, let coverage) = change, coverage.isRequest else {
      return (.info, false)
    }
    let decided: Level =
      switch coverage.answer {
      case .no: .break
      case .depends: .warn
      case .yes: .info
      }
    let cap: Level =
      new.mode == .optional || source.directive == Profile.unspecified ? .warn : .break
    return (min(decided, cap), decided == .break && cap == .break)
  }

  private func finding(
    for change: SourceChange, level: (level: Level, isBreaking: Bool), vendor: String
  ) -> [Finding] {
    let source = change.source
    for rule in Rules.sources {
      guard let match = rule.match(change, in: self) else { continue }
      var witness: Witness?
      if case .added(_, let coverage) = change, level.isBreaking { witness = coverage.witness }
      let condition =
        new.mode == .optional ? "\(new.condition ?? "only if you use \(new.name)"): " : ""
      let kind: Finding.Change =
        switch change {
        case .added: .added
        case .removed: .removed
        case .respelled: .respelled
        }
      return [
        Finding(
          rule: rule.id, level: level.level,
          vendor: vendor, profile: new.name, directive: source.directive, source: source.source,
          previous: match.previous, movedFrom: movedFrom[source.identity], movedTo: match.movedTo,
          line: source.requirement.line, family: match.family, witness: witness,
          message: condition + match.message, help: match.help, change: kind)
      ]
    }
    preconditionFailure("no rule fits a change of \(source.source); Rules.sources must be total")
  }
}

extension RecordComparison {
  /// What the page rules find.
  func remarks(vendor: String) -> [Finding] {
    Rules.pages.flatMap { rule in
      rule.findings(in: self).map { match in
        Finding(
          rule: rule.id, level: .warn, vendor: vendor, profile: match.profile,
          directive: match.directive, source: match.source?.source,
          line: match.source?.requirement.line, message: match.message, help: match.help,
          change: .remark)
      }
    }
  }

  /// Findings about profiles that came, went, or count in another way now.
  func leftovers(_ pairing: ProfilePairing, vendor: String) -> [Finding] {
    func remark(_ rule: String, _ profile: Profile, _ message: String, _ help: String) -> Finding {
      Finding(
        rule: rule, level: .info, vendor: vendor, profile: profile.name, message: message,
        help: help, change: .remark)
    }
    var found: [Finding] = []
    for index in pairing.removed {
      let profile = old.profiles[index]
      found.append(
        remark(
          "profile-removed", profile, "the profile \(profile.name) is gone",
          "Nothing to do; its sources may be removable."))
    }
    for index in pairing.added {
      let profile = new.profiles[index]
      let condition = profile.condition.map { " (\($0))" } ?? ""
      found.append(
        remark(
          "profile-added", profile,
          "new \(profile.mode.rawValue) profile \(profile.name)\(condition)",
          "Read what it asks for: cspreg show \(new.name)."))
    }
    for pair in pairing.pairs {
      let (before, after) = (old.profiles[pair.old], new.profiles[pair.new])
      guard before.mode != after.mode || before.environment != after.environment else { continue }
      func label(_ profile: Profile) -> String {
        profile.mode.rawValue + (profile.environment.map { " for \($0)" } ?? "")
      }
      let help = "Check which profiles your policy has to meet: cspreg show \(new.name)."
      if before.name == after.name {
        found.append(
          remark(
            "profile-changed", after,
            "the profile \(after.name) is now \(label(after)), it was \(label(before))", help))
      } else if oldProfiles[pair.old].needs.sources == newProfiles[pair.new].needs.sources {
        // No source tells of it, so that this must.
        if pairing.pairs.contains(where: { $0.new == pair.new && $0.old != pair.old }) {
          found.append(
            remark(
              "profile-removed", before,
              "\(before.name), which was \(label(before)), is gone", help))
        } else if pairing.pairs.contains(where: { $0.old == pair.old && $0.new != pair.new }) {
          found.append(
            remark(
              "profile-added", after, "\(after.name), which is \(label(after)), is new", help))
        } else {
          found.append(
            remark(
              "profile-changed", after,
              "the profile \(after.name) is \(label(after)), as \(before.name) it was "
                + label(before), help))
        }
      }
    }
    return found + copies(pairing, remark: remark)
  }

  /// A profile that was split off or merged without any source changing leaves a trace all the same.
  private func copies(
    _ pairing: ProfilePairing, remark: (String, Profile, String, String) -> Finding
  ) -> [Finding] {
    var found: [Finding] = []
    for (index, profile) in new.profiles.enumerated()
    where profile.mode != .informational && !pairing.added.contains(index) {
      let needs = newProfiles[index].needs
      let before = oldProfiles.count { $0.needs == needs }
      if before > 0, newProfiles[...index].count(where: { $0.needs == needs }) > before {
        found.append(
          remark(
            "profile-added", profile, "\(profile.name) repeats another profile",
            "Nothing to do: both ask for the same."))
      }
    }
    for (index, profile) in old.profiles.enumerated()
    where profile.mode != .informational && !pairing.removed.contains(index) {
      let needs = oldProfiles[index].needs
      let after = newProfiles.count { $0.needs == needs }
      if after > 0, oldProfiles[...index].count(where: { $0.needs == needs }) > after {
        found.append(
          remark(
            "profile-removed", profile,
            "\(profile.name) is gone; another profile asks for the same",
            "Nothing to do."))
      }
    }
    return found
  }

  /// What differs without being a requirement.
  var notes: [String] {
    var notes: [String] = []
    let (before, after) = (old.profiles.map(\.name), new.profiles.map(\.name))
    if before != after {
      notes.append(
        "profiles: \(before.joined(separator: ", ")) -> \(after.joined(separator: ", "))")
    }
    if old.documents.map(\.url) != new.documents.map(\.url) {
      notes.append("the documents' addresses differ")
    }
    if old.notes != new.notes, let text = new.notes { notes.append(text) }
    for profile in new.profiles {
      guard let twin = old.profiles.first(where: { $0.name == profile.name }),
        twin.condition != profile.condition, twin.condition != nil, profile.condition != nil
      else { continue }
      notes.append("the condition of \(profile.name) differs")
    }
    if asksForTheSame, order(oldProfiles) != order(newProfiles) {
      notes.append("the order of profiles, directives or sources differs")
    }
    return notes
  }

  /// Directives and sources as they follow each other.
  private func order(_ profiles: [PlacedProfile]) -> [String] {
    profiles.flatMap(\.sources).map(\.place)
  }
}
