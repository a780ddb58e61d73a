import ByteScanning

/// The host of a token such as `https://*.acorn.example/p.js` in which nothing is unusual: most tokens are such.
struct PlainHost {
  /// `https` or `wss`, as it is written.
  let scheme: URLScheme?
  /// Whether the host begins with `*.`.
  let hasWildcard: Bool
  /// Where the host stands, without `*.`; 8 to 63 bytes.
  let range: Range<Int>

  /// Finds the host; `nil` for any other token, and for some that might name a witness.
  ///
  /// - Parameters:
  ///   - policy: The policy.
  ///   - token: Where the token stands.
  ///   - marks: Those of the policy.
  @inline(__always)
  init?(_ policy: Span<UInt8>, _ token: Range<Int>, _ marks: borrowing TokenMarks) {
    var start = token.lowerBound
    guard token.count > 8, token.count < 64 else { return nil }
    if policy.isHTTPS(at: start) {
      scheme = .https
      start += 8
    } else if policy.isWSS(at: start) {
      scheme = .wss
      start += 6
    } else {
      scheme = nil
    }
    hasWildcard =
      token.upperBound - start > 2 && policy[start] == 0x2A && policy[start + 1] == 0x2E
    if hasWildcard { start += 2 }
    let name = marks.name(in: start..<token.upperBound)
    guard !name.hasEmptyLabel, name.end >= start + 8, policy[name.end - 1] != 0x2E,
      policy[start + 6] != 0x2D
    else { return nil }
    if name.end < token.upperBound {
      guard policy[name.end] == 0x2F, token.upperBound - name.end <= 14 else { return nil }
      for index in name.end..<token.upperBound
      where !ASCII.isName(policy[index]) && policy[index] != 0x2F {
        return nil
      }
    }
    range = start..<name.end
  }
}
