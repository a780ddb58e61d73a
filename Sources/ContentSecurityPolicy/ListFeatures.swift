/// What a source list holds besides hosts and schemes, noted while it is parsed.
struct ListFeatures: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  static let nonce = ListFeatures(rawValue: 1 << 0)
  static let hash = ListFeatures(rawValue: 1 << 1)
  static let strictDynamic = ListFeatures(rawValue: 1 << 2)
  static let unsafeInline = ListFeatures(rawValue: 1 << 3)
  static let unsafeEval = ListFeatures(rawValue: 1 << 4)
  static let wasmUnsafeEval = ListFeatures(rawValue: 1 << 5)
  static let unsafeHashes = ListFeatures(rawValue: 1 << 6)
  /// A source names the label or port that usually stands for "any other".
  static let namesWitness = ListFeatures(rawValue: 1 << 7)
  /// A token is no source expression, or its path holds braces.
  static let holdsOddToken = ListFeatures(rawValue: 1 << 8)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ form: SourceExpression.Form) {
    switch form {
    case .nonce: self = .nonce
    case .hash: self = .hash
    case .keyword(.strictDynamic): self = .strictDynamic
    case .keyword(.unsafeInline): self = .unsafeInline
    case .keyword(.unsafeEval): self = .unsafeEval
    case .keyword(.wasmUnsafeEval): self = .wasmUnsafeEval
    case .keyword(.unsafeHashes): self = .unsafeHashes
    default: self = []
    }
  }
}
