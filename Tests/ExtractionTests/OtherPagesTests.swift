import Testing

@Suite struct OtherPagesTests {
  @Test(arguments: Page.all("OtherPages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("OtherPages").count >= 25)
  }
}
