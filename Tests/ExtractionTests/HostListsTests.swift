import Testing

@Suite struct HostListsTests {
  @Test(arguments: Page.all("HostLists"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("HostLists").count >= 25)
  }
}
