public import JSONText
import Diagnostics
import VendorRequirements

/// What `extract --batch` says of one page (docs/json/extract.md).
public enum ExtractedPage {
  /// Reads a line.
  ///
  /// - Parameter line: The JSON.
  /// - Returns: The id of the question, and what was read.
  /// - Throws: That the line is not what `extract` writes.
  public static func reading(
    _ line: ArraySlice<UInt8>
  ) throws(JSONError) -> (id: String, reading: PageReading) {
    let members = try JSONNode(parsing: line, file: "extract").members("a line of extract")
    let document = try members.value("document").members("\"document\"")
    var profiles: [Profile] = []
    for node in try members.array("profiles") { profiles.append(try profile(node)) }
    var problem: String?
    if try !members.bool("readable") {
      let message = try members.array("diagnostics").lazy.compactMap { try? $0.members() }
        .first { (try? $0.string("level")) == "break" }.flatMap { try? $0.string("message") }
      problem = "the page is not readable: \(message ?? "no text was found.")"
    } else if let place = try members.optionalString("cut_after") {
      problem = "the page is cut off after \(place)."
    } else if profiles.allSatisfy({ $0.directives.isEmpty }) {
      problem = "no requirement was found on the page."
    }
    return (
      try members.string("id"),
      PageReading(
        profiles: AlternativeCompletion.complete(profiles),
        mediaType: try document.string("media_type"), problem: problem)
    )
  }

  private static func profile(_ node: JSONNode) throws(JSONError) -> Profile {
    let members = try node.members("a profile")
    var profile = Profile(
      name: try members.string("name"),
      mode: try members.value("mode").choice(Profile.Mode.self, "\"mode\""),
      environment: try members.optionalString("environment"),
      condition: try members.optionalString("condition"))
    for member in try members.value("directives").object("\"directives\"") {
      var requirements: [Requirement] = []
      for node in try member.value.array("the sources of \(member.key)") {
        let source = try node.members("a source")
        requirements.append(
          Requirement(
            source: try source.string("source"), line: try source.optionalInt("line"),
            evidence: try source.optional("evidence")?.choice(Evidence.self, "\"evidence\""),
            region: try source.optionalString("region"), when: try source.optionalString("when"),
            site: try source.optionalString("site"), legal: try source.optionalString("legal"),
            placeholder: try source.optionalBool("placeholder") ?? false))
      }
      profile.directives.append(
        Profile.Directive(name: member.key, requirements: requirements))
    }
    return profile
  }
}
