/// One thing that can be asked for, at a path of its own.
public struct Route: Sendable {
  /// How it is asked for; who may `GET` may also ask for the `HEAD`.
  public enum Method: String, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
  }

  /// What a request brings along.
  public struct Body: Sendable, Hashable {
    /// Media types that are read.
    public var types: [String]
    /// The most bytes, before and after they are expanded.
    public var limit: Int

    /// Makes a body.
    public init(types: [String], limit: Int) {
      self.types = types
      self.limit = limit
    }
  }

  /// How it is asked for.
  public var method: Method
  /// Its path below the root, such as `/v1/impact`.
  public var path: String
  /// What a request brings along; `nil` for nothing.
  public var body: Body?
  /// Whether it counts for the rate limit of clients.
  public var isCostly: Bool
  /// Whether pages of other sites may ask for it.
  public var isShared: Bool
  /// Answers; the bytes are the body, expanded.
  public var answer: @Sendable (WebRequest, [UInt8]) async throws(Problem) -> WebResponse

  /// Makes a route.
  ///
  /// - Parameters:
  ///   - method: How it is asked for.
  ///   - path: Its path below the root.
  ///   - body: What a request brings along.
  ///   - isCostly: Whether it counts for the rate limit of clients.
  ///   - isShared: Whether pages of other sites may ask for it.
  ///   - answer: Answers.
  public init(
    _ method: Method, _ path: String, body: Body? = nil, isCostly: Bool = false,
    isShared: Bool = true,
    answer: @escaping @Sendable (WebRequest, [UInt8]) async throws(Problem) -> WebResponse
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.isCostly = isCostly
    self.isShared = isShared
    self.answer = answer
  }
}

/// Routes that belong together and what they share.
public protocol RouteGroup: Sendable {
  /// The routes; no two groups have the same.
  var routes: [Route] { get }
}
