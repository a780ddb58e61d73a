import JSONText
import RequirementSamples
import Testing
import VendorRequirements

@testable import Website

@Suite struct SearchIndexTests {
  @Test func shardsAreSmallSortedAndComplete() throws {
    var index = SearchIndex()
    for number in 0..<3000 {
      index.add(host: "edge-\(number).widgets.acorn.test", note: "Acorn <b>")
    }
    index.add(directive: "connect-src", note: "1 vendor")
    let files = index.files()
    #expect(files.count > 3)
    #expect(files.allSatisfy { $0.bytes.count <= 100_000 })
    let list = try JSONNode(parsing: files[0].bytes, file: "index.json").json["shards"]
    var terms: [String] = []
    for (position, file) in files.dropFirst().enumerated() {
      let rows = try JSONNode(parsing: file.bytes, file: "shard").json
      guard case .array(let values) = rows else { continue }
      #expect(values.first?[0] == list?[position]?[0])
      #expect("search/" + (list?[position]?[1]?.string ?? "") == file.path.text)
      terms += values.compactMap { $0[0]?.string }
    }
    #expect(terms == terms.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) })
    // Each host under itself and the two parts above that are more than the last label.
    #expect(terms.count == 3 * 3000 + 1)
    #expect(terms.contains("widgets.acorn.test") && !terms.contains("test"))
  }

  @Test func vendorsStandUnderTheirWords() throws {
    let site = try SampleSite([
      SampleSite.vendor("oak-tree", name: "Oak & Tree", [Profile(sample: "img-src i.acorn.test")])
    ])
    let shard = try #require(site.files.first { $0.key.hasPrefix("search/0-") }).value
    for term in ["oak-tree", "oak tree", "tree", "acorn.test", "img-src", "i.acorn.test"] {
      #expect(shard.contains("[\"\(term)\","), "\(term)")
    }
  }
}
