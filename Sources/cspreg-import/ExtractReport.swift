import Diagnostics
import DocumentTree
import Extraction
import JSONText
import Reporting
import VendorRequirements

extension JSON {
  /// What `extract` says of one document, as docs/json/extract.md describes it.
  init(_ read: ReadDocument, head: Bool, id: JSON? = nil) {
    let extracted = read.extracted
    var members: [Member] = []
    if head { members.append(Member("cspreg", .head("extract"))) }
    if let id { members.append(Member("id", id)) }
    members += [
      Member(
        "document",
        [
          "media_type": .string(extracted.mediaType.rawValue), "sha256": .string(read.sha256),
          "title": JSON(extracted.title?.printable),
        ]),
      Member("profiles", .array(extracted.profiles.map(JSON.init(extracted:)))),
      Member(
        "rejected",
        .array(
          extracted.rejected.map {
            [
              "token": .string($0.token.printable), "line": .int($0.line),
              "reason": .string($0.reason),
            ]
          })),
      Member("diagnostics", .array(extracted.diagnostics.map(JSON.init(diagnostic:)))),
      Member("readable", .bool(extracted.isReadable)),
      Member("cut_after", JSON(extracted.cutAfter)),
    ]
    self = .object(members)
  }

  private init(extracted read: ExtractedDocument.ReadProfile) {
    let profile = read.profile
    let directives = profile.directives.map { directive in
      Member(
        directive.name,
        .array(
          directive.requirements.map { requirement in
            JSON(
              requirement,
              confidence: read.confidence(of: requirement.source, in: directive.name).rawValue)
          }))
    }
    self = [
      "name": .string(profile.name), "mode": .string(profile.mode.rawValue),
      "environment": JSON(profile.environment), "condition": JSON(profile.condition),
      "directives": .object(directives),
    ]
  }

  private init(_ requirement: Requirement, confidence: String) {
    var members = [
      Member("source", .string(requirement.source)),
      Member("line", JSON(requirement.line)),
      Member("evidence", JSON(requirement.evidence?.rawValue)),
      Member("confidence", .string(confidence)),
    ]
    if let region = requirement.region { members.append(Member("region", .string(region))) }
    if let when = requirement.when { members.append(Member("when", .string(when))) }
    if let site = requirement.site { members.append(Member("site", .string(site))) }
    if requirement.legal != nil || requirement.placeholder || requirement.isIllegal {
      members.append(Member("legal", JSON(requirement.legal)))
    }
    if requirement.placeholder { members.append(Member("placeholder", true)) }
    self = .object(members)
  }

  private init(diagnostic: Diagnostic) {
    self = [
      "rule": .string(diagnostic.rule), "level": .string(diagnostic.level.rawValue),
      "line": JSON(diagnostic.line), "column": JSON(diagnostic.column),
      "message": .string(diagnostic.message.printable),
    ]
  }
}

/// What `extract` says to people.
struct ExtractText {
  private let read: ReadDocument
  private let style: Style

  init(_ read: ReadDocument, style: Style) {
    self.read = read
    self.style = style
  }

  var text: String {
    let extracted = read.extracted
    let record = read.candidate(vendor: extracted.title ?? "document", url: "", retrieved: nil)
    var lines = [RecordText.profiles(of: record, style: style)]
    for rejected in extracted.rejected {
      lines.append(
        "rejected   \(rejected.token.printable)   line \(rejected.line)   \(rejected.reason)")
    }
    for diagnostic in extracted.diagnostics {
      let line = diagnostic.line.map { "line \($0)   " } ?? ""
      lines.append(
        "\(diagnostic.level.rawValue)   \(diagnostic.rule)   \(line)\(diagnostic.message.printable)"
      )
    }
    if !extracted.isReadable { lines.append("The document is not readable.") }
    return lines.joined(separator: "\n") + "\n"
  }
}
