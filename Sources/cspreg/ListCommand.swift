import ArgumentParser
import CommandOptions
import Reporting
import VendorRegistry
import VendorRequirements

/// `cspreg list`.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the vendors of the registry and their versions.",
    discussion: """
      Examples:
        cspreg list
        cspreg list userpilot -f json
      """)

  @Argument(help: "Only these vendors.")
  var vendors: [String] = []

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let registry = try registry.search.open()
    let ids = vendors.isEmpty ? registry.vendors() : vendors
    var entries: [VendorEntry] = []
    for id in ids {
      entries.append(
        VendorEntry(
          vendor: try registry.vendor(id),
          versions: try registry.versions(of: id).map {
            VendorEntry.Version(
              number: $0.number, recorded: $0.at, withdrawn: $0.withdrawal?.reason)
          }))
    }
    try output.print(VendorList(entries))
  }
}
