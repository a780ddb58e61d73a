public import Fetching
public import JSONText
public import VendorRequirements

/// What the watch does not do itself: time, chance, the network and other programs.
///
/// Tests pass a clock that they move, a network that they break, and steps at which the program dies.
public struct WatchSurroundings {
  /// Seconds since 1970.
  public var now: () -> Int
  /// Lets seconds pass.
  public var sleep: (Int) -> Void
  /// A number from 0 up to, and without, 1.
  public var random: () -> Double
  /// Fetches pages; answers in the same order.
  public var fetch: ([FetchRequest]) -> [PageAnswer]
  /// Reads the requirements out of pages; readings in the same order.
  public var read: ([PageToRead]) -> [PageReading]
  /// Holds the inventory's policies against a change; `nil` without an inventory.
  public var impact: (VersionRecord, VersionRecord) -> [JSON]?
  /// Delivers messages, all at once; results in the same order.
  public var deliver: ([Delivery]) -> [DeliveryResult]
  /// Told before each step; throws where a test lets the program die.
  public var reach: (Step) throws -> Void

  /// Steps between which the program may be stopped.
  public enum Step: String, Sendable, Hashable, CaseIterable {
    case fetching
    case fetched
    case reading
    case decided
    case beforeWrite = "before-write"
    case candidateWritten = "candidate-written"
    case findingsWritten = "findings-written"
    case outboxWritten = "outbox-written"
    case stateWritten = "state-written"
    case written
    case beforeDelivery = "before-delivery"
    case delivered
    case deliveryNoted = "delivery-noted"
  }

  /// Names what the watch uses.
  public init(
    now: @escaping () -> Int, sleep: @escaping (Int) -> Void,
    random: @escaping () -> Double, fetch: @escaping ([FetchRequest]) -> [PageAnswer],
    read: @escaping ([PageToRead]) -> [PageReading],
    impact: @escaping (VersionRecord, VersionRecord) -> [JSON]?,
    deliver: @escaping ([Delivery]) -> [DeliveryResult],
    reach: @escaping (Step) throws -> Void = { _ in }
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
    self.fetch = fetch
    self.read = read
    self.impact = impact
    self.deliver = deliver
    self.reach = reach
  }
}

/// What came back for a page.
public struct PageAnswer: Sendable {
  /// How it went.
  public var response: FetchResponse
  /// The page, where there is one.
  public var body: PageBody

  /// Makes an answer.
  public init(response: FetchResponse, body: PageBody) {
    self.response = response
    self.body = body
  }
}

/// A page's bytes, in memory or in a file.
public enum PageBody: Sendable, Hashable {
  case bytes([UInt8])
  case file(String)
}

/// A page that is to be read.
public struct PageToRead: Sendable {
  /// The page's bytes.
  public var body: PageBody
  /// Its address.
  public var url: String
  /// Whose it is.
  public var vendor: String
  /// The part of it to read.
  public var select: String?
  /// Media type and charset as the server said them.
  public var mediaType: String?
  /// Character encoding as the server said it.
  public var charset: String?
}

/// What was read out of a page.
public struct PageReading: Sendable {
  /// What it asks for.
  public var profiles: [Profile]
  /// What it was read as.
  public var mediaType: String
  /// Why nothing may be concluded from it: not readable, cut off, nothing found; `nil` when it is whole.
  public var problem: String?

  /// Makes a reading.
  public init(profiles: [Profile], mediaType: String, problem: String? = nil) {
    self.profiles = profiles
    self.mediaType = mediaType
    self.problem = problem
  }
}
