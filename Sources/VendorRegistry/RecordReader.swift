public import JSONText
public import VendorRequirements

/// Reads records strictly: unknown keys, wrong types and texts outside the grammar are errors with
/// line and column.
public enum RecordReader {
  /// Reads a record from any file, such as one that `cspreg diff a.json b.json` names.
  ///
  /// `version` and `accepted` may be missing, as in a candidate that nobody has accepted yet.
  public static func read(path: String) throws(RegistryError) -> VersionRecord {
    guard let bytes = try RegistryDirectory.bytes(ofFile: path) else {
      throw RegistryError(.unreadable, path, "there is no such file; check the path")
    }
    return try read(bytes, file: path)
  }

  /// Reads a record from bytes; `version` and `accepted` may be missing.
  public static func read(_ bytes: [UInt8], file: String) throws(RegistryError) -> VersionRecord {
    do throws(JSONError) {
      return try record(JSONNode(parsing: bytes, file: file), published: false)
    } catch {
      throw RegistryError(.malformed, error)
    }
  }

  /// Reads a record that is part of another text; `version` and `accepted` may be missing.
  public static func read(_ node: JSONNode) throws(JSONError) -> VersionRecord {
    try record(node, published: false)
  }

  /// Reads a published record, which has a version and an acceptance.
  static func readPublished(_ bytes: [UInt8], file: String) throws(JSONError) -> VersionRecord {
    try record(JSONNode(parsing: bytes, file: file), published: true)
  }

  private static func record(
    _ node: JSONNode, published: Bool
  ) throws(JSONError) -> VersionRecord {
    let members = try node.members(
      allowing: [
        "vendor", "version", "recorded", "documents", "accepted", "origin", "profiles", "notes",
      ],
      required: ["vendor", "recorded", "documents", "profiles"]
        + (published ? ["version", "accepted"] : []),
      "a record")
    let vendor = try members.text("vendor", "[a-z0-9-]+", Grammar.isId)
    let version = published ? try members.int("version") : try members.optionalInt("version")
    if let version, version < 1 {
      throw try members.value("version").error("\"version\" must be 1 or more")
    }
    let recorded = try members.text(
      "recorded", "a date like 2026-11-21", { Grammar.isDate($0) || Grammar.isTime($0) })
    var documents: [VersionRecord.Document] = []
    for node in try members.nonEmpty("documents") { documents.append(try document(node)) }
    var accepted: VersionRecord.Acceptance?
    if let node = published ? try members.value("accepted") : members.optional("accepted") {
      accepted = try acceptance(node)
    }
    let origin = try members.optional("origin").map(origin)
    var profiles: [Profile] = []
    for node in try members.nonEmpty("profiles") {
      let profile = try profile(node, documents: documents.count)
      if profiles.contains(where: { $0.name == profile.name }) {
        throw node.error("the profile name \"\(profile.name)\" stands twice; rename one")
      }
      profiles.append(profile)
    }
    return VersionRecord(
      vendor: vendor, version: version, recorded: recorded, documents: documents,
      accepted: accepted, origin: origin, profiles: profiles,
      notes: try members.optionalText("notes"))
  }

  private static func document(_ node: JSONNode) throws(JSONError) -> VersionRecord.Document {
    let keys = ["url", "origin", "retrieved", "media_type", "sha256"]
    let members = try node.members(allowing: keys + ["kept"], required: keys, "a document")
    return VersionRecord.Document(
      url: try members.text("url", "a text without control characters", Grammar.isText),
      origin: try members.value("origin").choice(VersionRecord.Document.Origin.self, "\"origin\""),
      retrieved: try members.optionalText(
        "retrieved", "a date or time like 2026-11-21 or 2026-11-21T09:30:00Z",
        { Grammar.isDate($0) || Grammar.isTime($0) }),
      mediaType: try members.text("media_type", "like text/html", Grammar.isMediaType),
      sha256: try members.optionalText("sha256", "64 lower-case hex digits", Grammar.isHash),
      kept: try members.optional("kept").map(kept))
  }

  private static func kept(_ node: JSONNode) throws(JSONError) -> VersionRecord.Kept {
    let keys = ["file", "sha256"]
    let members = try node.members(allowing: keys, required: keys, "\"kept\"")
    return VersionRecord.Kept(
      file: try members.text("file", "like 2.html.gz", RegistryPath.isKeptName),
      sha256: try members.text("sha256", "64 lower-case hex digits", Grammar.isHash))
  }

  private static func acceptance(_ node: JSONNode) throws(JSONError) -> VersionRecord.Acceptance {
    let keys = ["by", "reason", "at"]
    let members = try node.members(allowing: keys, required: keys, "\"accepted\"")
    return VersionRecord.Acceptance(
      by: try members.text("by", "a text without control characters", Grammar.isText),
      reason: try members.text("reason", "a text without control characters", Grammar.isText),
      at: try members.text("at", "a time like 2026-11-21T09:30:00Z", Grammar.isTime))
  }

  private static func origin(_ node: JSONNode) throws(JSONError) -> VersionRecord.Origin {
    let keys = ["head", "seq", "version"]
    let members = try node.members(allowing: keys, required: keys, "\"origin\"")
    for key in ["seq", "version"] where try members.int(key) < 1 {
      throw try members.value(key).error("\"\(key)\" must be 1 or more")
    }
    return VersionRecord.Origin(
      head: try members.text("head", "64 lower-case hex digits", Grammar.isHash),
      seq: try members.int("seq"), version: try members.int("version"))
  }

  private static func profile(_ node: JSONNode, documents: Int) throws(JSONError) -> Profile {
    let members = try node.members(
      allowing: ["name", "mode", "environment", "condition", "directives"],
      required: ["name", "mode", "directives"], "a profile")
    var profile = Profile(
      name: try members.text("name", "[a-z0-9-]+", Grammar.isId),
      mode: try members.value("mode").choice(Profile.Mode.self, "\"mode\""),
      environment: try members.optionalText("environment", "[a-z0-9-]+", Grammar.isId),
      condition: try members.condition("condition"))
    for member in try members.value("directives").object("\"directives\"") {
      guard member.key == Profile.unspecified || Grammar.isDirective(member.key) else {
        throw JSONError(
          file: node.file, line: member.keyLine, column: member.keyColumn,
          message: "\(JSON.string(member.key).compact()) is no directive name; "
            + "use lower-case letters and hyphens, or \(Profile.unspecified)")
      }
      var directive = Profile.Directive(name: member.key, requirements: [])
      let sources = try member.value.array("\"\(member.key)\"")
      if sources.isEmpty {
        throw member.value.error("\"\(member.key)\" lists nothing; remove the key or add a source")
      }
      var seen: Set<String> = []
      for source in sources {
        let requirement = try requirement(source, documents: documents)
        if !seen.insert(requirement.source).inserted {
          throw source.error("\(requirement.source) stands twice under \"\(member.key)\"")
        }
        directive.requirements.append(requirement)
      }
      profile.directives.append(directive)
    }
    return profile
  }

  private static func requirement(
    _ node: JSONNode, documents: Int
  ) throws(JSONError) -> Requirement {
    let members = try node.members(
      allowing: [
        "source", "document", "also", "line", "evidence", "region", "when", "site", "legal",
        "placeholder",
      ], required: ["source"], "a source")
    let token = "printable ASCII without spaces, quotation marks, commas and semicolons"
    let document = try members.optionalInt("document")
    if let document, document < 0 || document >= documents {
      throw try members.value("document").error(
        "\"document\" must be an index into \"documents\", from 0 to \(documents - 1)")
    }
    let also = try also(members, beside: document ?? 0, documents: documents)
    let line = try members.optionalInt("line")
    if let line, line < 1 { throw try members.value("line").error("\"line\" must be 1 or more") }
    var evidence: Evidence?
    if let node = members.optional("evidence") {
      evidence = try node.choice(Evidence.self, "\"evidence\"")
    }
    return Requirement(
      source: try members.text("source", token, Grammar.isSource),
      document: document, also: also, line: line, evidence: evidence,
      region: try members.optionalText("region", "[a-z0-9-]+", Grammar.isId),
      when: try members.condition("when"),
      site: try members.optionalText("site", "a domain in lower case", Grammar.isDomain),
      legal: try members.optionalText("legal", token, Grammar.isSource),
      placeholder: try members.optionalBool("placeholder") ?? false)
  }

  private static func also(
    _ members: JSONMembers, beside document: Int, documents: Int
  ) throws(JSONError) -> [Int] {
    guard members.optional("also") != nil else { return [] }
    var also: [Int] = []
    for node in try members.nonEmpty("also") {
      let index = try node.int("a document's index")
      guard index >= 0, index < documents, index != document, also.last ?? -1 < index else {
        throw node.error(
          "\"also\" must hold indices into \"documents\", ascending, without that of \"document\"")
      }
      also.append(index)
    }
    return also
  }
}
