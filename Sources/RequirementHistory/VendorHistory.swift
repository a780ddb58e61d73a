import ContentSecurityPolicy
import RequirementDiff
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
  public func owner(of question: HostQuestion) -> HostOwner? {
    func answer(_ match: HostOwner.Match, _ entries: [Blame.Entry] = []) -> HostOwner {
      HostOwner(
        vendor: vendor, version: versions.last?.version, match: match, entries: entries)
    }
    let covering = blame.entries.filter { covers($0, question) }
    let now = asked(question, covering.filter { $0.goneSince == nil })
    // A wildcard of one profile says nothing to those who follow a list of hosts.
    if now.contains(where: { !$0.source.contains("*") }) { return answer(.listed, now) }
    if vendor.domains.contains(where: { question.host.isHost(under: $0) }),
      let latest = versions.last, let family = HostFamily(of: question.host, joining: latest)
    {
      let members = blame.entries.filter { entry in
        entry.goneSince == nil && family.contains(SourceExpression(entry.source))
      }
      var owner = answer(.family, asked(question, members) + now)
      owner.family = family
      return owner
    }
    if !now.isEmpty { return answer(.listed, now) }
    if !covering.isEmpty { return answer(.formerly, covering) }
    let isOwn = vendor.domains.contains { question.host.isHost(under: $0) }
    return isOwn ? answer(.domain) : nil
  }

  /// The entries of the directive that was asked for, or all when it has none.
  private func asked(_ question: HostQuestion, _ entries: [Blame.Entry]) -> [Blame.Entry] {
    let own = entries.filter { $0.directive == question.directive }
    return own.isEmpty ? entries : own
  }

  private func covers(_ entry: Blame.Entry, _ question: HostQuestion) -> Bool {
    let source = SourceExpression(entry.source)
    guard case .host(let host) = source.kind, !host.isAny else { return false }
    return question.expressions.contains {
      source.covers($0, directive: question.directive ?? entry.directive, origin: .example)
    }
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
