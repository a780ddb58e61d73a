import Synchronization

/// The registry that is served now; another one may take its place at any time.
public final class CurrentRegistry: Sendable {
  private let state: Mutex<ServedRegistry>

  /// Starts with a registry.
  public init(_ registry: ServedRegistry) { state = Mutex(registry) }

  /// What is served now; a request takes it once, so that its answer is of one state.
  public var value: ServedRegistry { state.withLock { $0 } }

  /// Serves another state from now on.
  public func replace(by registry: ServedRegistry) { state.withLock { $0 = registry } }
}
