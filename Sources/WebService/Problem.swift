import Diagnostics
public import JSONText
import VendorRegistry

/// Why a request gets no other answer: problem details (RFC 9457) for programs, a page for people.
public struct Problem: Error, Sendable, Hashable {
  /// The status code.
  public var status: WebResponse.Status
  /// What happened and what to do.
  public var detail: String
  /// Line of the body, from 1, where that is known.
  public var line: Int?
  /// Column in bytes, from 1.
  public var column: Int?
  /// Methods that would be answered, for `405`.
  public var allowed: [String] = []
  /// Seconds after which to try again, for `429` and `503`.
  public var retryAfter: Int?

  /// Makes a problem.
  public init(_ status: WebResponse.Status, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  /// What is wrong with a JSON text.
  public init(_ error: JSONError) {
    self.init(.badRequest, error.message)
    line = error.line
    column = error.column
  }

  /// A vendor or version that is not there, or a text that names none.
  init(_ error: RegistryError) {
    let isUnknown = [.unknownVendor, .unknownVersion].contains(error.code)
    self.init(isUnknown ? .notFound : .badRequest, error.description)
    line = error.line
    column = error.column
  }

  /// It as `application/problem+json`.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("type", "about:blank"), .init("title", .string(status.title)),
      .init("status", .int(status.rawValue)), .init("detail", .string(detail)),
    ]
    if let line { members.append(.init("line", .int(line))) }
    if let column { members.append(.init("column", .int(column))) }
    return .object(members)
  }

  /// What goes into the head beside the type.
  var fields: [WebResponse.Field] {
    var fields: [WebResponse.Field] = []
    if !allowed.isEmpty {
      fields.append(WebResponse.Field("allow", allowed.joined(separator: ", ")))
    }
    if let retryAfter { fields.append(WebResponse.Field("retry-after", String(retryAfter))) }
    return fields
  }
}
