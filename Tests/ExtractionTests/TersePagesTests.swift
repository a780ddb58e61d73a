import Testing

@Suite struct TersePagesTests {
  @Test(arguments: Page.all("TersePages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("TersePages").count >= 25)
  }
}
