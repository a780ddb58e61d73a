public import ContentSecurityPolicy
public import VendorRequirements

extension PolicyList {
  /// The policy that allows exactly what a profile asks for.
  ///
  /// Everything is closed; each directive of the profile gets its list and `'self'`. A change breaks
  /// when this policy blocks what the new version needs.
  ///
  /// - Parameters:
  ///   - profile: The profile; sources that are no legal expression count by their legal form,
  ///     others are left out.
  ///   - regions: When not empty, sources that are stated for other regions are left out.
  public init(exactFor profile: Profile, regions: Set<String> = []) {
    let closed = ["default-src", "form-action", "base-uri", "frame-ancestors"]
    var lists: [(name: String, tokens: [String])] = closed.map { ($0, ["'none'"]) }
    for directive in profile.directives where directive.name != Profile.unspecified {
      let tokens = directive.requirements
        .filter { regions.isEmpty || $0.region.map(regions.contains) ?? true }
        .map { $0.legal ?? $0.source }
        .filter { SourceExpression($0).isLegal }
      let list = (name: directive.name, tokens: ["'self'"] + tokens)
      if let index = lists.firstIndex(where: { $0.name == directive.name }) {
        lists[index] = list
      } else {
        lists.append(list)
      }
    }
    let text = lists.map { "\($0.name) \($0.tokens.joined(separator: " "))" }
    self.init(parsing: text.joined(separator: "; "))
  }
}
