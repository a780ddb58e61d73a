public import JSONText

/// What is sent back.
public struct WebResponse: Sendable {
  /// A header field.
  public struct Field: Sendable, Hashable {
    /// Name in lower case.
    public var name: String
    /// Value.
    public var value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The status code.
  public var status: Int
  /// The header fields, but for those that the connection is about and `content-length`.
  public var fields: [Field]
  /// The body, also in the answer to `HEAD`.
  public var body: [UInt8]
  /// Where whoever sends it keeps what it made of it; `nil` for what is not sent again.
  public var sentForm: SentForm?
  /// Whether only the head is sent.
  public var isHeadOnly = false
  /// Name of what answered, for the metrics: few of them.
  public var route = "none"

  /// Makes a response.
  ///
  /// - Parameters:
  ///   - status: The status code.
  ///   - type: Media type of the body.
  ///   - body: The body.
  public init(_ status: Status, type: String, body: [UInt8]) {
    self.status = status.rawValue
    fields = [Field("content-type", type)]
    self.body = body
  }

  /// Makes a response of one JSON value.
  public init(_ status: Status = .ok, json: JSON, type: String = "application/json") {
    self.init(status, type: type, body: json.canonicalBytes())
  }

  init(status: Status, fields: [Field], body: [UInt8] = []) {
    self.status = status.rawValue
    self.fields = fields
    self.body = body
  }

  /// Whether its status has a body, if an empty one.
  public var hasBody: Bool { status != 304 && status != 204 }

  /// The value of a field.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The status codes that are used.
  public enum Status: Int, Sendable, Hashable {
    case ok = 200
    case accepted = 202
    case noContent = 204
    case notModified = 304
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case requestTimeout = 408
    case conflict = 409
    case contentTooLarge = 413
    case targetTooLong = 414
    case unsupportedMediaType = 415
    case unprocessable = 422
    case tooManyRequests = 429
    case internalError = 500
    case unavailable = 503

    /// The words that go with it.
    var title: String {
      switch self {
      case .ok: "OK"
      case .accepted: "Accepted"
      case .noContent: "No content"
      case .notModified: "Not modified"
      case .badRequest: "Bad request"
      case .unauthorized: "Unauthorized"
      case .forbidden: "Forbidden"
      case .notFound: "Not found"
      case .methodNotAllowed: "Method not allowed"
      case .requestTimeout: "Too slow"
      case .conflict: "Conflict"
      case .contentTooLarge: "Too large"
      case .targetTooLong: "Address too long"
      case .unsupportedMediaType: "Unsupported media type"
      case .unprocessable: "Cannot be worked on"
      case .tooManyRequests: "Too many requests"
      case .internalError: "Internal error"
      case .unavailable: "Not available"
      }
    }
  }
}
