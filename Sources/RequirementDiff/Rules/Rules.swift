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

  /// Rules that need no file of their own: they follow from the pairing of profiles.
  static let pairing = [
    (
      id: "profile-added",
      summary: "The document offers a profile that the old version did not have."
    ),
    (id: "profile-removed", summary: "The document no longer offers a profile."),
    (id: "profile-changed", summary: "A profile has the same name and counts in another way now."),
  ]

  /// What ``mirrorDiff(_:_:options:)`` finds.
  static let mirror = (
    id: "documents-disagree",
    summary: "A page that is said to repeat another one asks for something else."
  )

  /// Every rule that a finding may carry, in the order in which they are tried.
  public static var all: [(id: String, summary: String)] {
    sources.map { ($0.id, $0.summary) } + pages.map { ($0.id, $0.summary) } + pairing + [mirror]
  }

  /// The ids of ``all``.
  public static var ids: [String] { all.map(\.id) }
}
