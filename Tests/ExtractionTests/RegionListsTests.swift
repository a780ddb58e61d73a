import Testing

@Suite struct RegionListsTests {
  @Test(arguments: Page.all("RegionLists"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("RegionLists").count >= 25)
  }
}
