public import ArgumentParser

/// What may be fetched.
public struct FetchOptions: ParsableArguments {
  /// Whether protection is off.
  @Flag(help: "Fetch from private addresses, over plain http and from any port too (for tests).")
  public var allowPrivate = false

  /// Made by the argument parser.
  public init() {}

  /// Whether protection is off; says so on standard error when it is.
  public func allowsPrivate() -> Bool {
    if allowPrivate { FetchProgram.warnOfPrivateAddresses() }
    return allowPrivate
  }
}
