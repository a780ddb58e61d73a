/// Cuts long lists into pages that stay small.
enum Pager {
  /// How many bytes of rows a page holds; with its frame it stays below 100 KB.
  static let limit = 80_000

  /// Rows in chunks of at most ``limit`` bytes, at least one chunk.
  static func chunks(_ rows: [String], limit: Int = limit) -> [ArraySlice<String>] {
    var chunks: [ArraySlice<String>] = []
    var start = 0
    var size = 0
    for (index, row) in rows.enumerated() {
      let length = row.utf8.count
      if size + length > limit, index > start {
        chunks.append(rows[start..<index])
        start = index
        size = 0
      }
      size += length
    }
    chunks.append(rows[start...])
    return chunks
  }
}
