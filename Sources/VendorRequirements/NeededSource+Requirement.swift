public import ContentSecurityPolicy

extension NeededSource {
  /// The question that a requirement puts to a policy.
  ///
  /// - Parameters:
  ///   - directive: The directive under which the profile lists the requirement.
  ///   - requirement: What is needed.
  ///   - profile: The profile that it stands in; decides what `child-src` means.
  public init(directive: String, requirement: Requirement, profile: Profile) {
    self.init(
      directive: directive, token: requirement.source, legal: requirement.legal,
      isPlaceholder: requirement.placeholder,
      profileNamesWorkerSource: profile.directives.contains { $0.name == "worker-src" })
  }
}

extension Requirement {
  /// Whether ``source`` is no legal source expression.
  public var isIllegal: Bool { !SourceExpression(source).isLegal }
}
