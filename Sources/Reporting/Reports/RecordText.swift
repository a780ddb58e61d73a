import ContentSecurityPolicy
import RequirementDiff
public import VendorRequirements

/// A record for people.
public struct RecordText {
  private let record: VersionRecord
  private let style: Style

  /// Prepares a record for printing.
  public init(_ record: VersionRecord, style: Style) {
    self.record = record
    self.style = style
  }

  /// The whole text, with a final newline.
  public var text: String {
    var lines = ["\(style.bold(record.name.printable))   recorded \(record.recorded.printable)"]
    for document in record.documents {
      lines.append("  \(document.url.printable)   \(document.origin.rawValue)")
    }
    lines.append(Self.profiles(of: record, style: style))
    if let notes = record.notes { lines += ["", notes.printable] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The profiles of a record, each under an empty line and its title.
  public static func profiles(of record: VersionRecord, style: Style) -> String {
    var lines: [String] = []
    for profile in record.profiles {
      var title = style.bold(profile.name.printable) + "   \(profile.mode.rawValue)"
      if let environment = profile.environment { title += "   \(environment.printable)" }
      if let condition = profile.condition { title += "   \(condition.printable)" }
      lines += ["", title]
      let width = profile.directives.map(\.name.count).max() ?? 0
      for directive in profile.directives {
        for (index, requirement) in directive.requirements.enumerated() {
          let name = index == 0 ? directive.name.printable : ""
          lines.append("  \(name.padded(width))   \(spelled(requirement))")
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func spelled(_ requirement: Requirement) -> String {
    var text = requirement.source.printable
    if let legal = requirement.legal { text += "   (write \(legal.printable))" }
    if let region = requirement.region { text += "   region \(region.printable)" }
    if let when = requirement.when { text += "   \(when.printable)" }
    return text
  }
}

extension VersionRecord {
  /// Position of the profile that we would advise; the first when none counts.
  public var preferredPosition: Int { preferredProfile(environment: nil) ?? 0 }
}
