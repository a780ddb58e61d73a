import VendorRequirements

/// Rows of tables that the versions of a vendor share, so that each is written once.
final class RowMemory {
  private struct Key: Hashable {
    var requirement: Requirement
    var since: Int?
    var root: String
    var hasDocuments: Bool
  }

  private var rows: [Key: String] = [:]

  /// The row of a requirement.
  ///
  /// - Parameters:
  ///   - requirement: What it shows.
  ///   - since: Since when it is listed.
  ///   - path: The page; rows of pages of one depth are the same.
  ///   - hasDocuments: Whether the row says which document it means.
  ///   - write: Writes it.
  /// - Returns: HTML.
  func row(
    _ requirement: Requirement, since: Int?, on path: SitePath, hasDocuments: Bool,
    write: () -> String
  ) -> String {
    let key = Key(
      requirement: requirement, since: since, root: path.root, hasDocuments: hasDocuments)
    if let row = rows[key] { return row }
    let row = write()
    rows[key] = row
    return row
  }
}
