import ContentSecurityPolicy

/// Response headers as `curl -I` or `curl -v` prints them: `Name: value` lines.
///
/// A status line or an empty line starts the next response; all policies of one response are one
/// page's. A line that starts with white space goes on with the header before it.
enum HeaderDump: Platform {
  static let id = "header-dump"

  static func claims(_ name: String) -> Claim {
    ["headers", "http", "txt"].contains(FileName.ending(of: name)) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    var reader = Reader(file: file)
    reader.read()
    return reader.sawHeader ? DeployedFile(platform: id, policies: reader.found) : nil
  }

  private struct Reader {
    let file: SourceFile
    var found: [DeployedPolicy] = []
    var sawHeader = false
    var response = 0
    var indent = 0
    var status: String?
    /// After the empty line that ends a response: what comes is its body unless it looks like headers.
    var mayBeBody = false
    var isBody = false
    var pending: (delivery: Delivery, value: MappedText)?

    mutating func read() {
      let bytes = file.bytes
      var start = file.start
      // Once `curl -v` marks what the server sent, unmarked lines are the body or its remarks.
      let isMarked = bytes.split(separator: 0x0A).contains { $0.starts(with: "< HTTP/".utf8) }
      while start <= bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        var line = start..<end
        if bytes[line].last == 0x0D { line = start..<end - 1 }
        let isFromServer = bytes[line].first == 0x3C
        if isFromServer {
          let width = bytes[line].dropFirst().first == 0x20 ? 2 : 1
          line = line.lowerBound + width..<line.upperBound
        }
        if !isMarked || isFromServer { take(unindented(line)) }
        start = end + 1
      }
      endResponse()
    }

    /// A line without the white space that `wget -S` puts before every header.
    mutating func unindented(_ line: Range<Int>) -> Range<Int> {
      let space = file.bytes[line].prefix { $0 == 0x20 }.count
      let rest = line.lowerBound + space..<line.upperBound
      if file.bytes[rest].starts(with: "HTTP/".utf8) { indent = space }
      return space >= indent ? line.lowerBound + indent..<line.upperBound : line
    }

    mutating func take(_ line: Range<Int>) {
      let text = file.bytes[line]
      guard let first = text.first else { return endResponse() }
      if isBody, !text.starts(with: "HTTP/".utf8) { return }
      if first == 0x20 || first == 0x09 {
        let bytes = file.bytes
        pending?.value.append(of: bytes, in: line, QuotedText(forbidden: "\r\n"))
        return
      }
      if text.starts(with: "HTTP/".utf8) {
        endResponse()
        isBody = false
        mayBeBody = false
        let words = text.split(separator: 0x20)
        status = words.count > 1 ? ASCIIText.string(words[1]) : nil
        return
      }
      endHeader()
      let name = text.prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
      let isHeader = !name.isEmpty && text[name.endIndex...].first { $0 != 0x20 } == 0x3A
      isBody = mayBeBody && !isHeader
      mayBeBody = false
      guard !isBody, let colon = text.firstIndex(of: 0x3A),
        isHeader, let delivery = Delivery(header: ASCIIText.string(name))
      else { return }
      sawHeader = true
      var value = MappedText()
      value.append(of: file.bytes, in: colon + 1..<line.upperBound, QuotedText(forbidden: "\r\n"))
      pending = (delivery, value)
    }

    mutating func endHeader() {
      guard let header = pending else { return }
      pending = nil
      found += DeployedPolicy.each(
        in: header.value, delivery: header.delivery,
        scope: status.map { "response \(response + 1) (\($0))" }, page: response)
    }

    mutating func endResponse() {
      endHeader()
      if status != nil || found.last?.page == response { response += 1 }
      if status != nil { mayBeBody = true }
      status = nil
    }
  }
}
