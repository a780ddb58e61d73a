/// The answer to whether a policy list allows a request.
public struct Verdict: Sendable, Hashable {
  /// The directive that decided.
  public struct Governing: Sendable, Hashable {
    /// Index of the policy in its list.
    public let policy: Int
    /// Name of the directive.
    public let directive: String
  }

  /// Why a request is allowed or blocked; ids are stable.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No enforced policy governs the request.
    case notGoverned = "not-governed"
    /// A source matches the URL.
    case listed
    /// The nonce is listed.
    case nonce
    /// The digest is listed.
    case hash
    /// A script that was itself trusted inserted it.
    case strictDynamic = "strict-dynamic"
    /// A keyword of the list allows it.
    case keyword
    /// No source matches the URL.
    case notListed = "not-listed"
    /// A source matches the host but not the scheme of the URL.
    case schemeNotCovered = "scheme-not-covered"
    /// Only a nonce, a hash or trust could allow it under `'strict-dynamic'`.
    case notTrusted = "not-trusted"
    /// The inline code is not allowed.
    case inlineBlocked = "inline-blocked"
    /// `'unsafe-inline'` is listed but void beside a nonce, a hash or `'strict-dynamic'`.
    case inlineByNonce = "inline-by-nonce"
    /// Code from strings is not allowed.
    case evalBlocked = "eval-blocked"
    /// `block-all-mixed-content` forbids it.
    case mixedContent = "mixed-content"
    /// `X-Frame-Options` forbids it.
    case frameOptions = "frame-options"
  }

  /// Whether the browser goes on.
  public let isAllowed: Bool
  /// The directive that decided; `nil` when none governs.
  public let governing: Governing?
  /// Why.
  public let reason: Reason

  /// Whether the browser goes on; the same as ``isAllowed``.
  public var allowed: Bool { isAllowed }
}
