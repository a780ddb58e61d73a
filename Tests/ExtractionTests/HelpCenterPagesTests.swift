import Testing

@Suite struct HelpCenterPagesTests {
  @Test(arguments: Page.all("HelpCenterPages"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("HelpCenterPages").count >= 25)
  }
}
