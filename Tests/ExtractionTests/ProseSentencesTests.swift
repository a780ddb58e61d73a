import Testing

@Suite struct ProseSentencesTests {
  @Test(arguments: Page.all("ProseSentences"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("ProseSentences").count >= 25)
  }
}
