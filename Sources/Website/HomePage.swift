import Reporting

/// The page that people come to.
struct HomePage {
  let writer: PageWriter
  let vendors: ListPages
  let hosts: ListPages
  let directives: [String]
  /// All versions in the order of the log.
  let changes: [VendorSummary.Change]
  /// Changes with the search index.
  let indexStamp: String

  private static let shownChanges = 15

  /// The page.
  var file: SiteFile {
    let rows = ChangeRows(writer: writer)
    let shown = changes.reversed().prefix(Self.shownChanges).map { rows.row($0, on: .home) }
    let lead =
      "\(vendors.entries.count.counted("vendor")), \(changes.count.counted("version")), "
      + "\(hosts.entries.count.counted("host")). Look up what a vendor needs, what it changed, "
      + "and whose a host is."
    return writer.file(
      PageWriter.Page(
        path: .home, title: "cspreg: what vendors need in your Content Security Policy",
        description: "A versioned registry of the sources that third-party vendors need in a "
          + "Content Security Policy.",
        main: writer.fill(
          "home",
          [
            "lead": lead, "indexStamp": indexStamp,
            "letters": Self.links(vendors), "hostLetters": Self.links(hosts),
            "directives": directives.map {
              ["name": $0, "path": SitePath.directive($0).text] as Fields
            },
            "changes": rows.table(shown, caption: "Latest changes, the newest first"),
          ])))
  }

  private static func links(_ list: ListPages) -> [Fields] {
    list.letters.map { ["name": $0.name, "path": $0.address] }
  }
}
