import Diagnostics
import Fetching
public import JSONText

/// Reads `cspreg.json` strictly: an unknown key, a wrong type or a value outside its grammar is an
/// error with line and column.
public enum ConfigurationReader {
  /// Reads a configuration.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name for messages.
  /// - Returns: The configuration.
  /// - Throws: What is wrong, where, and what would be right.
  public static func read(_ bytes: [UInt8], file: String) throws(JSONError) -> Configuration {
    let members = try JSONNode(parsing: bytes, file: file).members(
      allowing: ["$schema", "registries", "defaults", "policies", "watch", "channels"],
      "the configuration")
    _ = try members.optionalString("$schema")
    var configuration = Configuration()
    configuration.registries = try members.distinctTexts("registries") ?? []
    if let node = members.optional("defaults") { configuration.defaults = try defaults(node) }
    configuration.policies = try members.list("policies", entry)
    try members.requireDistinct("policies", configuration.policies.map(\.name))
    if let node = members.optional("watch") { configuration.watch = try watch(node) }
    configuration.channels = try members.list("channels", channel)
    try members.requireDistinct("channels", configuration.channels.map(\.name))
    return configuration
  }

  private static func defaults(_ node: JSONNode) throws(JSONError) -> Configuration.Defaults {
    let members = try node.members(allowing: ["uses", "regions"], "\"defaults\"")
    return Configuration.Defaults(
      uses: try members.optional("uses").map(uses) ?? .auto,
      regions: try members.distinctTexts("regions", idRule, isId) ?? [])
  }

  // MARK: Policies

  private static func entry(_ node: JSONNode) throws(JSONError) -> InventoryEntry {
    let members = try node.members(
      allowing: ["name", "owner", "path", "paths", "url", "uses", "profiles", "regions"],
      required: ["name"], "a policy")
    return InventoryEntry(
      name: try members.text("name"), owner: try members.optionalText("owner"),
      place: try place(members), uses: try members.optional("uses").map(uses),
      profiles: try members.optional("profiles").map(profiles),
      regions: try members.distinctTexts("regions", idRule, isId))
  }

  private static func place(_ members: JSONMembers) throws(JSONError) -> InventoryEntry.Place {
    let given = ["path", "paths", "url"].filter { members.optional($0) != nil }
    guard given.count == 1 else {
      throw members.node.error(
        "a policy needs exactly one of \"path\", \"paths\" and \"url\""
          + (given.isEmpty ? "" : "; this one has \(given.joined(separator: " and "))"))
    }
    switch given[0] {
    case "path": return .path(try members.text("path"))
    case "paths":
      let globs = try members.distinctTexts("paths") ?? []
      if globs.isEmpty {
        throw try members.value("paths").error("\"paths\" must have at least one glob")
      }
      for (text, node) in zip(globs, try members.array("paths")) {
        if let problem = GlobPattern.problem(in: text) { throw node.error(problem) }
      }
      return .globs(globs)
    default:
      let url = try members.text("url", "an http or https URL") {
        isText($0) && ($0.hasPrefix("https://") || $0.hasPrefix("http://"))
      }
      return .url(url)
    }
  }

  private static func uses(_ node: JSONNode) throws(JSONError) -> Uses {
    if case .string(let text) = node.value {
      if text == "auto" { return .auto }
      throw node.error("\"uses\" must be \"auto\" or an object like {\"userpilot\": 1}")
    }
    var versions: [String: Int] = [:]
    for member in try node.object("\"uses\"") {
      try requireVendor(member, in: node)
      let version = try member.value.int("the version of \(member.key)")
      if version < 1 { throw member.value.error("versions are numbered from 1") }
      versions[member.key] = version
    }
    return .pinned(versions)
  }

  private static func profiles(_ node: JSONNode) throws(JSONError) -> InventoryEntry.Profiles {
    if case .array = node.value {
      return .named(try node.distinctTexts("\"profiles\"", idRule, isId))
    }
    guard case .object(let members) = node.value else {
      throw node.error(
        "\"profiles\" must be an array of profile names, or an object with one for each vendor")
    }
    var map: [String: [String]] = [:]
    for member in members {
      try requireVendor(member, in: node)
      map[member.key] = try member.value.distinctTexts(
        "the profiles of \(member.key)", idRule, isId)
    }
    return .byVendor(map)
  }

  private static func requireVendor(
    _ member: JSONNode.Member, in node: JSONNode
  ) throws(JSONError) {
    guard isId(member.key) else {
      throw JSONError(
        file: node.file, line: member.keyLine, column: member.keyColumn,
        message: "\(JSON.string(member.key).compact()) is no vendor id; use \(idRule)")
    }
  }

  // MARK: Watch and channels

  private static func watch(_ node: JSONNode) throws(JSONError) -> WatchSettings {
    let members = try node.members(
      allowing: [
        "state", "every", "jitter", "confirm", "confirm_after", "stale_after", "render",
        "tell_covered",
      ], "\"watch\"")
    var watch = WatchSettings()
    watch.state = try members.optionalText("state") ?? watch.state
    watch.every = try members.duration("every", isZeroAllowed: false) ?? watch.every
    watch.jitter = try members.duration("jitter")
    if let node = members.optional("confirm") {
      watch.confirm = try node.int("\"confirm\"")
      if watch.confirm < 1 { throw node.error("\"confirm\" must be 1 or more") }
    }
    watch.confirmAfter = try members.duration("confirm_after") ?? watch.confirmAfter
    watch.staleAfter = try members.duration("stale_after", isZeroAllowed: false) ?? watch.staleAfter
    watch.render = try members.optional("render").flatMap(FetchRequest.browser)
    watch.tellsCovered = try members.optionalBool("tell_covered") ?? watch.tellsCovered
    return watch
  }

  private static func channel(_ node: JSONNode) throws(JSONError) -> Channel {
    let members = try node.members(
      allowing: [
        "name", "type", "url", "secret", "min", "owners", "vendors", "rules", "digest", "private",
      ], required: ["name", "type"], "a channel")
    var channel = Channel(
      name: try members.text("name"),
      kind: try members.value("type").choice(Channel.Kind.self, "\"type\""))
    channel.url = try members.optionalText("url").map(Channel.Reference.init)
    if case .literal(let text)? = channel.url, !text.contains("://") {
      throw try members.value("url").error("\"url\" must be a URL, env:NAME or file:PATH")
    }
    channel.secret = try members.optionalText("secret").map(Channel.Reference.init)
    if case .literal? = channel.secret {
      throw try members.value("secret").error(
        "a secret must not stand in this file; write env:NAME or file:PATH")
    }
    channel.minimum =
      try members.optional("min")?.choice(Level.self, "\"min\"") ?? channel.minimum
    channel.owners = try members.distinctTexts("owners")
    channel.vendors = try members.distinctTexts("vendors", idRule, isId)
    channel.rules = try members.distinctTexts("rules", idRule, isId)
    channel.digest = try members.optional("digest")?.choice(Channel.Digest.self, "\"digest\"")
    channel.isPrivate = try members.optionalBool("private") ?? false
    return channel
  }
}
