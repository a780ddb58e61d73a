import Gzip

/// How bodies are compressed on their way.
enum ContentCoding {
  /// Whether a client takes gzip, RFC 9110 section 12.5.3.
  static func takesGzip(_ value: String?) -> Bool {
    guard let value else { return false }
    if value == "gzip, deflate, br" || value == "gzip" { return true }
    var answer: Bool?
    for part in value.utf8.split(separator: UInt8(ascii: ",")).prefix(20) {
      let words = String(Substring(part)).lowercased().filter { $0 != " " && $0 != "\t" }
        .split(separator: ";")
      guard let name = words.first, ["gzip", "x-gzip", "*"].contains(name) else { continue }
      let weight = words.dropFirst().first { $0.hasPrefix("q=") }.map { $0.dropFirst(2) }
      let isWanted = weight.map { $0.contains { ("1"..."9").contains($0) } } ?? true
      // What is said of gzip itself counts more than what is said of all.
      if name != "*" || answer == nil { answer = isWanted }
      if name != "*" { break }
    }
    return answer ?? false
  }

  /// A body as it was before it was compressed.
  ///
  /// - Parameters:
  ///   - body: The body as it was sent.
  ///   - coding: The value of `content-encoding`.
  ///   - limit: The most bytes that it may expand to.
  /// - Returns: The bytes.
  /// - Throws: ``Problem`` for another coding, damage, and more bytes.
  static func expanded(
    _ body: [UInt8], _ coding: String?, limit: Int
  ) throws(Problem) -> [UInt8] {
    switch coding?.lowercased() {
    case nil, "", "identity": return body
    case "gzip", "x-gzip":
      do throws(Gzip.Failure) {
        return try Gzip.expanded(body, limit: limit)
      } catch {
        switch error {
        case .damaged: throw Problem(.badRequest, "The body is no whole gzip file.")
        case .tooLarge: throw .tooLarge(limit)
        }
      }
    default:
      throw Problem(.unsupportedMediaType, "Bodies are read plain or compressed with gzip.")
    }
  }
}

extension Problem {
  /// That a body has too many bytes.
  static func tooLarge(_ limit: Int) -> Problem {
    Problem(.contentTooLarge, "A body may have \(limit) bytes here, also when it is expanded.")
  }
}
