/// What a destination of a request means to a policy.
struct Destination {
  /// What runs, when it is no load.
  enum Inline { case scriptElement, scriptAttribute, scriptURL, styleElement, styleAttribute }

  let directive: DirectiveName
  let inline: Inline?
  /// Whether nonce, integrity and `'strict-dynamic'` are looked at.
  let isScript: Bool
  /// Whether a nonce can allow the load.
  let takesNonce: Bool
  let isPlugIn: Bool
  /// Whether `'strict-dynamic'` mistrusts it, as no script that was trusted started it.
  let isParserInserted: Bool
  let isFreeOfChecks: Bool

  private static let parserInserted: Set<String> = ["script-parser", "inline-script"]

  init(_ request: Request, _ directive: DirectiveName) {
    self.directive = directive
    let destination = request.destination
    isFreeOfChecks = destination == "style-cssom"
    isPlugIn = directive == .objectSrc
    isParserInserted =
      directive != .workerSrc
      && (request.isParserInserted
        ?? (destination.isEmpty || Self.parserInserted.contains(destination)))
    isScript =
      directive == .scriptSrcElem || directive == .scriptSrc || directive == .workerSrc
      || directive == .scriptSrcAttr
    takesNonce = isScript || directive == .styleSrcElem || directive == .styleSrc
    guard case .inline = request.target else {
      inline = nil
      return
    }
    switch directive {
    case .styleSrcAttr: inline = .styleAttribute
    case .styleSrc, .styleSrcElem: inline = .styleElement
    case .scriptSrcAttr: inline = .scriptAttribute
    default: inline = destination == "javascript-url" ? .scriptURL : .scriptElement
    }
  }
}
