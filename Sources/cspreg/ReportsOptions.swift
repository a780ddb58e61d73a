import ArgumentParser

/// Which violation reports are read, and what is done with them.
struct ReportsOptions: ParsableArguments {
  @Option(
    name: .customLong("reports"),
    help: ArgumentHelp(
      "Violation reports, a JSON value a line: of browsers, or as a collector exports them; or the "
        + "file of cspreg serve --reports (repeatable; - for standard input).", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .customLong("site"),
    help: ArgumentHelp(
      "Only reports of pages on this host and hosts below it, which count as one site (repeatable).",
      valueName: "host"))
  var sites: [String] = []

  @Option(
    name: .customLong("min-sites"),
    help: ArgumentHelp(
      "On how many sites a host must be seen before anybody is told (default: 2).",
      valueName: "n"))
  var givenMinimum: Int?

  @Flag(help: "Tell the channels of cspreg.json about new hosts of known families.")
  var alert = false

  /// On how many sites a host must be seen; one site's reports may be invented.
  var minimumSites: Int { givenMinimum ?? 2 }

  /// Whether anything was asked that goes with reports only.
  var isUsed: Bool { !sites.isEmpty || givenMinimum != nil || alert }

  func validate() throws {
    if let givenMinimum, !(1...100).contains(givenMinimum) {
      throw ValidationError("--min-sites takes a number from 1 to 100.")
    }
  }
}
