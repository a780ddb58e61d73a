import Testing

@Suite struct FurtherPagesTests {
  @Test(arguments: Page.all("FurtherPages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("FurtherPages").count >= 25)
  }
}
