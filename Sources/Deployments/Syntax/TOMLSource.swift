import Diagnostics

/// A TOML 1.0 document whose strings know their bytes.
struct TOMLSource {
  /// How a string is quoted.
  enum Quotes: Sendable, Hashable {
    case basic, literal, longBasic, longLiteral
  }

  /// What is not TOML, and where.
  struct Fault: Error {
    var offset: Int
    var message: String
  }

  let root: DataNode

  /// Reads a document.
  init(_ file: SourceFile) throws(Fault) {
    var parser = TOMLParser(bytes: file.bytes, index: file.start)
    root = try parser.document().value
  }

  /// The text between quotes, with the places of its parts.
  static func text(of bytes: [UInt8], in range: Range<Int>, _ quotes: Quotes) -> MappedText {
    let spelling =
      switch quotes {
      case .basic: QuotedText(escaped: "\"\\", forbidden: "\n\r\t")
      case .longBasic: QuotedText(escaped: "\"\\")
      case .literal: QuotedText(forbidden: "'\n\r")
      case .longLiteral: QuotedText()
      }
    if quotes == .literal || quotes == .longLiteral {
      return MappedText(of: bytes, in: range, spelling)
    }
    return MappedText(of: bytes, in: range, spelling) { index in
      bytes[index] == 0x5C ? escape(bytes, index, range.upperBound) : nil
    }
  }

  private static func escape(
    _ bytes: [UInt8], _ start: Int, _ limit: Int
  ) -> (text: [UInt8], end: Int) {
    guard start + 1 < limit else { return ([0x5C], start + 1) }
    func scalar(_ digits: Int) -> (text: [UInt8], end: Int) {
      CodeText.hexScalar(bytes, start + 2..<min(start + 2 + digits, limit))
    }
    switch bytes[start + 1] {
    case 0x62: return ([0x08], start + 2)
    case 0x66: return ([0x0C], start + 2)
    case 0x6E: return ([0x0A], start + 2)
    case 0x72: return ([0x0D], start + 2)
    case 0x74: return ([0x09], start + 2)
    case 0x65: return ([0x1B], start + 2)
    case 0x75: return scalar(4)
    case 0x55: return scalar(8)
    case 0x20, 0x09, 0x0A, 0x0D:
      // A backslash at the end of a line takes the white space after it along.
      var end = start + 1
      while end < limit, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) { end += 1 }
      return ([], end)
    default: return ([bytes[start + 1]], start + 2)
    }
  }
}

extension TOMLSource {
  /// Reads a file as a platform's, or says why it is no TOML.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - platform: The platform's id.
  ///   - isCertain: Whether the name says that it is the platform's.
  ///   - policies: What a document holds.
  /// - Returns: What it holds; `nil` when it is no TOML and need not be.
  static func read(
    _ file: SourceFile, as platform: String, isCertain: Bool,
    _ policies: (DataNode) -> [DeployedPolicy]
  ) -> DeployedFile? {
    do {
      let root = try TOMLSource(file).root
      return DeployedFile(platform: platform, policies: policies(root))
    } catch {
      guard isCertain else { return nil }
      let line = LineIndex(file.bytes).line(of: min(error.offset, file.bytes.count))
      let fault = Diagnostic(
        rule: "invalid-toml", level: .warn, line: line,
        message: "the file is not valid TOML: \(error.message) on line \(line)")
      return DeployedFile(platform: platform, policies: [], diagnostics: [fault])
    }
  }
}
