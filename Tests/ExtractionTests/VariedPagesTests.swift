import Testing

@Suite struct VariedPagesTests {
  @Test(arguments: Page.all("VariedPages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("VariedPages").count >= 20)
  }
}
