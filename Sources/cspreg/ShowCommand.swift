import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import Reporting
import VendorRegistry
import VendorRequirements

/// `cspreg show`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints what a version of a vendor's requirements asks for.",
    discussion: """
      Examples:
        cspreg show userpilot
        cspreg show userpilot@1 -f json
        cspreg show userpilot --profile detailed --as policy
      """)

  /// A form in which requirements can be pasted.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case policy
  }

  @Argument(help: ArgumentHelp("The vendor or version.", valueName: "V[@n]"))
  var version: String

  @Option(help: "Print this profile only.")
  var profile: String?

  @Option(help: "Print a form to paste: policy (a header value for one profile).")
  var `as`: Form?

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var record = try RecordSource(registry).record(version)
    if let profile {
      record.profiles.removeAll { $0.name != profile }
      if record.profiles.isEmpty {
        throw CommandError(
          "--profile \(profile)", "\(record.name) has no such profile.", exitCode: .usage)
      }
    }
    if `as` == .policy {
      let preferred = record.preferredPosition
      try printResult(RecordText.policy(of: record.profiles[preferred]) + "\n")
      return
    }
    switch output.format {
    case .text: try printResult(RecordText(record, style: output.style).text)
    case .json: try printResult(RecordWriter.json(record).canonical())
    case .ndjson:
      var lines = Output()
      try lines.write(line: RecordWriter.json(record))
      try lines.finish()
    }
  }
}
