/// What the watch remembers of a page that repeats others of its vendor.
///
/// Pure: the same state and trouble always give the same change.
public struct MirrorState: Sendable, Hashable {
  /// The page.
  public var url: String
  /// The trouble that was told; `nil` when there was none, or it is over.
  public var told: String?
  /// Trouble that was seen and must be seen again.
  public var pending: VendorState.Pending?

  /// Makes the state of a page that was never seen.
  public init(url: String) { self.url = url }

  /// What a look changes.
  public enum Change: Sendable, Hashable {
    case none
    /// Trouble, to be seen again first.
    case unconfirmed
    /// Trouble that was not told before.
    case tell
    /// The trouble that was told is over.
    case over(String)
  }

  /// Takes a look into account.
  ///
  /// - Parameters:
  ///   - trouble: What is wrong with the page, as a stable text; `nil` when it repeats what it should.
  ///   - now: Seconds since 1970.
  ///   - confirm: How many looks must agree.
  ///   - confirmAfter: How far apart the first and the last of them must be, in seconds.
  /// - Returns: What is to be told.
  public mutating func take(
    _ trouble: String?, now: Int, confirm: Int, confirmAfter: Int
  ) -> Change {
    guard let trouble else {
      defer { (told, pending) = (nil, nil) }
      return told.map(Change.over) ?? .none
    }
    if trouble == told {
      pending = nil
      return .none
    }
    if pending?.hash == trouble {
      pending?.count += 1
    } else {
      pending = VendorState.Pending(hash: trouble, count: 1, since: now)
    }
    // A clock that was set back must not make the watch wait for moments long past.
    let since = min(pending?.since ?? now, now)
    pending?.since = since
    guard (pending?.count ?? 1) >= confirm, confirm == 1 || now - since >= confirmAfter else {
      return .unconfirmed
    }
    (told, pending) = (trouble, nil)
    return .tell
  }
}
