import ContentSecurityPolicy

/// Response headers as `curl -I` or `curl -v` prints them: `Name: value` lines.
///
/// A status line or an empty line starts the next response; all policies of one response are one
/// list. A line that starts with white space goes on with the header before it.
enum HeaderDump: Platform {
  static let id = "header-dump"

  static func read(_ bytes: [UInt8]) -> [DeployedPolicy]? {
    var found: [DeployedPolicy] = []
    var current: DeployedPolicy?
    var sawHeader = false
    var pending: (delivery: Delivery, value: [UInt8], line: Int)?
    func endHeader(_ line: Int) {
      guard let header = pending else { return }
      pending = nil
      var response =
        current
        ?? DeployedPolicy(
          platform: id, lineStart: header.line, lineEnd: line, policies: PolicyList(policies: []))
      response.policies.policies +=
        PolicyList(parsing: header.value, delivery: header.delivery).policies
      response.lineEnd = line
      current = response
    }
    func endResponse(_ line: Int) {
      endHeader(line)
      if let response = current { found.append(response) }
      current = nil
    }
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let ended = line.last == 0x0D ? line.dropLast() : line
      let text = unmarked(ended)
      guard let first = text.first else {
        endResponse(number - 1)
        continue
      }
      if first == 0x20 || first == 0x09 {
        pending?.value.append(contentsOf: text)
        continue
      }
      if text.starts(with: "HTTP/".utf8) {
        endResponse(number - 1)
        continue
      }
      endHeader(number - 1)
      guard let colon = text.firstIndex(of: 0x3A) else { continue }
      let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
      let delivery: Delivery
      switch name {
      case "content-security-policy": delivery = .header
      case "content-security-policy-report-only": delivery = .reportOnly
      default: continue
      }
      sawHeader = true
      pending = (delivery, Array(text[text.index(after: colon)...]), number)
    }
    endResponse(number)
    return sawHeader ? found : nil
  }

  /// A line without the `< ` that `curl -v` puts before what the server sent.
  private static func unmarked(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.first == 0x3C else { return line }
    let rest = line.dropFirst()
    return rest.first == 0x20 ? rest.dropFirst() : rest
  }
}
