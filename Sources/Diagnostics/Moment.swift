/// Moments as seconds since 1970, and how they are written.
public enum Moment {
  /// A moment as `2026-11-21T09:30:00Z`.
  public static func text(_ seconds: Int) -> String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    // Days since the first of March of the year 0 in the Gregorian calendar.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(number, 2))-\(padded(day, 2))T"
      + "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }

  /// The seconds of a moment in ISO 8601: a date, then perhaps a time, fractions and an offset from UTC.
  ///
  /// - Parameter text: Such as `2026-11-21`, `2026-11-21T09:30:00Z` or `2026-11-21 10:30:00.25+01:00`.
  /// - Returns: Seconds since 1970; `nil` for other texts and for days and hours that do not exist.
  public static func seconds(of text: String) -> Int? {
    var rest = text.utf8[...]
    /// Takes a number of so many digits.
    func number(_ digits: Int, in range: ClosedRange<Int>) -> Int? {
      let word = rest.prefix(digits)
      guard word.count == digits, word.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      rest = rest.dropFirst(digits)
      let value = word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return range.contains(value) ? value : nil
    }
    func take(_ marks: String) -> UInt8? {
      guard let first = rest.first, marks.utf8.contains(first) else { return nil }
      rest = rest.dropFirst()
      return first
    }
    guard let year = number(4, in: 0...9999), take("-") != nil,
      let month = number(2, in: 1...12), take("-") != nil, let day = number(2, in: 1...31)
    else { return nil }
    // The inverse of what `text` does: a year begins with March.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    // The 31st of a short month would read as a day of the next.
    guard Moment.text(days * 86_400).utf8.prefix(10).elementsEqual(text.utf8.prefix(10)) else {
      return nil
    }
    if rest.isEmpty { return days * 86_400 }
    guard take("Tt ") != nil, let hour = number(2, in: 0...23), take(":") != nil,
      let minute = number(2, in: 0...59)
    else { return nil }
    var second = 0
    if take(":") != nil {
      guard let value = number(2, in: 0...60) else { return nil }
      second = value
    }
    if take(".,") != nil {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
    }
    var seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    if let sign = take("+-") {
      guard let hours = number(2, in: 0...23) else { return nil }
      _ = take(":")
      guard let minutes = rest.isEmpty ? 0 : number(2, in: 0...59) else { return nil }
      seconds -= (sign == UInt8(ascii: "+") ? 1 : -1) * (hours * 3600 + minutes * 60)
    } else {
      _ = take("Zz")
    }
    return rest.isEmpty ? seconds : nil
  }

  /// How long something took, in its largest unit: `6 h`, `30 s`.
  public static func span(_ seconds: Int) -> String {
    let seconds = max(0, seconds)
    if seconds >= 2 * 86_400 { return "\(seconds / 86_400) days" }
    if seconds >= 3600 { return "\(seconds / 3600) h" }
    return seconds >= 60 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
