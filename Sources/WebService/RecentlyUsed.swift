import Synchronization

/// Values that are kept while they are asked for, up to a weight.
///
/// There are two generations: what is asked for moves to the young one; when that is full it becomes the old one
/// and the old one goes. So nothing has to be put in order.
final class RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct State: Sendable {
    var young: [Key: (value: Value, weight: Int)] = [:]
    var old: [Key: (value: Value, weight: Int)] = [:]
    var weight = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// Makes an empty store.
  ///
  /// - Parameter limit: The most weight of all values together.
  init(limit: Int) { self.limit = limit }

  /// The value of a key; `nil` when it is not there.
  subscript(key: Key) -> Value? {
    state.withLock { state in
      if let found = state.young[key] { return found.value }
      guard let found = state.old.removeValue(forKey: key) else { return nil }
      Self.keep(key, found, limit, &state)
      return found.value
    }
  }

  /// The value of a key, made when it is not there.
  ///
  /// Two threads that ask at the same time may both make it.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - weight: How much a value weighs.
  ///   - make: Makes it.
  /// - Returns: The value.
  /// - Throws: What `make` throws; then nothing is kept.
  func value<Failure>(
    of key: Key, weight: (Value) -> Int, make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    if let known = self[key] { return known }
    let value = try make()
    let entry = (value, weight(value))
    state.withLock { Self.keep(key, entry, limit, &$0) }
    return value
  }

  private static func keep(
    _ key: Key, _ entry: (value: Value, weight: Int), _ limit: Int, _ state: inout State
  ) {
    if let before = state.young.updateValue(entry, forKey: key) { state.weight -= before.weight }
    state.weight += entry.weight
    guard state.weight > limit / 2 else { return }
    state.old = state.young
    state.young = [:]
    state.weight = 0
  }
}
