/// Reads one line of a `cspreg.ignore` file.
struct IgnoreLine {
  private let bytes: [UInt8]
  private let file: String
  private let number: Int
  private var at = 0

  init(_ bytes: ArraySlice<UInt8>, file: String, number: Int) {
    self.bytes = bytes.last == 0x0D ? Array(bytes.dropLast()) : Array(bytes)
    self.file = file
    self.number = number
  }

  /// The line's entry; `nil` for an empty line or a comment.
  mutating func entry() throws(IgnoreError) -> IgnoreEntry? {
    skipBlanks()
    guard at < bytes.count, bytes[at] != 0x23 else { return nil }
    let names = ["a rule", "a vendor", "a directive or -", "a source or -"]
    var fields: [String] = []
    for name in names { fields.append(try word(name)) }
    let rule = fields[0]
    guard Rules.ids.contains(rule) else {
      throw error(
        column: 1, "there is no rule \(rule). `cspreg explain` lists them.")
    }
    var values: [String: String] = [:]
    skipBlanks()
    while at < bytes.count, bytes[at] != 0x23 {
      let start = at
      let (key, value) = try option()
      guard ["profile", "until", "reason"].contains(key) else {
        throw error(column: start + 1, "\(key)= is not known; write profile=, until= or reason=.")
      }
      guard values.updateValue(value, forKey: key) == nil else {
        throw error(column: start + 1, "\(key)= is given twice.")
      }
      if key == "until", !Self.isDate(value) {
        throw error(column: start + 7, "until= takes a date like 2027-01-31.")
      }
      skipBlanks()
    }
    guard let reason = values["reason"], reason.contains(where: { $0 != " " }) else {
      throw error(
        column: bytes.count + 1, "the reason is missing: end the line with reason=\"...\".")
    }
    func named(_ text: String) -> String? { text == "-" ? nil : text }
    return IgnoreEntry(
      rule: rule, vendor: fields[1], directive: named(fields[2]), source: named(fields[3]),
      profile: values["profile"], until: values["until"], reason: reason, line: number)
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
  }

  private mutating func word(_ what: String) throws(IgnoreError) -> String {
    skipBlanks()
    let start = at
    while at < bytes.count, bytes[at] != 0x20, bytes[at] != 0x09 { at += 1 }
    guard at > start, let text = String(validating: bytes[start..<at], as: UTF8.self) else {
      throw error(
        column: start + 1,
        "here should be \(what): RULE VENDOR DIRECTIVE SOURCE reason=\"...\".")
    }
    return text
  }

  private mutating func option() throws(IgnoreError) -> (key: String, value: String) {
    let start = at
    while at < bytes.count, bytes[at] != 0x3D, bytes[at] != 0x20 { at += 1 }
    let key = String(decoding: bytes[start..<at], as: UTF8.self)
    guard at < bytes.count, bytes[at] == 0x3D else {
      throw error(
        column: start + 1, "here should be profile=, until= or reason=, not \(key.prefix(40)).")
    }
    at += 1
    var value: [UInt8] = []
    if at < bytes.count, bytes[at] == 0x22 {
      let quote = at
      at += 1
      while at < bytes.count, bytes[at] != 0x22 {
        if bytes[at] == 0x5C, at + 1 < bytes.count { at += 1 }
        value.append(bytes[at])
        at += 1
      }
      guard at < bytes.count else { throw error(column: quote + 1, "the quote is not closed.") }
      at += 1
    } else {
      while at < bytes.count, bytes[at] != 0x20, bytes[at] != 0x09 {
        value.append(bytes[at])
        at += 1
      }
    }
    guard let text = String(validating: value, as: UTF8.self) else {
      throw error(column: start + 1, "the value is not UTF-8.")
    }
    return (key, text)
  }

  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]),
      Int(parts[0]) != nil
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private func error(column: Int, _ message: String) -> IgnoreError {
    IgnoreError(subject: "\(file):\(number):\(column)", message: message)
  }

  /// A value as an option holds it: in quotes where it needs them.
  static func quoted(_ text: String, always: Bool = false) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x5C }
    if isPlain, !always { return text }
    var quoted = "\""
    for character in text {
      if character == "\"" || character == "\\" { quoted.append("\\") }
      quoted.append(character)
    }
    return quoted + "\""
  }
}
