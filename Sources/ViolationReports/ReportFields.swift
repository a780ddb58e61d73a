import Diagnostics
import JSONText

/// The members of an object, found however their names are written: `blocked-uri`, `blockedURI`, `blocked_uri`.
struct ReportFields {
  private let members: [(name: String, value: JSONNode)]

  /// Takes an object; `nil` for any other value.
  init?(_ node: JSONNode) {
    guard case .object(let members) = node.value else { return nil }
    self.members = members.map { (Self.plain($0.key), $0.value) }
  }

  /// A name without what spellings differ in.
  private static func plain(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    if isPlain { return name }
    return String(
      decoding: name.utf8.lazy.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x40 }
        .map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// The value under the first of some names that occurs.
  func value(_ names: String...) -> JSONNode? {
    for name in names {
      if let member = members.first(where: { $0.name == name }) { return member.value }
    }
    return nil
  }

  /// The string under the first of some names that has one.
  func string(_ names: String...) -> String? {
    for name in names {
      for member in members where member.name == name {
        if case .string(let text) = member.value.value { return text }
      }
    }
    return nil
  }

  /// All values, in their order.
  var values: [JSONNode] { members.map(\.value) }

  /// Whether it names what was blocked, or the directive: a report's body in either form.
  var isBody: Bool { namesDirective || value("blockeduri", "blockedurl") != nil }

  /// Whether it names a directive.
  var namesDirective: Bool { value("effectivedirective", "violateddirective") != nil }

  /// When the report was collected, or the last of those that it stands for, in seconds since 1970.
  var time: Int? {
    seconds(
      "timestamp", "time", "receivedat", "received", "datetime", "date", "createdat", "ts",
      "lastseen")
  }

  /// When the first of the reports was collected that it stands for.
  var firstTime: Int? { seconds("firstseen") }

  private func seconds(_ names: String...) -> Int? {
    guard let node = names.lazy.compactMap({ value($0) }).first else { return nil }
    let seconds: Int?
    switch node.value {
    case .number(let digits):
      // Milliseconds since 1970 have been larger than this since 1973, seconds will not be before 5138.
      let number = Double(digits).flatMap { $0.isFinite && $0.magnitude < 1e15 ? $0 : nil }
      seconds = number.map { Int($0 >= 1e11 ? $0 / 1000 : $0) }
    case .string(let text): seconds = Moment.seconds(of: text)
    default: seconds = nil
    }
    // A time that cannot be is as good as none: 2000 to 2100.
    return seconds.flatMap { (946_684_800..<4_102_444_800).contains($0) ? $0 : nil }
  }

  /// How many reports a collector says that this one stands for.
  var count: Int? {
    guard case .number(let digits)? = value("count")?.value, let count = Int(digits),
      (1...1_000_000_000).contains(count)
    else { return nil }
    return count
  }
}
