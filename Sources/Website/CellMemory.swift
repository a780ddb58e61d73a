import VendorRequirements

/// Cells of tables that the versions of a vendor share, so that each is written once.
final class CellMemory {
  /// What a cell shows, and the way to the root from the pages that it can stand on.
  enum Key: Hashable {
    case directive(String, root: String)
    case source(String, region: String?, when: String?, legal: String?, root: String)
    case since(Int?, root: String)
    case place(String)
  }

  private var cells: [Key: String] = [:]

  /// A cell as HTML; it is written when it was not before.
  func cell(_ key: Key, write: () -> String) -> String {
    if let cell = cells[key] { return cell }
    let cell = write()
    cells[key] = cell
    return cell
  }
}
