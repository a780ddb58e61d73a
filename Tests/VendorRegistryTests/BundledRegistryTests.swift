import Testing
import VendorRegistry
import VendorRequirements

/// The registry that the tool brings along.
@Suite struct BundledRegistryTests {
  static let path =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Registry"

  @Test func isIntact() throws {
    let report = try VendorRegistry.verify(directory: Self.path)
    #expect(report.findings == [])
    #expect(report.versions >= 3)
  }

  @Test func holdsTheFirstRecords() throws {
    let registry = try VendorRegistry(directory: Self.path)
    func sources(_ vendor: String, _ version: Int) throws -> [String: [String: Int]] {
      let record = try registry.record(.init(vendor: vendor, version: .number(version)))
      return Dictionary(
        uniqueKeysWithValues: record.profiles.map { profile in
          (
            "\(profile.name) \(profile.mode)",
            Dictionary(
              uniqueKeysWithValues: profile.directives.map { ($0.name, $0.requirements.count) })
          )
        })
    }
    #expect(
      try sources("userpilot", 1)
        == ["default required": ["style-src": 1, "img-src": 1, "connect-src": 3]])
    #expect(
      try sources("userpilot", 2) == [
        "wildcard alternative": [
          "style-src": 4, "script-src": 2, "img-src": 1, "connect-src": 3,
        ],
        "detailed alternative": [
          "connect-src": 19, "font-src": 3, "media-src": 1, "img-src": 4, "script-src": 2,
          "style-src": 1,
        ],
      ])
    #expect(try sources("vektis", 1) == ["default required": ["connect-src": 1]])
    #expect(try registry.vendor("userpilot").domains == ["userpilot.io", "userpilot.com"])
  }
}
