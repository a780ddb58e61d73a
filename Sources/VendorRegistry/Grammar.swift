/// The rules that texts in a registry follow.
enum Grammar {
  /// How long conditions may be.
  static let conditionLimit = 80

  /// A vendor id, profile name, region or environment: `[a-z0-9-]+`.
  static func isId(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x2D }
  }

  /// A directive name: `[a-z-]+`.
  static func isDirective(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isLower($0) || $0 == 0x2D }
  }

  /// A registrable domain: `[a-z0-9.-]+`.
  static func isDomain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x2D || $0 == 0x2E }
  }

  /// A source token: printable ASCII without space, `;`, `,`, `"`, `\` and back-tick.
  static func isSource(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\\"),
          UInt8(ascii: "`"):
          false
        default: byte > 0x20 && byte < 0x7F
        }
      }
  }

  /// A text for people: not empty, no control characters, nothing that turns the reading direction.
  static func isText(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: false
        default: true
        }
      }
  }

  /// A SHA-256 in lower-case hex.
  static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { isDigit($0) || ($0 >= 0x61 && $0 <= 0x66) }
  }

  /// A date, `2026-11-21`.
  static func isDate(_ text: String) -> Bool { matches(text, "0000-00-00") }

  /// A time in UTC, `2026-11-21T00:00:00Z`.
  static func isTime(_ text: String) -> Bool { matches(text, "0000-00-00T00:00:00Z") }

  /// A media type without parameters, `text/html`.
  static func isMediaType(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy {
            isLower($0) || isDigit($0) || "!#$&-^_.+".utf8.contains($0)
          }
      }
  }

  /// Whether a text has a pattern's shape, where `0` stands for any digit.
  private static func matches(_ text: String, _ pattern: String) -> Bool {
    text.utf8.count == pattern.utf8.count
      && zip(text.utf8, pattern.utf8).allSatisfy { byte, shape in
        shape == UInt8(ascii: "0") ? isDigit(byte) : byte == shape
      }
  }

  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
