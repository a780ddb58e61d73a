public import ContentSecurityPolicy

/// Answers about the needs of one decision, kept by what can matter of the lists that govern them.
///
/// Millions of policies hold few different lists of one vendor. What was read or worked out once gets a number, and
/// numbers are looked up for every policy after it.
///
/// ```swift
/// var answers = KnownAnswers(decision, in: KnownAnswers.Room(8 << 20)) { part in ... }
/// if answers.read(tokens, of: bytes, page: host), answers.decide(isSecure: true, page: host) != .safe {
///   answers.describe()
///   write(answers.description.missing.map { answers.texts[$0] })
/// }
/// ```
public struct KnownAnswers {
  /// How much may be kept by all answers of a thread.
  public final class Room {
    private let size: Int
    private var left: Int
    /// Grows when all that is kept has to go.
    fileprivate private(set) var generation = 0

    /// Makes room.
    ///
    /// - Parameter size: About how many bytes are kept.
    public init(_ size: Int) {
      self.size = size
      left = size
    }

    func take(_ bytes: Int) {
      left -= bytes
      if left < 0 {
        left = size
        generation += 1
      }
    }
  }

  /// A part of a result that many results have.
  public enum Part {
    /// All that is known of a result without its sources and sizes.
    case head(ImpactResult)
    case missing(ImpactResult.Missing)
    case undecided(ImpactResult.Undecided)
    case removable(ImpactResult.Removable)
  }

  /// What is said of the policy that was decided last; ranges are of ``texts``.
  public struct Description: Sendable {
    /// The text of the ``Part/head(_:)``.
    public internal(set) var head = 0..<0
    /// In record order.
    public internal(set) var missing: [Range<Int>] = []
    /// In record order.
    public internal(set) var undecided: [Range<Int>] = []
    /// In the order of the policy.
    public internal(set) var removable: [Range<Int>] = []
    /// Bytes of the policy now.
    public internal(set) var sizeBefore = 0
    /// Bytes with all of ``missing`` added.
    public internal(set) var sizeAfter = 0
    /// Something that a safe verdict should not hide.
    public internal(set) var note: String?
  }

  /// How a list stands to a need: a number in ``Known/details``, or one of these.
  enum Answer {
    static let allowed: Int32 = -1
    /// Not surely allowed, but nothing is told of it.
    static let silent: Int32 = -2
    /// Not surely allowed; what is told depends on the page.
    static let byPage: Int32 = -3
  }

  /// An answer that is told.
  struct Detail {
    let need: RequirementUnit.Need
    let coverage: SourceCoverage
    let additions: [Growth.Addition]
    /// Its text, of a need that the change adds and of one that was there before.
    var texts: (new: Range<Int>?, old: Range<Int>?) = (nil, nil)
    let isMissing: Bool

    init(
      _ need: RequirementUnit.Need, _ coverage: SourceCoverage, _ additions: [Growth.Addition]
    ) {
      self.need = need
      self.coverage = coverage
      self.additions = additions
      isMissing = coverage.answer == .no
    }
  }

  struct DetailKey: Hashable {
    let need: Int
    let coverage: SourceCoverage
  }

  struct HeadKey: Hashable {
    let verdict: ImpactResult.Verdict
    let unit: Int?
    let isNamed: Bool
  }

  struct RemovableKey: Hashable {
    let token: Int32
    let reach: Int32
    let unit: Int32
  }

  /// All that is kept.
  struct Known {
    var units: UnitTable
    /// By the numbers of ``KnownAnswers/lists``, where the answers about a group's needs begin in ``answers``; -1 before any is asked.
    var starts: [Int32] = []
    /// See ``Answer``.
    var answers: [Int32] = []
    var details: [Detail] = []
    var detailNumbers: [DetailKey: Int32] = [:]
    var growth = Growth()
    var heads: [HeadKey: Range<Int>] = [:]
    /// The text of an own host that may go; empty for one that is needed.
    var removables: [RemovableKey: Range<Int>] = [:]
    /// Numbers of lists of old units.
    var askedNumbers: [[Int]: Int] = [:]
    /// For each of these lists whether each need is new, 1 or 0; -1 before it is asked.
    var news: [Int8] = []
    var texts: [UInt8] = []

    init(_ decision: Decision) {
      units = decision.units
    }
  }

  let decision: Decision
  let room: Room
  let text: (Part) -> [UInt8]
  let namesPage: Bool
  /// The needs of pages loaded over http, by number.
  var plainSources: [Int: PreparedSource] = [:]
  private var generation: Int
  var known: Known
  var lists: GoverningLists
  /// How much of the room was taken for tokens, lists and units.
  private var taken = 0

  /// The policy at hand.
  public private(set) var policy = ReducedPolicy()
  var isSecure = true
  var page = Origin.example
  /// Where the answers to what is asked of each group begin; -1 until one is.
  var starts: [Int32]
  var judgement = Judgement(verdict: .safe)

  /// What is said of the policy, once it was described.
  public internal(set) var description = Description()

  /// Begins with nothing known.
  ///
  /// - Parameters:
  ///   - decision: What is asked.
  ///   - room: How much may be kept.
  ///   - text: The text of a part.
  public init(
    _ decision: Decision, in room: Room, text: @escaping (Part) -> [UInt8]
  ) {
    self.decision = decision
    self.room = room
    self.text = text
    namesPage = decision.table.namesPage
    generation = room.generation
    known = Known(decision)
    lists = GoverningLists(decision.table.groups)
    starts = Array(repeating: -1, count: decision.table.groups.count)
  }

  /// The texts of which ``description`` tells.
  public var texts: [UInt8] { known.texts }

  /// Turns to a policy.
  ///
  /// - Parameters:
  ///   - tokens: What was read of it.
  ///   - policy: The policy, alone in a header.
  ///   - page: The host of the page in any case; empty for that of `Origin.example`.
  /// - Returns: `false` for a policy that has to be looked at as a whole.
  public mutating func read(
    _ tokens: borrowing PolicyTokens, of policy: Span<UInt8>, page: Span<UInt8>
  ) -> Bool {
    makeRoom()
    if decision.reduction.isAsked(about: page) { return false }
    defer { charge() }
    return decision.reduction.reduce(tokens, of: policy, page: page, into: &self.policy)
  }

  /// Takes room for tokens, lists and units.
  private mutating func charge() {
    let size = lists.size + policy.size + known.units.size
    room.take(size - taken)
    taken = size
  }

  /// Gives up what is kept if the room was full; to be called now and then, also where no policy is read.
  public mutating func makeRoom() {
    if generation == room.generation { return }
    generation = room.generation
    known = Known(decision)
    lists.forget()
    policy.forget()
    taken = 0
  }

  /// Decides the policy as ``Decision/result(for:origin:isPinned:)`` does.
  ///
  /// - Parameters:
  ///   - isSecure: Whether the page is loaded over https; else over http.
  ///   - host: The host of the page, as for ``read(_:of:page:)``.
  /// - Returns: The verdict.
  public mutating func decide(isSecure: Bool, page host: Span<UInt8>) -> ImpactResult.Verdict {
    self.isSecure = isSecure
    page = isSecure ? .example : .plainExample
    if namesPage, !host.isEmpty {
      let name = host.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
      page = Origin((isSecure ? "https://" : "http://") + name) ?? page
    }
    for group in starts.indices { starts[group] = -1 }
    lists.begin(policy)
    judgement = decision.judgement(of: &self, isPinned: false)
    charge()
    return judgement.verdict
  }
}
