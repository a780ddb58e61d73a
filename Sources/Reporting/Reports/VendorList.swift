public import JSONText
import VendorRequirements

/// Vendors and their versions, a line each.
public struct VendorList: PlainReport {
  private let entries: [VendorEntry]

  /// Prepares a list.
  public init(_ entries: [VendorEntry]) { self.entries = entries }

  /// For people, with the number of vendors at the end.
  public func text(style: Style) -> String {
    let width = entries.map(\.vendor.id.count).max() ?? 0
    let lines = entries.map { entry in
      let versions = entry.versions.map {
        "@\($0.number)" + ($0.withdrawn == nil ? "" : " (withdrawn)")
      }
      return "\(style.bold(entry.vendor.id.padded(width)))   \(versions.joined(separator: " "))   "
        + entry.vendor.domains.joined(separator: " ")
    }
    return (lines + [entries.count.counted("vendor")]).joined(separator: "\n") + "\n"
  }

  /// The whole list.
  public var json: JSON { ["cspreg": .head("list"), "vendors": .array(lines)] }

  /// A line a vendor.
  public var lines: [JSON] { entries.map(\.json) }
}
