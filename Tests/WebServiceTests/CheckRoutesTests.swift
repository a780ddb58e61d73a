import Testing

@testable import WebService

@Suite struct CheckRoutesTests {
  private static let type = "application/x-www-form-urlencoded"

  private func post(_ form: String) async throws -> SampleService.Answer {
    try await SampleService().post("/check.html", form, type: Self.type)
  }

  @Test func theFormIsThere() async throws {
    let page = try await SampleService().get("/check.html")
    #expect(
      page.text.contains("<form class=\"check\" action=\"check.html#result\" method=\"post\">"))
    #expect(page.text.contains("name=\"vendor\" value=\"userpilot\""))
    #expect(page.text.contains("aria-current=\"page\">Check</a>"))
    #expect(!page.text.contains("id=\"result\""))
    #expect(page.text.utf8.count < 100_000)
  }

  @Test func theAnswerStandsAboveTheForm() async throws {
    let page = try await post("policy=connect-src+%27self%27&vendor=userpilot&page=shop.test")
    #expect(page.status == 200)
    #expect(page.text.contains("incomplete") && page.text.contains("With everything added"))
    #expect(page.text.contains("connect-src &#39;self&#39; https://"))
    #expect(page.text.contains("value=\"userpilot\" checked"))
    #expect(page.text.contains("value=\"shop.test\""))
  }

  @Test func nothingThatWasSentIsMarkup() async throws {
    let evil = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%3E%3C/textarea%3E"
    for form in [
      "policy=\(evil)", "policy=img-src+a&others=\(evil)", "policy=img-src+a&page=\(evil)",
      "policy=img-src+\(evil)&vendor=userpilot", "policy=\(evil)&vendor=\(evil)",
      "policy=Content-Security-Policy:+\(evil)+img-src+a&vendor=userpilot",
    ] {
      let page = try await post(form)
      #expect(page.status == 200 && page.text.contains("id=\"result\""))
      #expect(!page.text.contains("<script>alert") && !page.text.contains("'></textarea>"))
    }
  }

  @Test(arguments: [
    ("", "Paste a policy"), ("policy=++", "Paste a policy"),
    ("policy=hello+there,+dear", "no policy in this text"),
    ("policy=default-src+*", "names no host"),
    ("policy=img-src+a&others=nobody", "no vendor of this name"),
    ("policy=img-src+a&page=%20%2F%2F", "needs an address"),
  ]) func whatIsMissingIsSaid(form: String, words: String) async throws {
    let page = try await post(form)
    #expect(page.status == 200 && page.text.contains(words), "\(page.text.suffix(3_000))")
  }

  @Test func brokenFormsAreRefused() async throws {
    #expect(try await post("policy=%zz").status == 400)
    let many = (0...FormFields.limit).map { "a=\($0)" }.joined(separator: "&")
    #expect(try await post(many).status == 400)
  }
}
