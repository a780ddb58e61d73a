import Testing

@Suite struct MorePagesTests {
  @Test(arguments: Page.all("MorePages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("MorePages").count >= 25)
  }
}
