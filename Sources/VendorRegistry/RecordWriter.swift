public import JSONText
public import VendorRequirements

/// Writes records in their canonical form, the only one that the registry holds.
public enum RecordWriter {
  /// The bytes of the file `<n>.json`.
  public static func bytes(_ record: VersionRecord) -> [UInt8] {
    json(record).canonicalBytes()
  }

  /// The record as JSON with its members in the fixed order.
  public static func json(_ record: VersionRecord) -> JSON {
    var members: [JSON.Member] = [.init("vendor", .string(record.vendor))]
    if let version = record.version { members.append(.init("version", .int(version))) }
    members.append(.init("recorded", .string(record.recorded)))
    members.append(.init("documents", .array(record.documents.map(json))))
    if let accepted = record.accepted {
      members.append(
        .init(
          "accepted",
          [
            "by": .string(accepted.by), "reason": .string(accepted.reason),
            "at": .string(accepted.at),
          ]))
    }
    if let origin = record.origin {
      members.append(
        .init(
          "origin",
          [
            "head": .string(origin.head), "seq": .int(origin.seq), "version": .int(origin.version),
          ]))
    }
    members.append(.init("profiles", .array(record.profiles.map(json))))
    members.append("notes", record.notes)
    return .object(members)
  }

  private static func json(_ document: VersionRecord.Document) -> JSON {
    var members: [JSON.Member] = [
      .init("url", .string(document.url)),
      .init("origin", .string(document.origin.rawValue)),
      .init("retrieved", JSON(document.retrieved)),
      .init("media_type", .string(document.mediaType)),
      .init("sha256", JSON(document.sha256)),
    ]
    if let kept = document.kept {
      members.append(
        .init("kept", ["file": .string(kept.file), "sha256": .string(kept.sha256)]))
    }
    return .object(members)
  }

  private static func json(_ profile: Profile) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(profile.name)), .init("mode", .string(profile.mode.rawValue)),
    ]
    members.append("environment", profile.environment)
    members.append("condition", profile.condition)
    let directives = profile.directives.map { directive in
      JSON.Member(directive.name, .array(directive.requirements.map(json)))
    }
    members.append(.init("directives", .object(directives)))
    return .object(members)
  }

  private static func json(_ requirement: Requirement) -> JSON {
    var members: [JSON.Member] = [.init("source", .string(requirement.source))]
    if let document = requirement.document { members.append(.init("document", .int(document))) }
    if !requirement.also.isEmpty {
      members.append(.init("also", .array(requirement.also.map { .int($0) })))
    }
    if let line = requirement.line { members.append(.init("line", .int(line))) }
    members.append("evidence", requirement.evidence?.rawValue)
    members.append("region", requirement.region)
    members.append("when", requirement.when)
    members.append("site", requirement.site)
    members.append("legal", requirement.legal)
    if requirement.placeholder { members.append(.init("placeholder", true)) }
    return .object(members)
  }
}

extension [JSON.Member] {
  /// Adds a string unless it is `nil`.
  mutating func append(_ key: String, _ value: String?) {
    if let value { append(JSON.Member(key, .string(value))) }
  }
}
