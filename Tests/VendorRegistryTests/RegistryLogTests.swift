import Foundation
import Testing

@testable import VendorRegistry

@Suite struct RegistryLogTests {
  static let bytes: [UInt8] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Registry/log.jsonl")
    return (try? Data(contentsOf: file)).map(Array.init) ?? []
  }()

  /// Who asks about one vendor has its lines by a search, who asks about more by what one pass found.
  @Test func bothWaysFindTheSameLines() throws {
    let log = RegistryLog(bytes: Self.bytes, file: "log.jsonl")
    let vendors = log.vendors()
    try #require(vendors.count > 30)
    let all = Dictionary(grouping: try log.entries(), by: \.vendor)
    #expect(all.keys.sorted() == vendors)
    let asked = RegistryLog(bytes: Self.bytes, file: "log.jsonl")
    for vendor in vendors + vendors.reversed() {
      let alone = RegistryLog(bytes: Self.bytes, file: "log.jsonl")
      #expect(alone.names(vendor))
      for log in [alone, asked] {
        #expect(try log.entries(of: vendor).map(\.seq) == all[vendor]?.map(\.seq))
      }
    }
    #expect(asked.names(vendors[0]))
    for name in ["nobody", String(vendors[0].dropLast()), ""] {
      #expect(!asked.names(name))
      #expect(try asked.entries(of: name).isEmpty)
    }
  }
}
