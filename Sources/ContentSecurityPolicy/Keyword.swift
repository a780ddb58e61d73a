/// The quoted keywords of a source list, without `'none'` and `'self'`.
///
/// See <https://www.w3.org/TR/CSP3/#grammardef-keyword-source>.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
  case unsafeInline = "'unsafe-inline'"
  case unsafeEval = "'unsafe-eval'"
  case wasmUnsafeEval = "'wasm-unsafe-eval'"
  case unsafeHashes = "'unsafe-hashes'"
  case strictDynamic = "'strict-dynamic'"
  case reportSample = "'report-sample'"
  case unsafeAllowRedirects = "'unsafe-allow-redirects'"
  case trustedTypesEval = "'trusted-types-eval'"
  case inlineSpeculationRules = "'inline-speculation-rules'"
  case reportSHA256 = "'report-sha256'"
  case reportSHA384 = "'report-sha384'"
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
