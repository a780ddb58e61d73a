import Diagnostics
import JSONText
import Reporting
import VendorRegistry

/// A registry and what is wrong with it.
struct VerifiedRegistry {
  let directory: String
  let report: VerifyReport

  var summary: String {
    report.isIntact
      ? "intact: \(report.vendors) vendors, \(report.versions) versions, \(report.lines) log lines"
      : "NOT intact: see above; nothing that it says should be relied on"
  }

  var json: JSON {
    [
      "path": .string(directory), "intact": .bool(report.isIntact),
      "head": JSON(report.head?.line), "vendors": .int(report.vendors),
      "versions": .int(report.versions), "withdrawn": .int(report.withdrawn),
      "lines": .int(report.lines),
    ]
  }
}

/// All registries that are searched, and what the lock says of them.
struct VerifiedRegistries: PlainReport {
  let registries: [VerifiedRegistry]
  /// The lock's file; `nil` without one.
  let lockFile: String?
  let lockFindings: [Diagnostic]

  var isIntact: Bool { registries.allSatisfy(\.report.isIntact) && lockFindings.isEmpty }

  private var findings: [Diagnostic] { registries.flatMap(\.report.findings) + lockFindings }

  var lines: [JSON] { [json] }

  func text(style: Style) -> String {
    var lines = findings.map { finding in
      var place = finding.file ?? ""
      if let line = finding.line { place += ":\(line)" }
      if let column = finding.column { place += ":\(column)" }
      return "\(place): \(finding.level.rawValue): \(finding.message)".printable
    }
    for registry in registries {
      let name = registries.count > 1 ? "\(registry.directory.printable): " : ""
      lines.append(name + registry.summary)
      if let head = registry.report.head { lines.append("\(name)head: \(head.line)") }
    }
    if let lockFile {
      let state =
        lockFindings.isEmpty ? "every registry goes on from it" : "does NOT fit: see above"
      lines.append("\(lockFile.printable): \(state)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: JSON {
    func sum(_ count: (VerifyReport) -> Int) -> JSON {
      .int(registries.reduce(0) { $0 + count($1.report) })
    }
    return [
      "cspreg": .head("verify"),
      "intact": .bool(isIntact),
      "head": JSON(registries.first?.report.head?.line),
      "vendors": sum(\.vendors), "versions": sum(\.versions), "withdrawn": sum(\.withdrawn),
      "lines": sum(\.lines),
      "registries": .array(registries.map(\.json)),
      "lock": JSON(lockFile),
      "findings": .array(
        findings.map { finding in
          [
            "rule": .string(finding.rule), "level": .string(finding.level.rawValue),
            "path": JSON(finding.file), "line": JSON(finding.line),
            "column": JSON(finding.column), "message": .string(finding.message.printable),
          ]
        }),
    ]
  }
}
