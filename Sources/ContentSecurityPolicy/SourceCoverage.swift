/// Whether something that a vendor needs is allowed.
public enum Answer: String, Sendable, Hashable, CaseIterable {
  /// Every request that it stands for is allowed.
  case yes
  /// At least one is blocked, see the witness.
  case no
  /// Something outside the lists decides, see the reason.
  case depends
}

/// An addition to one directive of one policy.
public struct Edit: Sendable, Hashable {
  /// Index of the policy in its list.
  public let policy: Int
  /// The directive that gets the sources; it may not be there yet.
  public let addTo: String
  /// The directive whose list is copied first, when `addTo` is not there and would replace it.
  public let copyFrom: String?
  /// What to add.
  public let sources: [String]

  /// Makes an edit.
  public init(policy: Int, addTo: String, copyFrom: String?, sources: [String]) {
    self.policy = policy
    self.addTo = addTo
    self.copyFrom = copyFrom
    self.sources = sources
  }
}

/// The answer to whether a policy list allows what a needed source stands for.
public struct SourceCoverage: Sendable, Hashable {
  /// Why an answer is not a plain yes; ids are stable.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No: no source matches.
    case notListed = "not-listed"
    /// No: the host is listed, but not with a scheme that covers WebSockets.
    case schemeNotCovered = "scheme-not-covered"
    /// No: inline code is not allowed.
    case inlineBlocked = "inline-blocked"
    /// No: code from strings is not allowed.
    case evalBlocked = "eval-blocked"
    /// Depends: a nonce, a hash or `'strict-dynamic'` voids `'unsafe-inline'`.
    case inlineByNonce = "inline-by-nonce"
    /// Depends: `'strict-dynamic'` takes hosts out of play.
    case strictDynamic = "strict-dynamic"
    /// Depends: an explicit directive takes the place of `default-src`.
    case shadowed
    /// Depends: the source holds a placeholder that only the site can fill.
    case placeholder
    /// Depends: the vendor does not say for which directive.
    case unspecified
    /// Depends: the list has parts that are known only at run time.
    case runTimePart = "run-time-part"
    /// Yes: it stands for no request, as nonces and hashes.
    case notARequest = "not-a-request"
  }

  /// What is said beside the answer; many results hand on the same.
  private final class Details: Sendable {
    let witness: Witness?
    let edits: [Edit]

    init(_ witness: Witness?, _ edits: [Edit]) {
      self.witness = witness
      self.edits = edits
    }
  }

  /// The answer.
  public let answer: Answer
  /// Whether the source stands for requests at all.
  public let isRequest: Bool
  private let why: Reason?
  private let details: Details?

  /// A ``Reason`` as its stable id; `nil` for a plain yes.
  public var reason: String? { why?.rawValue }
  /// The first blocked request.
  public var witness: Witness? { details?.witness }
  /// What would make the answer yes.
  public var edits: [Edit] { details?.edits ?? [] }

  init(
    _ answer: Answer, _ reason: Reason? = nil, witness: Witness? = nil, edits: [Edit] = [],
    isRequest: Bool = true
  ) {
    self.answer = answer
    self.isRequest = isRequest
    why = reason
    details = witness == nil && edits.isEmpty ? nil : Details(witness, edits)
  }

  /// Whether all that is said is the same.
  public static func == (left: SourceCoverage, right: SourceCoverage) -> Bool {
    left.answer == right.answer && left.isRequest == right.isRequest && left.why == right.why
      && (left.details === right.details
        || left.witness == right.witness && left.edits == right.edits)
  }

  /// Takes in all that is said.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(answer)
    hasher.combine(isRequest)
    hasher.combine(why)
    hasher.combine(witness)
    hasher.combine(edits)
  }

  /// A plain yes.
  public static let yes = SourceCoverage(.yes)
  static let notARequest = SourceCoverage(.yes, .notARequest, isRequest: false)
}
