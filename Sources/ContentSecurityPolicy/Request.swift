/// A request, or an attempt to run something inline, that a policy list is asked about.
public struct Request: Sendable {
  /// What is loaded or run.
  public enum Target: Sendable, Hashable {
    /// A load from a URL; for `frame-ancestors` the ancestor.
    case url(RequestURL)
    /// An inline element, attribute or `javascript:` URL.
    case inline
    /// `eval` and its kin.
    case eval
    /// Compiling WebAssembly.
    case wasmEval
  }

  /// Computes a digest of bytes; the module itself has none.
  public typealias Digest = @Sendable (HashAlgorithm, [UInt8]) -> [UInt8]

  /// The directive asked first, such as `script-src-elem`.
  public var directive: String {
    didSet { name = DirectiveName(directive) }
  }
  /// How the load was started, such as `script-parser`; empty for any request of the directive.
  public var destination: String
  /// What is loaded or run.
  public var target: Target
  /// The URLs that redirects led to, in order.
  public var redirects: [RequestURL]
  /// The nonce of the element.
  public var nonce: String
  /// The integrity metadata of the element.
  public var integrity: String
  /// The text of an inline script, style or attribute.
  public var source: String?
  /// Whether the parser, not a script, inserted the element; `nil` leaves it to ``destination``.
  public var isParserInserted: Bool?
  /// The value of `X-Frame-Options`, which counts where no policy has `frame-ancestors`.
  public var frameOptions: String?
  /// Computes the digests that hash sources are compared with; without it no inline hash matches.
  public var digest: Digest?

  /// A digest that the inline code is known to have.
  struct AssumedHash: Sendable {
    let algorithm: HashAlgorithm
    let value: [UInt8]
  }

  /// Whether the nonce is one that each list with a nonce holds, as a page's own is.
  var carriesListedNonce = false
  /// Stands for inline code of which only a digest is known.
  var assumedHash: AssumedHash?

  /// ``directive``, looked up.
  private(set) var name: DirectiveName?

  /// Makes a request; a script counts as parser-inserted unless it or its destination says otherwise.
  public init(
    directive: String, destination: String = "", target: Target, redirects: [RequestURL] = [],
    nonce: String = "", integrity: String = "", source: String? = nil,
    isParserInserted: Bool? = nil, frameOptions: String? = nil,
    digest: Digest? = nil
  ) {
    self.directive = directive
    name = DirectiveName(directive)
    self.destination = destination
    self.target = target
    self.redirects = redirects
    self.nonce = nonce
    self.integrity = integrity
    self.source = source
    self.isParserInserted = isParserInserted
    self.frameOptions = frameOptions
    self.digest = digest
  }
}
