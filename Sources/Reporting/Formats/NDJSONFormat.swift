import JSONText

/// One JSON object a line and result.
enum NDJSONFormat: ReportFormat {
  static let name = "ndjson"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    var bytes: [UInt8] = []
    for line in report.lines {
      line.write(compactTo: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
