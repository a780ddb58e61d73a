import Diagnostics
import JSONText

/// SARIF 2.1.0 for code scanning.
///
/// See <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
enum SARIFFormat: ReportFormat {
  static let name = "sarif"

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    let found = report.cases.filter { $0.rule != nil }
    let used = Set(found.compactMap(\.rule))
    let rules = report.rules.filter { used.contains($0.id) }
    let driver: JSON = [
      "name": "cspreg",
      "version": .string(surroundings.version),
      "rules": .array(
        rules.map { rule in
          [
            "id": .string(rule.id),
            "shortDescription": ["text": .string(rule.summary)],
            "help": ["text": .string("cspreg explain \(rule.id)")],
          ]
        }),
    ]
    let log: JSON = [
      "$schema": .string(schema),
      "version": "2.1.0",
      "runs": .array([
        [
          "tool": ["driver": driver],
          "columnKind": "unicodeCodePoints",
          "results": .array(found.map { result($0, rules: rules.map(\.id)) }),
        ]
      ]),
    ]
    return log.canonical()
  }

  private static func result(_ found: ReportCase, rules: [String]) -> JSON {
    let level =
      switch found.level {
      case .break: "error"
      case .warn: "warning"
      case .info: "note"
      }
    var members: [JSON.Member] = [JSON.Member("ruleId", .string(found.rule ?? ""))]
    if let index = rules.firstIndex(of: found.rule ?? "") {
      members.append(JSON.Member("ruleIndex", .int(index)))
    }
    members.append(JSON.Member("level", .string(level)))
    let message = "\(found.name.printable): \(found.message.printable)"
    members.append(JSON.Member("message", ["text": .string(message)]))
    if let path = found.path {
      members.append(JSON.Member("locations", .array([location(path, found.line)])))
    }
    if let fingerprint = found.fingerprint {
      members.append(
        JSON.Member("partialFingerprints", ["cspreg/v1": .string(fingerprint)]))
    }
    if let reason = found.ignored {
      members.append(
        JSON.Member(
          "suppressions",
          .array([["kind": "external", "justification": .string(reason.printable)]])))
    }
    return .object(members)
  }

  private static func location(_ path: String, _ line: Int?) -> JSON {
    var place: [JSON.Member] = [
      JSON.Member("artifactLocation", ["uri": .string(reference(path))])
    ]
    if let line { place.append(JSON.Member("region", ["startLine": .int(line)])) }
    return ["physicalLocation": .object(place)]
  }

  /// A path or address as an RFC 3986 reference: other bytes are percent-encoded.
  private static func reference(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: text.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "-._~/:@!$&'()*+,;=?#%".utf8.contains(byte):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    // A first segment with a colon would read as a scheme.
    let isAddress = path.contains("://")
    return !isAddress && text.prefix { $0 != "/" }.contains(":") ? "./" + text : text
  }
}
