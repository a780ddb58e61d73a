public import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
public import Reporting
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
        cspreg show userpilot --as nginx
      """)

  @Argument(help: ArgumentHelp("The vendor or version.", valueName: "V[@n]"))
  var version: String

  @Option(help: "Print this profile only.")
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "Print a form to paste: policy (the header's value), nginx, apache, caddy, headers (_headers), vercel, "
        + "helmet, nextjs or meta.", valueName: "form"))
  var `as`: PolicyForm?

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var source = RecordSource(registry.search)
    var record = try source.record(version)
    if let profile {
      try record.requireProfile(profile)
      record.profiles.removeAll { $0.name != profile }
    }
    if let form = `as` {
      try printResult(form.text(of: record.profiles[record.preferredPosition]))
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

extension PolicyForm: ExpressibleByArgument {}
