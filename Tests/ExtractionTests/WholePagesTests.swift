import Testing

@Suite struct WholePagesTests {
  @Test(arguments: Page.all("WholePages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("WholePages").count >= 25)
  }
}
