import DocumentTree
import VendorRequirements

/// Tables of directives and sources, in either orientation.
struct DirectiveTables: DocumentShape {
  let name = "directive-tables"

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var readings = Readings()
    for passage in outline.passages {
      guard let table = passage.block.table else { continue }
      let reader = TableReader(table: table, passage: passage, outline: outline, shape: name)
      reader.read(into: &readings)
    }
    return readings
  }
}
