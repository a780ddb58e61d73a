import ContentSecurityPolicy
public import RequirementDiff
public import VendorRequirements

/// A vendor with all its versions.
public struct VendorHistory: Sendable {
  /// The vendor.
  public let vendor: Vendor
  /// Records in the order of their numbers, withdrawn ones left out.
  public let versions: [VersionRecord]
  /// Since when it asks for what.
  public let blame: Blame

  /// Puts a history together.
  public init(vendor: Vendor, versions: [VersionRecord]) {
    self.vendor = vendor
    self.versions = versions
    blame = Blame(versions)
  }

  /// What the vendor has to do with a host; `nil` when nothing.
  ///
  /// - Parameters:
  ///   - question: The host.
  ///   - known: Hosts of the newest version, where they were taken before.
  /// - Returns: How it belongs to the vendor.
  public func owner(
    of question: HostQuestion, among known: @autoclosure () -> KnownHosts? = nil
  ) -> HostOwner? {
    func answer(_ match: HostOwner.Match, _ entries: [Blame.Entry] = []) -> HostOwner {
      let asked = asked(question, entries)
      var owner = HostOwner(
        vendor: vendor, version: versions.last?.version, match: match,
        entries: asked ?? entries)
      owner.isAtDirective = asked != nil
      return owner
    }
    let covering = blame.entries.filter { covers($0, question) }
    let current = covering.filter { $0.goneSince == nil }
    let now = answer(.listed, current)
    // A wildcard of one profile says nothing to those who follow a list of hosts.
    if now.entries.contains(where: { !$0.source.contains("*") }) { return now }
    let gone = answer(.formerly, covering.filter { $0.goneSince != nil })
    if current.isEmpty, gone.entries.contains(where: { !$0.source.contains("*") }) { return gone }
    let isOwn = vendor.domains.contains { question.host.isHost(under: $0) }
    if isOwn, let latest = versions.last,
      let family = (known() ?? KnownHosts(latest)).family(joinedBy: question.host)
    {
      let members = blame.entries.filter { entry in
        entry.goneSince == nil && family.contains(SourceExpression(entry.source))
      }
      var owner = answer(.family, members)
      owner.entries += now.entries
      owner.family = family
      return owner
    }
    if !current.isEmpty { return now }
    if !gone.entries.isEmpty { return gone }
    return isOwn ? answer(.domain, blame.entries.filter { $0.isCurrent(at: question.host) }) : nil
  }

  /// The entries of the directive that was asked for, or else of the first that it falls back to; `nil` when
  /// there is none.
  private func asked(_ question: HostQuestion, _ entries: [Blame.Entry]) -> [Blame.Entry]? {
    guard let directive = question.directive else { return nil }
    let chain = Directive.fallbackNames(of: directive) ?? [directive]
    return chain.lazy.map { name in entries.filter { $0.directive == name } }
      .first { !$0.isEmpty }
  }

  private func covers(_ entry: Blame.Entry, _ question: HostQuestion) -> Bool {
    var source = SourceExpression(entry.source)
    guard case .host(let host) = source.kind, !host.isAny else { return false }
    if question.isOrigin, let path = host.path {
      source = SourceExpression(String(entry.source.dropLast(path.count)))
    }
    return question.expressions.contains {
      source.covers($0, directive: question.directive ?? entry.directive, origin: .example)
    }
  }
}

extension Blame.Entry {
  /// Whether the newest version lists a host, in whatever scheme.
  fileprivate func isCurrent(at host: String) -> Bool {
    guard goneSince == nil, case .host(let own) = SourceExpression(source).kind else {
      return false
    }
    return own.host == host && !own.isWildcard
  }
}

extension HostFamily {
  /// Whether a source's host is one of the known members.
  fileprivate func contains(_ source: SourceExpression) -> Bool {
    guard case .host(let host) = source.kind else { return false }
    return members.contains(host.host)
  }
}

extension String {
  /// Whether the text is a host that equals a domain or stands under it.
  fileprivate func isHost(under domain: String) -> Bool {
    self == domain || hasSuffix("." + domain)
  }
}
