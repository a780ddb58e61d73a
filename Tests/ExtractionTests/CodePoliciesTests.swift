import Testing

@Suite struct CodePoliciesTests {
  @Test(arguments: Page.all("CodePolicies"))
  func `a page gives what a careful reader finds`(page: Page) {
    check(page)
  }

  @Test func `there are enough pages`() {
    #expect(Page.all("CodePolicies").count >= 25)
  }
}
