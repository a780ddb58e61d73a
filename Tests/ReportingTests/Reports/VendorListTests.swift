import Reporting
import Testing
import VendorRequirements

@Suite struct VendorListTests {
  @Test func textIsALineAVendor() {
    let list = VendorList([
      VendorEntryTests.entry("acorn", [nil, "wrong page"]), VendorEntryTests.entry("oak", [nil]),
    ])
    let text = list.text(style: Style(isColored: false))
    #expect(
      text == """
        acorn   @1 @2 (withdrawn)   acorn.test
        oak     @1   oak.test
        2 vendors

        """)
  }
}
