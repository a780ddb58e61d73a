import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText
import MessageDigest

/// `cspreg policy allows`.
struct PolicyAllowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allows", abstract: "Says whether browsers let a request through.")

  @Option(help: "The policy, as one header value (repeatable).")
  var policy: [String] = []

  @Option(help: "The page's origin.")
  var origin: String?

  @Option(help: "The directive that the request falls under.")
  var directive: String?

  @Argument(help: "A URL, inline, eval or wasm-eval.")
  var url: String?

  @Flag(help: "Read NDJSON from standard input, write one answer a line.")
  var batch = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    if batch {
      try PolicyBatch.run { (line) throws(JSONError) in try Self.answer(line) }
      return
    }
    guard let directive, let url, !policy.isEmpty, let target = Request.Target(url) else {
      throw CommandError(
        "policy allows", "Give --policy, --directive and a URL, inline, eval or wasm-eval.",
        exitCode: .usage)
    }
    let list = PolicyList(policies: policy.flatMap { PolicyList(parsing: $0).policies })
    let request = Request(directive: try parseDirective(directive), target: target)
    let members = Self.members(list, request, try parseOrigin(origin))
    if output.format == .text {
      try printResult(Self.text(.object(members)))
    } else {
      let head = JSON.Member("cspreg", ["report": "policy-allows", "version": 1])
      try printResult(JSON.object([head] + members).canonical())
    }
  }

  private static func text(_ value: JSON) -> String {
    var text = ""
    for (name, _) in profiles {
      let padding = String(repeating: " ", count: 10 - name.utf8.count)
      text += name + padding + (value["verdicts"]?[name]?.string ?? "") + "\n"
    }
    return text + "reason: \(value["reason"]?.string ?? "")\n"
  }

  private static let profiles: [(String, MatchingProfile)] = [
    ("spec", .spec), ("chromium", .chromium), ("firefox", .firefox), ("webkit", .webkit),
    ("all", .allBrowsers),
  ]

  private static func members(
    _ list: PolicyList, _ request: Request, _ origin: Origin
  ) -> [JSON.Member] {
    let verdicts = profiles.map { name, profile in
      (name, list.allows(request, origin: origin, profile: profile))
    }
    let decisive = verdicts.last?.1
    let governing = decisive?.governing.map { governing -> JSON in
      ["policy": .int(governing.policy), "directive": .string(governing.directive)]
    }
    return [
      .init(
        "verdicts",
        .object(verdicts.map { .init($0.0, .string($0.1.isAllowed ? "allow" : "block")) })),
      .init("governing", governing ?? .null),
      .init("reason", JSON(decisive?.reason.rawValue)),
    ]
  }

  private static func answer(_ line: JSONMembers) throws(JSONError) -> JSON {
    var policies = PolicyList(parsing: try line.optionalString("policy") ?? "").policies
    var frameOptions: String?
    for header in try line.optional("headers")?.array("\"headers\"") ?? [] {
      let header = try header.members()
      let value = try header.string("value")
      switch try header.string("name").lowercased() {
      case "content-security-policy": policies += PolicyList(parsing: value).policies
      case "content-security-policy-report-only":
        policies += PolicyList(parsing: value, delivery: .reportOnly).policies
      case "x-frame-options": frameOptions = value
      default: break
      }
    }
    for meta in try line.optional("meta")?.array("\"meta\"") ?? [] {
      let value = try meta.members().string("value")
      policies += PolicyList(parsing: value, delivery: .meta).policies
    }
    let url = try line.string("url")
    guard let target = Request.Target(url) else {
      throw line.node.error("\"url\" is neither a URL nor inline, eval or wasm-eval")
    }
    let request = Request(
      directive: try line.string("effective_directive"),
      destination: try line.optionalString("destination") ?? "", target: target,
      redirects: (try line.optionalStrings("redirects") ?? []).compactMap { RequestURL($0) },
      nonce: try line.optionalString("nonce") ?? "",
      integrity: try line.optionalString("integrity") ?? "",
      source: try line.optionalString("source"),
      isParserInserted: try line.optionalBool("parser_inserted"), frameOptions: frameOptions,
      digest: digest)
    let list = PolicyList(policies: policies)
    return .object([.init("id", line.id)] + members(list, request, try line.origin()))
  }
}

extension Request.Target {
  /// Reads a URL or one of the words for what is no load.
  init?(_ text: String) {
    switch text {
    case "inline": self = .inline
    case "eval": self = .eval
    case "wasm-eval": self = .wasmEval
    default:
      guard let url = RequestURL(text) else { return nil }
      self = .url(url)
    }
  }
}

/// The digests of hash sources.
let digest: Request.Digest = { algorithm, bytes in
  switch algorithm {
  case .sha256: SHA256.digest(of: bytes)
  case .sha384: SHA384.digest(of: bytes)
  case .sha512: SHA512.digest(of: bytes)
  }
}
