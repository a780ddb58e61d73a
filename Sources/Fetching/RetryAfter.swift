/// The header `Retry-After` (RFC 9110, section 10.2.3).
public enum RetryAfter {
  /// How long to wait, in seconds, at most 30 days; `nil` when the value says nothing.
  ///
  /// - Parameters:
  ///   - value: The header's value: a number of seconds, or `Fri, 31 Dec 1999 23:59:59 GMT`.
  ///   - now: Seconds since 1970.
  /// - Returns: Seconds from now, never negative.
  public static func seconds(_ value: String, now: Int) -> Int? {
    let text = value.split(separator: " ").joined(separator: " ")
    let limit = 30 * 86_400
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return min(Int(text) ?? limit, limit)
    }
    return date(text).map { min(max(0, $0 - now), limit) }
  }

  /// Seconds since 1970 of a date in the form that HTTP prefers.
  static func date(_ text: String) -> Int? {
    let words = text.split { $0 == " " || $0 == "," || $0 == ":" }
    guard words.count == 8, words[7] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2])), let hour = Int(words[4]),
      let minute = Int(words[5]), let second = Int(words[6]),
      (1...31).contains(day), (1970...9999).contains(year), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    // Days since 1970 in the Gregorian calendar, its years beginning in March.
    let shifted = month < 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
