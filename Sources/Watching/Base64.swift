import Foundation

/// Base64 as text (RFC 4648).
enum Base64 {
  /// Encodes with padding.
  static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  /// The bytes; `nil` for anything else.
  static func decode(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text).map(Array.init)
  }
}
