/// The quoted keywords of a source list, without `'none'` and `'self'`.
///
/// See <https://www.w3.org/TR/CSP3/#grammardef-keyword-source>.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
  /// Inline elements, attributes and `javascript:` URLs; void beside a nonce or a hash.
  case unsafeInline = "'unsafe-inline'"
  /// Code from strings, and WebAssembly.
  case unsafeEval = "'unsafe-eval'"
  /// WebAssembly alone.
  case wasmUnsafeEval = "'wasm-unsafe-eval'"
  /// Hashes count for attributes and `javascript:` URLs too.
  case unsafeHashes = "'unsafe-hashes'"
  /// Scripts that a trusted script inserts; takes hosts and schemes out of play for scripts.
  case strictDynamic = "'strict-dynamic'"
  /// Violation reports quote the code; allows nothing.
  case reportSample = "'report-sample'"
  /// Of the removed `navigate-to`; no engine knows it.
  case unsafeAllowRedirects = "'unsafe-allow-redirects'"
  /// Code from trusted strings; Chromium's alone, and allows nothing else.
  case trustedTypesEval = "'trusted-types-eval'"
  /// Inline speculation rules; Chromium's alone.
  case inlineSpeculationRules = "'inline-speculation-rules'"
  /// Reports the SHA-256 of scripts; Chromium's alone, and allows nothing.
  case reportSHA256 = "'report-sha256'"
  /// Reports the SHA-384 of scripts; Chromium's alone, and allows nothing.
  case reportSHA384 = "'report-sha384'"
  /// Reports the SHA-512 of scripts; Chromium's alone, and allows nothing.
  case reportSHA512 = "'report-sha512'"

  /// The keyword that `bytes[range]` spells, in any case.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    switch range.count {
    case 15 where ASCII.equals(bytes, range, "'unsafe-inline'"): self = .unsafeInline
    case 13 where ASCII.equals(bytes, range, "'unsafe-eval'"): self = .unsafeEval
    case 18 where ASCII.equals(bytes, range, "'wasm-unsafe-eval'"): self = .wasmUnsafeEval
    case 15 where ASCII.equals(bytes, range, "'unsafe-hashes'"): self = .unsafeHashes
    case 16 where ASCII.equals(bytes, range, "'strict-dynamic'"): self = .strictDynamic
    case 15 where ASCII.equals(bytes, range, "'report-sample'"): self = .reportSample
    case 24 where ASCII.equals(bytes, range, "'unsafe-allow-redirects'"):
      self = .unsafeAllowRedirects
    case 20 where ASCII.equals(bytes, range, "'trusted-types-eval'"): self = .trustedTypesEval
    case 26 where ASCII.equals(bytes, range, "'inline-speculation-rules'"):
      self = .inlineSpeculationRules
    case 15 where ASCII.equals(bytes, range, "'report-sha256'"): self = .reportSHA256
    case 15 where ASCII.equals(bytes, range, "'report-sha384'"): self = .reportSHA384
    case 15 where ASCII.equals(bytes, range, "'report-sha512'"): self = .reportSHA512
    default: return nil
    }
  }
}
