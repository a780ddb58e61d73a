import DocumentTree
import Extraction
import Testing
import VendorRequirements

@Suite struct ExtractorTests {
  @Test func `a bare policy in a sample gives its sources and leaves the site's own`() {
    let page = """
      # Policy for Acorn

      These lines are needed:

      ```
      script-src 'self' https://cdn.acorn-widgets.com;
      connect-src wss://live.acorn-widgets.com
      ```
      """
    let document = Document.parse(bytes: Array((page + "\n").utf8), mediaType: .markdown)
    let found = Extractor.extract(document)
    let pairs = found.profiles.flatMap { read in
      read.profile.directives.flatMap { list in
        list.requirements.map { "\(list.name) \($0.source)" }
      }
    }
    #expect(
      pairs == [
        "script-src https://cdn.acorn-widgets.com", "connect-src wss://live.acorn-widgets.com",
      ])
    #expect(found.rejected.map(\.token) == ["'self'"])
  }
}
