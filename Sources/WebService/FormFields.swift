/// Fields of a form or a query, as `application/x-www-form-urlencoded` has them.
struct FormFields: Sendable, Hashable {
  /// One field.
  struct Field: Sendable, Hashable {
    var name: String
    var value: String
  }

  /// The most fields that are read.
  static let limit = 2_000

  /// The fields in order.
  let fields: [Field]
  /// Whether all of it could be read.
  let isWhole: Bool

  /// Reads fields; those that cannot be read are left out.
  init(parsing bytes: [UInt8]) {
    var fields: [Field] = []
    var isWhole = true
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let mark = part.firstIndex(of: UInt8(ascii: "="))
      let name = PercentCoding.decoded(part[..<(mark ?? part.endIndex)], isForm: true)
      let value = PercentCoding.decoded(
        mark.map { part[($0 + 1)...] } ?? part[part.endIndex...], isForm: true)
      guard let name, let value, fields.count < Self.limit else {
        isWhole = false
        continue
      }
      fields.append(Field(name: name, value: value))
    }
    self.fields = fields
    self.isWhole = isWhole
  }

  /// The value of the first field of a name.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The values of all fields of a name.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// A whole number from a range.
  ///
  /// - Returns: The number, or `fallback` when there is no such field.
  /// - Throws: ``Problem`` for any other text, and when the field stands twice.
  func number(
    _ name: String, in range: ClosedRange<Int>, or fallback: Int
  ) throws(Problem) -> Int {
    let values = all(name)
    guard let text = values.first else { return fallback }
    let isPlain = text == "0" || text.first.map { ("1"..."9").contains($0) } ?? false
    guard values.count == 1, isPlain, let number = Int(text), range.contains(number) else {
      throw Problem(
        .badRequest,
        "\"\(name)\" takes one whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }
}
