/// Every rule, in the order in which they are tried.
public enum Rules {
  /// Rules about one source; the first that fits reports the change.
  static let sources: [any SourceRule.Type] = [
    SourceRespelled.self,
    SourceNarrowed.self,
    SourceCovered.self,
    KeywordAdded.self,
    WildcardAdded.self,
    DomainAdded.self,
    RegionAdded.self,
    MemberAdded.self,
    FamilyAdded.self,
    SchemeAdded.self,
    PortChanged.self,
    PathChanged.self,
    DirectiveAdded.self,
    SourceMoved.self,
    SourceAdded.self,
    SourceRemoved.self,
  ]

  /// Rules about profiles and the page; each may report any number of findings.
  static let pages: [any PageRule.Type] = [
    ProfilesDisagree.self,
    UnreachableSource.self,
    SchemeOnlySource.self,
    AnyHostSource.self,
    PublicSuffixWildcard.self,
    UnsafeKeyword.self,
    BypassHost.self,
    LookAlikeHost.self,
    MixedScriptHost.self,
    PlainHTTPSource.self,
    IPAddressSource.self,
  ]

  /// Ids of rules that need no file of their own: they follow from the pairing of profiles.
  static let pairing = ["profile-added", "profile-removed", "profile-changed"]

  /// Every rule id that a finding may carry.
  public static var ids: [String] { sources.map { $0.id } + pages.map { $0.id } + pairing }
}
