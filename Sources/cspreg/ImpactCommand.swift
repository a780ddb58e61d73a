import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import Impact
import Reporting
import VendorRequirements

/// `cspreg impact`.
struct ImpactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "Says which deployed policies a change breaks, and what each of them needs.",
    discussion: """
      A policy file holds one header value, a dump of response headers, or NDJSON lines
      {"id", "policy" | "headers", "url", "delivery", "uses"} with --batch.

      Examples:
        cspreg impact userpilot@1 userpilot@2 --policies policy.txt
        curl -sI https://shop.example | cspreg impact userpilot@1 userpilot@2 --policies -
        cspreg impact userpilot@1 userpilot@2 --policies all.ndjson --batch > broken.ndjson
      """)

  @Argument(help: ArgumentHelp("Pairs of versions: old and new.", valueName: "A B"))
  var versions: [String]

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func validate() throws {
    guard !versions.isEmpty, versions.count.isMultiple(of: 2) else {
      throw ValidationError(
        "Give pairs of versions: cspreg impact userpilot@1 userpilot@2 --policies PATH")
    }
  }

  func run() throws {
    let source = RecordSource(registry)
    var decisions: [Decision] = []
    for index in stride(from: 0, to: versions.count, by: 2) {
      let old = try source.record(versions[index])
      let new = try source.record(versions[index + 1])
      guard old.vendor == new.vendor else {
        throw CommandError(
          "\(versions[index]) \(versions[index + 1])",
          "these are versions of different vendors; give two versions of one.", exitCode: .usage)
      }
      decisions.append(
        try policies.decision(from: old, to: new, vendor: source.vendor(of: new)))
    }
    try PolicyRun(policies: policies, output: output, checking: false).run { _ in decisions }
  }
}
