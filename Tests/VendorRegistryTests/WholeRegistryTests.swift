import RequirementSamples
import Testing
import VendorRequirements

@testable import VendorRegistry

@Suite struct WholeRegistryTests {
  @Test func readsWhatARegistryReads() throws {
    let registry = try VendorRegistry(directory: Repository.path("Registry"))
    let whole = try WholeRegistry(registry)
    #expect(whole.vendors == registry.vendors())
    for id in whole.vendors {
      #expect(try whole.vendor(id) == registry.vendor(id))
      #expect(try whole.versions(of: id) == registry.versions(of: id))
      for version in whole.versions(of: id) {
        let reference = VendorReference(vendor: id, version: .number(version.number))
        let (record, bytes) = try whole.record(version)
        #expect(try record == registry.record(reference))
        #expect(bytes == RecordWriter.bytes(record))
      }
    }
  }

  @Test func aMissingOrChangedFileIsFound() throws {
    let storage = RegistryDirectory(path: Repository.path("Registry"))
    let log = try #require(try storage.read(RegistryPath.log))
    let vendor = RegistryPath.vendor("userpilot")
    let snapshot = RegistrySnapshot(files: [RegistryPath.log: log, vendor: [0x7B, 0x7D]])
    let whole = try WholeRegistry(VendorRegistry(storage: snapshot))
    #expect(throws: RegistryError.self) { try whole.vendor("userpilot") }
    #expect(throws: RegistryError.self) { try whole.vendor("nobody") }
    let version = try #require(whole.versions(of: "userpilot").first)
    #expect(throws: RegistryError.self) { try whole.record(version) }
  }
}
