import Testing

@Suite struct DirectiveTablesTests {
  @Test(arguments: Page.all("DirectiveTables"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("DirectiveTables").count >= 25)
  }
}
