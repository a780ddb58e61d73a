import CInternationalNames

/// Host names outside ASCII, in the form that policies and DNS have them: punycode, UTS 46.
public enum InternationalHost {
  /// A source expression with its host in ASCII; bytes of its path outside ASCII are escaped.
  ///
  /// What is ASCII already comes back as it is; `nil` when the host is no valid name.
  public static func ascii(source: String) -> String? {
    if source.utf8.allSatisfy({ $0 < 0x80 }) { return source }
    var scheme = Substring()
    var rest = source[...]
    if let mark = rest.firstRange(of: "://") {
      scheme = rest[..<mark.upperBound]
      rest = rest[mark.upperBound...]
    }
    let wildcard = rest.hasPrefix("*.") ? "*." : ""
    rest = rest.dropFirst(wildcard.count)
    let end = rest.firstIndex { "/:?#".contains($0) } ?? rest.endIndex
    guard scheme.utf8.allSatisfy({ $0 < 0x80 }), let host = ascii(host: String(rest[..<end])) else {
      return nil
    }
    return scheme + wildcard + host + escaped(rest[end...])
  }

  /// A host name in ASCII; `nil` when it is no valid name.
  static func ascii(host: String) -> String? {
    guard !host.hasPrefix("."), !host.contains("..") else { return nil }
    var output: UnsafeMutablePointer<CChar>?
    let status = host.withCString { cspreg_name_to_ascii($0, &output) }
    guard status == IDN2_OK.rawValue, let output else { return nil }
    defer { cspreg_name_free(output) }
    return String(cString: output)
  }

  private static func escaped(_ path: Substring) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if byte < 0x80 {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
