/// `_headers` of Netlify and Cloudflare: a path or URL, then lines of headers for it.
enum HeadersFile: Platform {
  static let id = "netlify-headers"

  static func claims(_ name: String) -> Claim {
    if name == "_headers" { return .certain }
    return name.hasPrefix("_headers.") || name.hasSuffix("_headers") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    var fields = HeaderFields()
    var scope: String?
    let isCertain = claims(file.name) != .onlyWhenNamed
    var start = file.start
    while start < file.bytes.count {
      let end = file.bytes[start...].firstIndex(of: 0x0A) ?? file.bytes.count
      defer { start = end + 1 }
      let line = trimmed(start..<end, of: file.bytes)
      let text = file.bytes[line]
      guard let first = text.first, first != 0x23 else { continue }
      let isPath =
        first == 0x2F || text.starts(with: "https://".utf8) || text.starts(with: "http://".utf8)
      if isPath {
        scope = ASCIIText.string(text)
        fields.nextPage()
        continue
      }
      // Other files have headers too, but not below a path.
      guard scope != nil, let colon = text.firstIndex(of: 0x3A) else {
        if scope == nil, !isCertain { return nil }
        continue
      }
      let name = trimmed(line.lowerBound..<colon, of: file.bytes)
      let value = trimmed(colon + 1..<line.upperBound, of: file.bytes)
      fields.add(
        ASCIIText.string(file.bytes[name]),
        MappedText(of: file.bytes, in: value, QuotedText(forbidden: "\r\n")), scope: scope)
    }
    return isCertain || !fields.policies.isEmpty
      ? DeployedFile(platform: id, policies: fields.policies) : nil
  }

  private static func trimmed(_ range: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    var range = range
    while let first = bytes[range].first, isSpace(first) { range = range.dropFirst() }
    while let last = bytes[range].last, isSpace(last) { range = range.dropLast() }
    return range
  }
}
