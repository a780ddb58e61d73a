/// A request that shows what is blocked: a load, or an attempt to run something.
public struct Witness: Sendable, Hashable {
  /// The directive asked first.
  public let directive: String
  /// A URL, `inline`, `eval` or `wasm-eval`.
  public let url: String

  /// Makes a witness.
  public init(directive: String, url: String) {
    self.directive = directive
    self.url = url
  }
}
