import Testing

@Suite struct DirectiveListsTests {
  @Test(arguments: Page.all("DirectiveLists"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("DirectiveLists").count >= 25)
  }
}
