import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import Reporting
import VendorRegistry

/// `cspreg verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recomputes every hash of the registry, offline.",
    discussion: """
      Exit code 4 when anything is not what it was when it was published.

      Examples:
        cspreg verify
        cspreg verify --registry ./Registry -f json
      """)

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let directory = try registry.directory()
    let report = try VendorRegistry.verify(directory: directory)
    switch output.format {
    case .text: try printResult(text(report, directory))
    case .json: try printResult(json(report).canonical())
    case .ndjson:
      var lines = Output()
      try lines.write(line: json(report))
      try lines.finish()
    }
    try Finished.with(report.exitCode)
  }

  private func text(_ report: VerifyReport, _ directory: String) -> String {
    var lines = report.findings.map { finding in
      var place = finding.file ?? directory
      if let line = finding.line { place += ":\(line)" }
      if let column = finding.column { place += ":\(column)" }
      return "\(place): \(finding.level.rawValue): \(finding.message)".printable
    }
    lines.append(
      report.isIntact
        ? "intact: \(report.vendors) vendors, \(report.versions) versions, \(report.lines) log lines"
        : "NOT intact: see above; nothing that it says should be relied on")
    if let head = report.head { lines.append("head: \(head.line)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(_ report: VerifyReport) -> JSON {
    [
      "cspreg": .head("verify"),
      "intact": .bool(report.isIntact),
      "head": JSON(report.head?.line),
      "vendors": .int(report.vendors), "versions": .int(report.versions),
      "withdrawn": .int(report.withdrawn), "lines": .int(report.lines),
      "findings": .array(
        report.findings.map { finding in
          [
            "rule": .string(finding.rule), "level": .string(finding.level.rawValue),
            "path": JSON(finding.file), "line": JSON(finding.line),
            "column": JSON(finding.column), "message": .string(finding.message.printable),
          ]
        }),
    ]
  }
}
