import Testing

@testable import WebService

@Suite struct FormFieldsTests {
  @Test func fieldsAreRead() {
    let fields = FormFields(parsing: Array("a=1+2&b=%C3%A9%0D%0A&a=3&&c&=x".utf8))
    #expect(fields.isWhole)
    #expect(fields.all("a") == ["1 2", "3"] && fields["b"] == "é\r\n" && fields["c"] == "")
    #expect(fields[""] == "x" && fields["d"] == nil)
  }

  @Test(arguments: ["a=%", "a=%1", "%zz=1", "a=%ff"]) func brokenOnesAreLeftOut(
    text: String
  ) {
    let fields = FormFields(parsing: Array("\(text)&ok=1".utf8))
    #expect(!fields.isWhole && fields["a"] == nil && fields["ok"] == "1")
  }
}
