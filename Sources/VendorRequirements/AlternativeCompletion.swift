/// Completes alternatives of which a document writes out only what differs.
///
/// A policy needs one alternative, so each has to hold all that is needed; a page says "use a nonce
/// instead" or "in Europe, `connect-src` is ..." and leaves the rest to the reader.
public enum AlternativeCompletion {
  /// The profiles of a document with their alternatives whole.
  ///
  /// An alternative that names one directive of the several of its fullest sibling takes over the
  /// others, on its own site where its hosts only change the site's name. Wildcards for which no
  /// directive is named take over the hosts of sites that they say nothing of.
  /// - Parameter profiles: The profiles as the document states them.
  /// - Returns: The same profiles in the same order.
  public static func complete(_ profiles: [Profile]) -> [Profile] {
    profiles.map { profile in
      let siblings = profiles.filter {
        $0.mode == .alternative && $0.environment == profile.environment
          && $0.name != profile.name
      }
      guard profile.mode == .alternative,
        let base = siblings.max(by: { $0.directives.count < $1.directives.count })
      else { return profile }
      return completedDirectives(profile, from: base) ?? completedSites(profile, from: base)
        ?? profile
    }
  }

  /// An alternative for one directive with the other directives of its sibling.
  private static func completedDirectives(_ profile: Profile, from base: Profile) -> Profile? {
    guard profile.directives.count == 1, let own = profile.directives.first,
      own.name != Profile.unspecified, own.name != "default-src", base.directives.count > 2,
      base.directives.contains(where: { $0.name == own.name }),
      !base.directives.contains(where: { $0.name == Profile.unspecified })
    else { return nil }
    let renamed = renamedSites(own.requirements, base.requirements(of: own.name))
    var completed = Profile(
      name: profile.name, mode: profile.mode, environment: profile.environment,
      condition: profile.condition)
    for directive in base.directives {
      if directive.name == own.name {
        for requirement in own.requirements { completed.add(requirement, to: own.name) }
      } else {
        for requirement in directive.requirements {
          completed.add(requirement.renaming(renamed), to: directive.name)
        }
      }
    }
    return completed
  }

  /// The sites of one list by those of another whose hosts differ in nothing else.
  private static func renamedSites(_ new: [Requirement], _ old: [Requirement]) -> [String: String] {
    var names: [String: String] = [:]
    for one in new {
      guard let site = one.site else { continue }
      let rest = one.source.dropSuffix(site)
      let twins = old.filter { other in
        guard let oldSite = other.site, oldSite != site, let rest else { return false }
        return other.source.dropSuffix(oldSite) == rest
      }
      if twins.count == 1, let old = twins[0].site { names[old] = site }
    }
    return names
  }

  /// Wildcards with the hosts of other sites that their sibling lists.
  private static func completedSites(_ profile: Profile, from base: Profile) -> Profile? {
    guard profile.directives.count == 1, base.directives.count == 1,
      let own = profile.directives.first, let other = base.directives.first,
      own.name == Profile.unspecified, other.name == Profile.unspecified,
      own.requirements.allSatisfy({ $0.source.utf8.contains(42) })
    else { return nil }
    let sites = Set(own.requirements.compactMap(\.site))
    let missing = other.requirements.filter { requirement in
      requirement.site.map { !sites.contains($0) } ?? false
    }
    guard !missing.isEmpty, missing.count < other.requirements.count else { return nil }
    var completed = profile
    for requirement in missing { completed.add(requirement, to: own.name) }
    return completed
  }
}

extension Requirement {
  /// The requirement with its host under another site.
  fileprivate func renaming(_ sites: [String: String]) -> Requirement {
    guard legal == nil, let site, let name = sites[site], let rest = source.dropSuffix(site) else {
      return self
    }
    var copy = self
    copy.source = rest + name
    copy.site = name
    return copy
  }
}

extension String {
  /// What stands before an ending; `nil` when it ends otherwise.
  fileprivate func dropSuffix(_ ending: String) -> String? {
    hasSuffix(ending) ? String(dropLast(ending.count)) : nil
  }
}
