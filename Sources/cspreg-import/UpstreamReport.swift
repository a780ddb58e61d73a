import JSONText
import Reporting
import VendorRegistry

/// What was taken, or would be, from other registries.
struct UpstreamReport: PlainReport {
  let report: String
  let directory: String
  let updates: [(name: String, update: UpstreamUpdate)]
  let isWritten: Bool

  var lines: [JSON] { updates.map(value) }

  var json: JSON {
    [
      "cspreg": .head(report), "registry": .string(directory), "upstreams": .array(lines),
    ]
  }

  private func value(_ entry: (name: String, update: UpstreamUpdate)) -> JSON {
    [
      "path": .string(entry.name), "lines": .int(entry.update.lines),
      "vendors": .array(
        entry.update.vendors.map { taken in
          [
            "vendor": .string(taken.vendor),
            "versions": .array(
              taken.versions.map { ["upstream": .int($0.upstream), "version": .int($0.own)] }),
            "withdrawn": .array(taken.withdrawn.map { .int($0) }),
            "vendor_file": .bool(taken.isVendorTaken),
          ]
        }),
    ]
  }

  func text(style: Style) -> String {
    var lines: [String] = []
    for (name, update) in updates {
      if update.isEmpty {
        lines.append("\(name): nothing new for \(directory)")
        continue
      }
      let verb = isWritten ? "took" : "would take"
      if update.lines > 0 {
        lines.append("\(name): \(verb) \(update.lines) log line\(update.lines == 1 ? "" : "s")")
      }
      for taken in update.vendors {
        for version in taken.versions {
          lines.append(
            "\(name): \(verb) \(taken.vendor)@\(version.upstream) as \(taken.vendor)@\(version.own)"
          )
        }
        for number in taken.withdrawn {
          lines.append("\(name): \(verb) the withdrawal of \(taken.vendor)@\(number)")
        }
        if taken.isVendorTaken { lines.append("\(name): \(verb) vendor.json of \(taken.vendor)") }
      }
    }
    return lines.map { $0.printable + "\n" }.joined()
  }
}
