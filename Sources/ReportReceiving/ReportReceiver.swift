import JSONText
import RateLimiting
import Synchronization
import ViolationReports

/// A request that brings reports, whatever carried it.
public struct ReportRequest: Sendable {
  /// The site's token; `nil` when the request has none.
  public var token: String?
  /// Media type of the body in lower case, without parameters.
  public var mediaType: String?
  /// The body, not compressed.
  public var body: [UInt8]

  /// Makes a request.
  public init(token: String?, mediaType: String?, body: [UInt8]) {
    self.token = token
    self.mediaType = mediaType
    self.body = body
  }
}

/// What is answered.
public struct ReportResponse: Sendable, Hashable {
  /// A status code of HTTP: 204 when the reports are counted for good.
  public var status: Int
  /// What is wrong, one sentence; `nil` when nothing is.
  public var message: String?
  /// Seconds after which to try again, for 429 and 503.
  public var retryAfter: Int?

  /// The reports are counted for good.
  public static let counted = ReportResponse(204)

  init(_ status: Int, _ message: String? = nil, retryAfter: Int? = nil) {
    self.status = status
    self.message = message
    self.retryAfter = retryAfter
  }
}

/// Takes reports, counts them, and answers once they are there for good.
public final class ReportReceiver: Sendable {
  /// Media types that browsers send reports as, and that collectors forward them as.
  public static let mediaTypes = [
    "application/csp-report", "application/reports+json", "application/json",
  ]

  private struct State {
    var sites: [String: String] = [:]
    var loaded: Double?
    var rate: RateLimit
  }

  private let store: any ReportStore
  private let settings: ReceiverSettings
  private let queue: CommitQueue
  private let state: Mutex<State>
  private let now: @Sendable () -> Int
  private let seconds: @Sendable () -> Double

  /// Makes a receiver.
  ///
  /// - Parameters:
  ///   - store: Where counts are kept.
  ///   - settings: What it takes and keeps.
  ///   - now: Seconds since 1970.
  ///   - seconds: Seconds of a clock that never goes back.
  public init(
    store: any ReportStore, settings: ReceiverSettings = ReceiverSettings(),
    now: @escaping @Sendable () -> Int, seconds: @escaping @Sendable () -> Double
  ) {
    self.store = store
    self.settings = settings
    self.now = now
    self.seconds = seconds
    queue = CommitQueue(store, limit: settings.queueLimit)
    state = Mutex(State(rate: RateLimit(rate: settings.rate, burst: settings.burst)))
  }

  /// Takes a request; its reports are counted for good when the answer is 204.
  public func receive(_ request: ReportRequest) async -> ReportResponse {
    guard request.body.count <= settings.bodyLimit else {
      return ReportResponse(413, "A body may have \(settings.bodyLimit) bytes.")
    }
    guard let type = request.mediaType, Self.mediaTypes.contains(type) else {
      return ReportResponse(415, "The body must be \(Self.mediaTypes.joined(separator: " or ")).")
    }
    guard let token = request.token.flatMap({ SiteToken($0) }), let site = await site(of: token)
    else { return ReportResponse(401, "Reports need the token of their site.") }
    let time = seconds()
    if let wait = state.withLock({ $0.rate.take(site, at: time) }) {
      return ReportResponse(429, "This site sends too many reports.", retryAfter: wait)
    }
    let read: ReportReader.Result
    do throws(JSONError) {
      read = try ReportReader.read(request.body[...], keepsDetails: settings.keepsDetails)
    } catch {
      return ReportResponse(400, "line \(error.line), column \(error.column): \(error.message)")
    }
    var batch = ReportBatch(time: now())
    batch.add(read, site: site)
    let size = batch.size
    guard size > 0 else {
      return ReportResponse(400, read.problem ?? "It holds no violation report.")
    }
    if size > 1 { state.withLock { $0.rate.charge(size - 1, to: site) } }
    switch await queue.submit(batch) {
    case .committed: return .counted
    case .full: return ReportResponse(503, "Too many reports wait to be written.", retryAfter: 1)
    case .failed: return ReportResponse(503, "The reports cannot be written now.", retryAfter: 10)
    }
  }

  /// The site of a token, as the store knows it now or a moment ago.
  private func site(of token: SiteToken) async -> String? {
    let hash = token.hash
    let time = seconds()
    let (site, age) = state.withLock { state in
      (state.sites[hash], state.loaded.map { time - $0 } ?? .infinity)
    }
    // A token may be new; whoever guesses makes the store look once a second.
    guard age > settings.tokenAge || site == nil && age > 1 else { return site }
    await queue.between { self.loadSites(askedAt: time) }
    return state.withLock { $0.sites[hash] }
  }

  /// Reads the sites again, unless somebody did since they were asked for.
  private func loadSites(askedAt time: Double) {
    if state.withLock({ $0.loaded.map { $0 >= time } ?? false }) { return }
    let moment = seconds()
    // Where they cannot be read, those that are known stay.
    let sites = try? store.sites()
    state.withLock { state in
      state.loaded = moment
      if let sites { state.sites = sites }
    }
  }
}
