public import RateLimiting
import Synchronization

/// The whole service without its connections: a request comes in, a response goes out.
public final class WebService: Sendable {
  /// Why a body could not be read.
  public enum BodyFailure: Error, Sendable {
    /// It has more bytes than were allowed.
    case tooLarge
    /// It did not come in time, or was cut off.
    case tooSlow
  }

  /// Reads the body of a request up to a number of bytes.
  public typealias BodyReader = (_ limit: Int) async throws(BodyFailure) -> [UInt8]

  /// What is counted.
  public let metrics: ServiceMetrics
  /// Every route but the files of the website.
  public let routes: [Route]
  private let current: CurrentRegistry
  private let routesByPath: [String: [Route]]
  private let rate: Mutex<RateLimit>
  private let seconds: @Sendable () -> Double

  /// What the files of the website are counted as.
  private static let siteRoute = "site"

  /// The longest path that is looked up.
  static let pathLimit = 2_000

  /// Makes a service.
  ///
  /// - Parameters:
  ///   - current: What is served.
  ///   - metrics: Where it is counted.
  ///   - groups: Routes beside those of the registry.
  ///   - rate: How often a client may ask for what is costly.
  ///   - seconds: A clock that never goes back.
  public init(
    _ current: CurrentRegistry, metrics: ServiceMetrics = ServiceMetrics(),
    groups: [any RouteGroup] = [], rate: RateLimit, seconds: @escaping @Sendable () -> Double
  ) {
    self.current = current
    self.metrics = metrics
    self.rate = Mutex(rate)
    self.seconds = seconds
    let own: [any RouteGroup] = [
      ChangesRoutes(current), DiffRoutes(current), ImpactRoutes(current), CheckRoutes(current),
    ]
    let others = (own + groups).flatMap(\.routes)
    routes = StatusRoutes(current, metrics, beside: others).routes + others
    routesByPath = Dictionary(grouping: routes, by: \.path)
  }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - request: What the client sent.
  ///   - body: Reads what it sends behind that; called once or never.
  /// - Returns: What is to be sent, whatever happened.
  public func respond(to request: WebRequest, body: BodyReader) async -> WebResponse {
    let start = seconds()
    metrics.begin()
    let registry = current.value
    var response: WebResponse
    var route = "none"
    do throws(Problem) {
      response = try await answer(request, registry, &route, body)
    } catch {
      response = Completion.response(to: error, request, registry.site)
    }
    return ended(response, of: route, request, since: start)
  }

  /// The answer to a request for a file of the website that was asked for lately.
  ///
  /// It only looks, so that whoever moves the bytes may ask in between.
  ///
  /// - Parameter request: What the client sent.
  /// - Returns: What ``respond(to:body:)`` would answer; `nil` where that must be asked.
  public func responseAtHand(to request: WebRequest) -> WebResponse? {
    let start = seconds()
    guard request.method == "GET" || request.method == "HEAD", let path = request.path,
      let name = Self.fileName(path), let file = current.value.fileAtHand(name),
      routesByPath[path] == nil, let response = file.responseAtHand(to: request)
    else { return nil }
    metrics.begin()
    return ended(response, of: Self.siteRoute, request, since: start)
  }

  private func ended(
    _ response: WebResponse, of route: String, _ request: WebRequest, since start: Double
  ) -> WebResponse {
    var response = response
    response.route = route
    response.isHeadOnly = request.method == "HEAD"
    metrics.end(response, seconds: seconds() - start)
    return response
  }

  private func answer(
    _ request: WebRequest, _ registry: ServedRegistry, _ name: inout String, _ body: BodyReader
  ) async throws(Problem) -> WebResponse {
    guard let path = request.path else {
      throw Problem(.badRequest, "The path has a broken escape, or is no UTF-8.")
    }
    guard path.utf8.count <= Self.pathLimit else {
      throw Problem(.targetTooLong, "No address here is that long.")
    }
    if let file = Self.fileName(path).flatMap({ registry.file(at: $0) }), routesByPath[path] == nil
    {
      name = Self.siteRoute
      guard request.method == "GET" || request.method == "HEAD" else {
        throw Self.notAllowed(["GET", "HEAD"])
      }
      return file.response(to: request)
    }
    guard let routes = routesByPath[path] else { throw Problem(.notFound, Self.nothing) }
    name = path
    let method = request.method == "HEAD" ? "GET" : request.method
    guard let route = routes.first(where: { $0.method.rawValue == method }) else {
      let methods = routes.flatMap { $0.method == .get ? ["GET", "HEAD"] : ["POST"] }
      if request.method == "OPTIONS" { return Completion.options(methods + ["OPTIONS"], routes) }
      throw Self.notAllowed(methods + ["OPTIONS"])
    }
    if route.isCostly,
      let wait = rate.withLock({ $0.take(request.client, at: seconds()) })
    {
      var problem = Problem(.tooManyRequests, "Too many requests; try again in \(wait) s.")
      problem.retryAfter = wait
      throw problem
    }
    var bytes: [UInt8] = []
    if let kind = route.body { bytes = try await Self.read(request, kind, body) }
    let response = try await route.answer(request, bytes)
    return Completion.finished(response, to: request, isShared: route.isShared)
  }

  private static let nothing =
    "There is nothing here. Vendors, hosts and changes are listed on the pages of those names."

  /// The file that a path stands for; folders show their list.
  private static func fileName(_ path: String) -> String? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    let name = String(path.dropFirst())
    return name.isEmpty || name.utf8.last == UInt8(ascii: "/") ? name + "index.html" : name
  }

  private static func notAllowed(_ methods: [String]) -> Problem {
    var problem = Problem(
      .methodNotAllowed, "This is asked for with \(methods.joined(separator: ", ")).")
    problem.allowed = methods
    return problem
  }

  /// The body of a request, expanded.
  private static func read(
    _ request: WebRequest, _ kind: Route.Body, _ body: BodyReader
  ) async throws(Problem) -> [UInt8] {
    guard let type = request.mediaType, kind.types.contains(type) else {
      let types = kind.types.joined(separator: " or ")
      throw Problem(
        .unsupportedMediaType, "The body must be \(types), and content-type must say so.")
    }
    if let length = request["content-length"].flatMap({ Int($0) }), length > kind.limit {
      throw .tooLarge(kind.limit)
    }
    let bytes: [UInt8]
    do throws(BodyFailure) {
      bytes = try await body(kind.limit)
    } catch {
      switch error {
      case .tooLarge: throw .tooLarge(kind.limit)
      case .tooSlow: throw Problem(.requestTimeout, "The body did not come in time.")
      }
    }
    return try ContentCoding.expanded(bytes, request["content-encoding"], limit: kind.limit)
  }
}
