extension Profile {
  /// What the profile asks for, in the form that the requirement hash is taken of.
  ///
  /// First line: mode and environment. Then a sorted line for each source: directive, normal source,
  /// region; the parts are separated by one space. Names, conditions, lines, evidence and order are
  /// not in it.
  ///
  /// - Parameter regions: When not empty, sources that are stated for other regions are left out.
  /// - Returns: Lines of text, each with its line end.
  public func requirementText(regions: Set<String> = []) -> String {
    var lines: Set<String> = []
    for directive in directives {
      for requirement in directive.requirements {
        if !regions.isEmpty, let region = requirement.region, !regions.contains(region) {
          continue
        }
        lines.insert(
          "\(directive.name) \(requirement.source.normalSource) \(requirement.region ?? "")")
      }
    }
    return (["\(mode.rawValue) \(environment ?? "")"] + lines.sorted()).joined(separator: "\n")
      + "\n"
  }
}

extension VersionRecord {
  /// What the record asks for, in the form that the requirement hash is taken of.
  ///
  /// The texts of all profiles that are not informational, sorted, with an empty line between them.
  public var requirementText: String {
    profiles.filter { $0.mode != .informational }.map { $0.requirementText() }.sorted()
      .joined(separator: "\n")
  }
}
