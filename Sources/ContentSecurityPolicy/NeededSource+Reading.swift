extension NeededSource {
  /// Makes a needed source of a token that may hold placeholders, such as `https://{region}.v.example`.
  ///
  /// What stands in braces or brackets, and labels such as `your-domain`, are placeholders. When only the
  /// labels before a fixed domain vary, the wildcard over that domain is the legal form.
  public init(directive: String, reading token: String) {
    let source = SourceExpression(token)
    let bytes = Array(token.utf8)
    let opening: Set<UInt8> = [0x7B, 0x3C]
    let holdsBraces = bytes.contains { opening.contains($0) }
    let holdsExample =
      source.hostText.map { host in
        host.split(separator: ".").contains { $0.hasPrefix("your-") || $0.hasPrefix("yourdomain") }
      } ?? false
    guard holdsBraces || holdsExample else {
      self.init(directive: directive, token: token)
      return
    }
    let legal = source.isLegal ? nil : Self.wildcard(bytes)
    self.init(directive: directive, token: token, legal: legal, isPlaceholder: true)
  }

  /// `https://*.v.example` for `https://cdn.{region}.v.example`; `nil` when the domain itself varies.
  private static func wildcard(_ token: [UInt8]) -> String? {
    var hostStart = 0
    if let colon = token.firstIndex(of: 0x3A), token[colon...].starts(with: "://".utf8) {
      hostStart = colon + 3
    }
    let closing: Set<UInt8> = [0x7D, 0x3E]
    let hostEnd = token[hostStart...].firstIndex { $0 == 0x2F } ?? token.endIndex
    guard let last = token[hostStart..<hostEnd].lastIndex(where: closing.contains),
      let dot = token[last..<hostEnd].firstIndex(of: 0x2E)
    else { return nil }
    let labels = token[(dot + 1)..<hostEnd].split(separator: 0x2E)
    guard labels.count > 1 else { return nil }
    let wildcard =
      String(decoding: token[..<hostStart], as: UTF8.self) + "*"
      + String(decoding: token[dot...], as: UTF8.self)
    return SourceExpression(wildcard).isLegal ? wildcard : nil
  }
}
