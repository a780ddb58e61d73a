import Diagnostics
import Testing
import VendorRegistry

@Suite struct VendorReferenceTests {
  @Test(arguments: [
    ("userpilot@2", VendorReference(vendor: "userpilot", version: .number(2)), "userpilot@2"),
    ("userpilot@latest", VendorReference(vendor: "userpilot"), "userpilot@latest"),
    ("userpilot", VendorReference(vendor: "userpilot"), "userpilot@latest"),
    ("1-a@10", VendorReference(vendor: "1-a", version: .number(10)), "1-a@10"),
  ]) func reads(_ text: String, _ reference: VendorReference, _ written: String) throws {
    #expect(try VendorReference(parsing: text) == reference)
    #expect(reference.description == written)
  }

  @Test(arguments: [
    ("", "no vendor id"), ("@2", "no vendor id"), ("a b@1", "no vendor id"),
    ("../x", "no vendor id"), ("a@0", "version number"), ("a@-1", "version number"),
    ("a@01", "version number"), ("a@", "version number"), ("a@x", "version number"),
    ("a@99999999999999999999", "version number"), ("a@1@2", "more than one @"),
    ("Userpilot@2", "write userpilot@2"), ("é@1", "no vendor id"),
  ]) func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: RegistryError.self) { try VendorReference(parsing: text) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.exitCode == .usage)
  }

  @Test func refusesABareVendorWhereAVersionIsNeeded() {
    let error = #expect(throws: RegistryError.self) {
      try VendorReference(parsing: "a", allowingBareVendor: false)
    }
    #expect(error?.message.contains("a@latest") == true)
  }
}
