/// How a policy reaches the browser.
public enum Delivery: String, Sendable, Hashable, CaseIterable {
  /// The `Content-Security-Policy` header.
  case header
  /// `<meta http-equiv="Content-Security-Policy">`, in which some directives have no effect.
  case meta
  /// The `Content-Security-Policy-Report-Only` header, which never blocks.
  case reportOnly = "report-only"
}
