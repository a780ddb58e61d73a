import Glibc
import Synchronization

/// The time as header fields have it, RFC 9110 section 5.6.7.
enum HTTPDate {
  private static let known = Mutex((second: 0, text: ""))

  /// What `date` says now.
  static func now() -> String {
    let second = time(nil)
    return known.withLock { known in
      if known.second != second { known = (second, text(second)) }
      return known.text
    }
  }

  /// A time in seconds since 1970.
  static func text(_ second: Int) -> String {
    var second = second
    var parts = tm()
    gmtime_r(&second, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    // The program sets no locale, so that the names are English.
    let length = strftime(&buffer, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
