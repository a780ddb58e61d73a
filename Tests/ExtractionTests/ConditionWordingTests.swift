import DocumentTree
import Extraction
import Testing

@Suite struct ConditionWordingTests {
  private func conditions(_ page: String) -> [String] {
    let document = Document.parse(bytes: Array(page.utf8), path: "page.md")
    return Extractor.extract(document).profiles.compactMap(\.profile.condition)
  }

  private func page(_ lead: String) -> String {
    """
    # Content Security Policy

    ```
    script-src https://cdn.acorn-widgets.com
    ```

    ## More

    \(lead)

    ```
    img-src https://img.acorn-widgets.com
    ```

    """
  }

  @Test(arguments: [
    ("If you are using Session Replay, add this as well:", "only with Session Replay"),
    ("Only if the badge is shown to your visitors, add:", "only with badge shown visitors"),
    ("Optional:", "optional"),
    (
      "What to permit depends on the video players in your guides:",
      "only with video players guides"
    ),
    ("For customers in Europe, these are also needed:", "only for Europe"),
  ])
  func `a condition names the feature in few words`(lead: String, wanted: String) {
    #expect(conditions(page(lead)) == [wanted])
  }

  @Test func `what a host is home of names the feature`() {
    let page = """
      # Content Security Policy

      | Directive | Source | Notes |
      | --- | --- | --- |
      | frame-src | https://studio.acorn-widgets.com | Home of the Acorn Studio. Wanted by that studio and by nothing else. |
      | script-src | https://cdn.acorn-widgets.com | |

      """
    #expect(conditions(page) == ["only with Acorn Studio"])
  }

  @Test func `no sentence of the page is repeated`() {
    let lead =
      "If you have asked our support team to switch on the recorder for visitors from abroad, add:"
    let found = conditions(page(lead))
    #expect(found.count == 1)
    let words = lead.split(separator: " ").map(String.init)
    for start in 0..<(words.count - 5) {
      let run = words[start..<(start + 6)].joined(separator: " ")
      #expect(found.allSatisfy { !$0.contains(run) && $0.count <= 80 })
    }
  }

  @Test(arguments: [
    "If your site has a policy, add this:", "If you see errors in the console, add this:",
    "If any script is blocked, add this:",
  ])
  func `what holds for every reader is no condition`(lead: String) {
    #expect(conditions(page(lead)).isEmpty)
  }
}
