import Diagnostics

/// A document's text as UTF-8.
struct DecodedText: Sendable {
  var utf8: [UInt8]
  var diagnostics: [Diagnostic] = []
}

/// Why a document's bytes are no text.
struct DecodingProblem: Error {
  var rule: String
  var message: String
}

/// Decides how bytes encode text, and turns them into UTF-8.
///
/// In this order: byte order mark, the sender's charset, valid UTF-8, the page's own `<meta>`,
/// windows-1252. Nothing is left to libxml2, which takes undeclared bytes for Latin-1.
enum TextEncoding: Sendable, Equatable {
  case utf8
  case utf16(bigEndian: Bool)
  case windows1252
  case other(String)

  static func decode(
    _ bytes: [UInt8], charset: String?, isHTML: Bool
  ) -> Result<DecodedText, DecodingProblem> {
    let (encoding, skip, isValid) = decide(bytes, charset: charset, isHTML: isHTML)
    let body = bytes.dropFirst(skip)
    switch encoding {
    case .utf8:
      if isValid || isUTF8(body) {
        return .success(DecodedText(utf8: skip == 0 ? bytes : Array(body)))
      }
      let repaired = Array(String(decoding: body, as: UTF8.self).utf8)
      let note = Diagnostic(
        rule: "invalid-encoding", level: .warn,
        message: "Some bytes are not UTF-8, as which the document is declared.")
      return .success(DecodedText(utf8: repaired, diagnostics: [note]))
    case .utf16(let bigEndian):
      return .success(DecodedText(utf8: utf8(utf16: body, bigEndian: bigEndian)))
    case .windows1252:
      return .success(DecodedText(utf8: utf8(windows1252: body)))
    case .other(let name):
      let converted = EncodingConverter.utf8(Array(body), from: name)
      if let converted { return .success(DecodedText(utf8: converted)) }
      let note = Diagnostic(
        rule: "unknown-encoding", level: .warn,
        message: "The encoding '\(name.prefix(40))' is not known; read as windows-1252.")
      return .success(DecodedText(utf8: utf8(windows1252: body), diagnostics: [note]))
    }
  }

  /// The encoding, the length of the byte order mark, and whether the bytes are known to be valid.
  static func decide(
    _ bytes: [UInt8], charset: String?, isHTML: Bool
  ) -> (encoding: TextEncoding, skip: Int, isValid: Bool) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3, false) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16(bigEndian: false), 2, false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16(bigEndian: true), 2, false) }
    if let charset, let named = named(charset) { return (named, 0, false) }
    if isUTF8(bytes[...]) { return (.utf8, 0, true) }
    if isHTML, let declared = metaCharset(bytes), let named = named(declared) {
      return (named == .utf8 ? .windows1252 : named, 0, false)
    }
    return (.windows1252, 0, false)
  }

  /// Whether bytes are UTF-8; eight bytes of ASCII at a time.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var at = 0
      while at < bytes.count {
        if at + 64 <= bytes.count {
          var all: UInt8 = 0
          for place in at..<(at + 64) { all |= bytes[place] }
          if all < 0x80 {
            at += 64
            continue
          }
        }
        if at + 8 <= bytes.count,
          bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          at += 8
          continue
        }
        guard bytes[at] >= 0x80 else {
          at += 1
          continue
        }
        guard let length = scalarLength(bytes, at) else { return false }
        at += length
      }
      return true
    }
  }

  /// How many bytes a character beyond ASCII has; `nil` when it is none (Unicode, table 3-7).
  private static func scalarLength(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[at] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if bytes[at] == 0xE0 { second = 0xA0...0xBF }
      if bytes[at] == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if bytes[at] == 0xF0 { second = 0x90...0xBF }
      if bytes[at] == 0xF4 { second = 0x80...0x8F }
    default: return nil
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { return nil }
    for place in (at + 2)..<(at + length) where bytes[place] & 0xC0 != 0x80 { return nil }
    return length
  }

  private static func named(_ label: String) -> TextEncoding? {
    let name = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    switch name {
    case "": return nil
    case "utf-8", "utf8": return .utf8
    case "utf-16le", "utf-16": return .utf16(bigEndian: false)
    case "utf-16be": return .utf16(bigEndian: true)
    case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii",
      "ascii":
      return .windows1252
    default: return .other(name)
    }
  }

  /// The character set that a `<meta>` in the first 4096 bytes declares.
  private static func metaCharset(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4096)
    let key = Array("charset=".utf8)
    var at = head.startIndex
    while at + key.count < head.endIndex {
      let piece = head[at..<(at + key.count)].map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
      if piece == key {
        let rest = head[(at + key.count)...].drop { $0 == 34 || $0 == 39 || $0 == 32 }
        let value = rest.prefix {
          ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || $0 == 45 || $0 == 95
        }
        if !value.isEmpty { return String(decoding: value, as: UTF8.self) }
      }
      at += 1
    }
    return nil
  }

  private static func utf8(utf16 bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = bytes.startIndex
    while at + 1 < bytes.endIndex {
      let first = UInt16(bytes[at])
      let second = UInt16(bytes[at + 1])
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      at += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func utf8(windows1252 bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let value = byte >= 0x80 && byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)
      text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return Array(String(text).utf8)
  }

  /// What windows-1252 puts where Latin-1 has control characters.
  private static let upper: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}
