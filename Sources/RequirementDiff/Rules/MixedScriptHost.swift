import ContentSecurityPolicy

/// A host name mixes letters of scripts that are easily taken for each other.
///
/// See <https://www.unicode.org/reports/tr39/#Restriction_Level_Detection>.
enum MixedScriptHost: RiskRule {
  static let id = "mixed-script-host"
  static let summary = "A host name mixes letters of scripts that are easily taken for each other."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard let host = source.hostSource?.host,
      host.utf8.contains(where: { $0 >= 0x80 }) || host.contains("xn--")
    else { return nil }
    for label in host.split(separator: ".")
    where !label.utf8.allSatisfy({ $0 < 0x80 })
      || label.hasPrefix("xn--")
    {
      guard let scalars = Punycode.unicode(of: String(label)) else { continue }
      let scripts = ConfusableScript.scripts(in: scalars)
      guard scripts.count > 1 else { continue }
      let names = scripts.map(\.rawValue).joined(separator: " and ")
      return (
        "\(label) mixes \(names) letters, which look alike",
        "Make sure that \(source.source) belongs to the vendor before you allow it."
      )
    }
    return nil
  }
}
