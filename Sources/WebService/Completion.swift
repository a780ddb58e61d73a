import MessageDigest
import Website

/// What every response gets beside its content: validators, compression, headers for safety.
enum Completion {
  private typealias Field = WebResponse.Field

  private static let dataPolicy = "default-src 'none'; frame-ancestors 'none'"
  private static let pagePolicy = [
    Field("content-security-policy", SecurityPolicy.header),
    Field("cross-origin-opener-policy", "same-origin"),
  ]
  private static let always = [
    Field("x-content-type-options", "nosniff"), Field("referrer-policy", "no-referrer"),
  ]
  private static let shared = Field("access-control-allow-origin", "*")

  /// A file in one of its forms, or that the client has it already.
  static func response(
    _ file: StoredFile, packed: [UInt8]?, tag: String, isKnown: Bool
  ) -> WebResponse {
    var response = WebResponse(
      status: isKnown ? .notModified : .ok, fields: safety(file.type, file.isShared),
      body: isKnown ? [] : packed ?? file.bytes)
    response.sentForm = SentForm()
    response.fields += [
      Field("etag", tag), Field("cache-control", file.caching), Field("vary", "accept-encoding"),
    ]
    if !isKnown {
      response.fields.append(Field("content-type", file.type))
      if packed != nil { response.fields.append(Field("content-encoding", "gzip")) }
    }
    return response
  }

  /// The response of a route with what is still missing.
  static func finished(
    _ response: WebResponse, to request: WebRequest, isShared: Bool
  ) -> WebResponse {
    let type = response["content-type"] ?? ""
    let caching = response["cache-control"] ?? "no-store"
    // Who asks again with what it has is only told so, where answers may be kept.
    if response.status == 200, request.method != "POST", caching == "no-cache" {
      return StoredFile(response.body, type: type, isShared: isShared).response(to: request)
    }
    var response = response
    if response["cache-control"] == nil { response.fields.append(Field("cache-control", caching)) }
    response.fields += safety(type, isShared)
    if ContentCoding.takesGzip(request["accept-encoding"]),
      let packed = StoredFile(response.body, type: type).compressed
    {
      response.body = packed
      response.fields += [Field("content-encoding", "gzip"), Field("vary", "accept-encoding")]
    }
    return response
  }

  /// What went wrong: a page for browsers, JSON for all others.
  static func response(
    to problem: Problem, _ request: WebRequest, _ site: ServedWebsite
  ) -> WebResponse {
    let isPage = request["accept"]?.contains("text/html") ?? false
    var response =
      isPage
      ? WebResponse(
        problem.status, type: "text/html; charset=utf-8",
        body: site.problemPage(title: problem.status.title, message: problem.detail))
      : WebResponse(problem.status, json: problem.json, type: "application/problem+json")
    response.fields += problem.fields
    return finished(response, to: request, isShared: true)
  }

  /// The answer to the question which methods there are.
  static func options(_ methods: [String], _ routes: [Route]) -> WebResponse {
    let list = methods.joined(separator: ", ")
    var response = WebResponse(status: .noContent, fields: [Field("allow", list)] + always)
    if routes.contains(where: \.isShared) {
      response.fields += [
        shared, Field("access-control-allow-methods", list),
        Field("access-control-allow-headers", "content-type, content-encoding"),
        Field("access-control-max-age", "86400"),
      ]
    }
    return response
  }

  private static func safety(_ type: String, _ isShared: Bool) -> [Field] {
    var fields = always
    if type.hasPrefix("text/html") {
      fields += pagePolicy
    } else {
      fields.append(Field("content-security-policy", dataPolicy))
      if isShared { fields.append(shared) }
    }
    return fields
  }

  /// Whether `if-none-match` names a tag, RFC 9110 section 13.1.2.
  static func matches(_ value: String?, _ tag: String) -> Bool {
    guard let value else { return false }
    if value == tag { return true }
    let given = value.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    return given.contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
  }
}
