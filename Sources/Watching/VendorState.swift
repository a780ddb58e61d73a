/// What the watch remembers of a vendor between two looks, and how a look changes it.
///
/// Pure: the same state and observation always give the same verdict.
public struct VendorState: Sendable, Hashable {
  /// How many states a page may flap between without anybody being told again.
  public static let remembered = 16

  /// Vendor id.
  public var vendor: String
  /// Requirement hash of the last look that succeeded.
  public var lastHash: String?
  /// Requirement hashes seen lately, the newest last.
  public var recent: [String] = []
  /// A change that was seen and must be seen again.
  public var pending: Pending?
  /// Why looks fail now.
  public var failure: Failure?
  /// When a look last succeeded.
  public var succeededAt: Int?
  /// When it was first looked at.
  public var since: Int
  /// Whether staleness was told.
  public var isStaleTold = false
  /// When to look next.
  public var dueAt = 0
  /// Length of the pages when their requirements were last the published ones.
  public var bytes: Int?

  /// A change that waits for its confirmation.
  public struct Pending: Sendable, Hashable {
    /// Requirement hash.
    public var hash: String
    /// How often it was seen in a row.
    public var count: Int
    /// When it was first seen.
    public var since: Int
  }

  /// A row of looks that failed.
  public struct Failure: Sendable, Hashable {
    /// What is wrong now.
    public var kind: String
    /// How often in a row.
    public var count: Int
    /// Since when.
    public var since: Int
    /// The kind that was told; `nil` while nobody was.
    public var told: String?
  }

  /// How a look is judged.
  public enum Verdict: Sendable, Hashable {
    /// What is published, or a state that a person has dealt with.
    case same
    /// A state that a candidate stands for already.
    case known
    /// Something new, to be seen again first.
    case unconfirmed
    /// Something new, seen often enough.
    case changed
    /// Something new, seen often enough, that looks like damage.
    case suspect
    /// A failure, to be met again first.
    case failing
    /// A failure to be told, unless it was told before.
    case failed(tell: Bool)
  }

  /// Starts watching a vendor.
  public init(vendor: String, since: Int) {
    self.vendor = vendor
    self.since = since
  }

  /// What a look is compared with.
  public struct Reference: Sendable {
    /// Requirement hash of the published version.
    public var hash: String
    /// How many requirements it has.
    public var count: Int
    /// Hashes of candidates, open or decided.
    public var candidates: Set<String>

    /// Makes a reference.
    public init(hash: String, count: Int, candidates: Set<String>) {
      self.hash = hash
      self.count = count
      self.candidates = candidates
    }
  }

  /// Takes a look into account.
  ///
  /// - Parameters:
  ///   - observation: What was seen.
  ///   - reference: What it is compared with.
  ///   - now: Seconds since 1970.
  ///   - confirm: How many looks must agree.
  ///   - confirmAfter: How far apart the first and the last of them must be, in seconds.
  /// - Returns: The verdict, and whether a failure that was told is over.
  public mutating func take(
    _ observation: Observation, reference: Reference, now: Int, confirm: Int, confirmAfter: Int
  ) -> (verdict: Verdict, isRecovered: Bool) {
    forgetTheFuture(now)
    switch observation {
    case .failed(let problem):
      return (fail(problem, now, confirm: confirm), false)
    case .unchanged:
      let isRecovered = succeed(now)
      guard let lastHash else { return (.unconfirmed, isRecovered) }
      if lastHash == reference.hash || reference.candidates.contains(lastHash) {
        pending = nil
        return (lastHash == reference.hash ? .same : .known, isRecovered)
      }
      // What was published is another since; the next look reads the page whole.
      pending = Pending(hash: lastHash, count: 0, since: now)
      return (.unconfirmed, isRecovered)
    case .read(let sighting):
      let isRecovered = succeed(now)
      lastHash = sighting.hash
      if sighting.hash == reference.hash {
        pending = nil
        bytes = sighting.bytes
        return (.same, isRecovered)
      }
      if reference.candidates.contains(sighting.hash) {
        pending = nil
        return (.known, isRecovered)
      }
      guard confirmed(sighting.hash, now, confirm, confirmAfter) else {
        return (.unconfirmed, isRecovered)
      }
      pending = nil
      recent.removeAll { $0 == sighting.hash }
      recent = Array((recent + [sighting.hash]).suffix(Self.remembered))
      return (isShrunken(sighting, reference) ? .suspect : .changed, isRecovered)
    }
  }

  /// Whether a page lost so much that it is more likely damaged than changed.
  private func isShrunken(_ sighting: Observation.Sighting, _ reference: Reference) -> Bool {
    if sighting.count * 4 < reference.count * 3 { return true }
    guard let bytes, sighting.count < reference.count else { return false }
    return sighting.bytes * 4 < bytes * 3
  }

  private mutating func confirmed(
    _ hash: String, _ now: Int, _ confirm: Int, _ confirmAfter: Int
  ) -> Bool {
    if pending?.hash == hash {
      pending?.count += 1
    } else {
      pending = Pending(hash: hash, count: 1, since: now)
    }
    guard let pending else { return false }
    return pending.count >= confirm && (confirm == 1 || now - pending.since >= confirmAfter)
  }

  private mutating func fail(
    _ problem: Observation.Problem, _ now: Int, confirm: Int
  ) -> Verdict {
    if failure?.kind == problem.kind {
      failure?.count += 1
    } else {
      failure = Failure(kind: problem.kind, count: 1, since: now, told: failure?.told)
    }
    guard let failure, failure.count >= confirm else { return .failing }
    if failure.told == problem.kind { return .failed(tell: false) }
    self.failure?.told = problem.kind
    return .failed(tell: true)
  }

  /// Ends a row of failures; tells whether one of them was told.
  private mutating func succeed(_ now: Int) -> Bool {
    defer {
      failure = nil
      succeededAt = now
      isStaleTold = false
    }
    return failure?.told != nil || isStaleTold
  }

  /// Whether nothing was learnt for so long that somebody should know; says so once.
  public mutating func isStale(now: Int, after seconds: Int) -> Bool {
    guard !isStaleTold, now - (succeededAt ?? since) > seconds else { return false }
    isStaleTold = true
    return true
  }

  /// A clock that was set back must not make the watch wait for moments long past.
  public mutating func forgetTheFuture(_ now: Int) {
    if let pending, pending.since > now { self.pending?.since = now }
    if let failure, failure.since > now { self.failure?.since = now }
    if let succeededAt, succeededAt > now { self.succeededAt = now }
    since = min(since, now)
  }
}
