public import ArgumentParser

/// One of several equal parts of a stream.
public struct Shard: Sendable, Hashable, ExpressibleByArgument {
  /// Which part, from 1.
  public let index: Int
  /// How many parts.
  public let count: Int

  /// Takes a text such as `2/4`.
  public init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1],
      (1...max(1, count)).contains(index),
      (1...1 << 20).contains(count)
    else { return nil }
    self.index = index
    self.count = count
  }
}
