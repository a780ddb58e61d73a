import ContentSecurityPolicy
import Deployments
import Impact
import VendorRequirements

/// The command that mends what a result misses, as a person pastes it.
struct FixCommandLine {
  /// Profiles that the user or the project named.
  let profiles: [String]
  /// Regions that the user or the project named, separated by commas.
  let region: String?
  /// Registries that the user named.
  let registries: [String]

  /// The command.
  ///
  /// - Parameters:
  ///   - result: What is missing.
  ///   - new: The version that has to be met.
  ///   - page: The policies that the result is about.
  ///   - path: The file that they stand in.
  ///   - isSeveral: Whether the file holds more policies than one.
  /// - Returns: `nil` when nothing is missing, there is no file to mend or the version has no name.
  func text(
    for result: ImpactResult, to new: VersionRecord, on page: DeployedPage, of path: String,
    isSeveral: Bool
  ) -> String? {
    guard path != "standard input", !result.missing.isEmpty, result.verdict != .notUsed,
      new.version != nil
    else { return nil }
    var words = ["cspreg", "fix", path]
    // A unit with optional profiles has no name that another run could be given.
    let isNamed = result.optionalProfiles.isEmpty
    if isNamed { words += ["--for", new.name] }
    if isSeveral {
      let origins = page.origins
      let touched = Set(result.missing.flatMap(\.edits).map(\.policy))
        .filter(origins.indices.contains).map { page.indices[origins[$0]] }
      for number in touched.sorted() { words += ["--policy", String(number)] }
    }
    if isNamed {
      let names = profiles.isEmpty ? [result.profile] : profiles
      for name in names where new.profiles.contains(where: { $0.name == name }) {
        words += ["--profile", name]
      }
      if let region { words += ["--region", region] }
      for registry in registries { words += ["--registry", registry] }
    } else {
      words += result.additions.flatMap { ["--add", $0] }
    }
    return words.map(\.shellWord).joined(separator: " ")
  }
}

extension String {
  /// The text as one word of a shell.
  fileprivate var shellWord: String {
    let isPlain = utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
        || "@%+=:,./_-".utf8.contains($0)
    }
    if isPlain, !isEmpty { return self }
    return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

extension ImpactResult {
  /// What is missing as `directive source source ...`, in the order of the edits.
  fileprivate var additions: [String] {
    var directives: [String] = []
    var sources: [String: [String]] = [:]
    for edit in missing.flatMap(\.edits) {
      if sources[edit.addTo] == nil { directives.append(edit.addTo) }
      for source in edit.sources where !(sources[edit.addTo]?.contains(source) ?? false) {
        sources[edit.addTo, default: []].append(source)
      }
    }
    return directives.map { ([$0] + (sources[$0] ?? [])).joined(separator: " ") }
  }
}
