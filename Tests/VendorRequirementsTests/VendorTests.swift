import Testing
import VendorRequirements

@Suite struct VendorTests {
  @Test func rolesAreSpelledAsInRecords() {
    #expect(Vendor.Page.Role.allCases.map(\.rawValue) == ["part", "mirror"])
  }

  @Test func aPageIsAPartUnlessTold() {
    let page = Vendor.Page(url: "https://acorn.test/csp")
    #expect(page.role == .part)
    #expect(page.select == nil)
    let vendor = Vendor(
      id: "acorn", name: "Acorn", homepage: "https://acorn.test", domains: ["acorn.test"],
      documents: [page])
    #expect(vendor.documents == [page])
    #expect(vendor.domains == ["acorn.test"])
  }
}
