import JSONText
import Testing
import VendorRequirements

@testable import VendorRegistry

/// The schemas name what the writers write, in the same order.
@Suite struct SchemaTests {
  static func schema(_ name: String) throws -> JSON {
    let disk = RegistryDirectory(path: BundledRegistryTests.path)
    let path = "schema/\(name).schema.json"
    let bytes = try #require(try disk.read(path))
    return try JSONNode(parsing: bytes, file: path).json
  }

  static func keys(_ json: JSON?) -> [String] {
    guard case .object(let members)? = json else { return [] }
    return members.map(\.key)
  }

  @Test func namesTheMembersOfRecords() throws {
    let schema = try Self.schema("record")
    var full = Samples.full
    full.origin = .init(head: String(repeating: "0b", count: 32), seq: 9, version: 3)
    let record = RecordWriter.json(full)
    #expect(Self.keys(schema["properties"]) == Self.keys(record))
    let parts = schema["$defs"]
    #expect(Self.keys(parts?["document"]?["properties"]) == Self.keys(record["documents"]?[0]))
    #expect(Self.keys(schema["properties"]?["accepted"]?["properties"]) == ["by", "reason", "at"])
    #expect(
      Self.keys(schema["properties"]?["origin"]?["properties"]) == Self.keys(record["origin"]))
    let profile = record["profiles"]?[0]
    #expect(Self.keys(parts?["profile"]?["properties"]) == Self.keys(profile))
    #expect(
      Self.keys(parts?["source"]?["properties"])
        == Self.keys(profile?["directives"]?["connect-src"]?[0]))
  }

  @Test func namesTheMembersOfVendorsAndLines() throws {
    let vendor = try Self.schema("vendor")["properties"]
    let written = VendorFile.json(Samples.vendor)
    #expect(Self.keys(vendor) == Self.keys(written))
    #expect(
      Self.keys(vendor?["documents"]?["items"]?["properties"])
        == Self.keys(written["documents"]?[0]))
    #expect(
      Self.keys(try Self.schema("log")["properties"]) == [
        "seq", "event", "vendor", "version", "sha256", "requirements", "reason", "at", "prev",
        "line",
      ])
  }
}
