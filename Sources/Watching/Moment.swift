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
