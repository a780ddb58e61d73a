import DocumentTree
import VendorRequirements

/// Hosts for which a document names no directive.
struct HostLists: DocumentShape {
  let name = "host-lists"

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    Readings()
  }
}
