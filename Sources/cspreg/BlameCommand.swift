import ArgumentParser
import CommandOptions
import Reporting
import RequirementHistory

/// `cspreg blame`.
struct BlameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame",
    abstract: "Says since which version a vendor asks for each of its sources.",
    discussion: """
      Examples:
        cspreg blame userpilot
        cspreg blame userpilot -f json
      """)

  @Argument(help: "Id of the vendor.")
  var vendor: String

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let history = try registry.search.open().history(of: vendor)
    try output.print(BlameReport(vendor: vendor, blame: history.blame))
  }
}
