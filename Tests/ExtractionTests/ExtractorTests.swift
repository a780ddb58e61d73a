import Diagnostics
import DocumentTree
import Extraction
import Testing
import VendorRequirements

@Suite struct ExtractorTests {
  @Test(arguments: Fixture.all)
  func `a page gives what it asks for`(fixture: Fixture) {
    let document = Document.parse(bytes: fixture.bytes, path: fixture.name)
    #expect(pairs(Extractor.extract(document)) == fixture.expected)
  }

  @Test func `there are enough pages`() {
    #expect(Fixture.all.count >= 40)
  }

  @Test func `what is the site's own is kept with the reason`() {
    let found = extract(
      """
      # Policy for Acorn

      These lines are needed:

      ```
      script-src 'self' https://cdn.acorn-widgets.com;
      connect-src wss://live.acorn-widgets.com
      ```

      """)
    #expect(
      pairs(found) == [
        "connect-src wss://live.acorn-widgets.com", "script-src https://cdn.acorn-widgets.com",
      ])
    #expect(found.rejected.map(\.token) == ["'self'"])
    #expect(found.profiles.map(\.profile.name) == ["default"])
    let requirement = found.profiles.first?.profile.requirements(of: "script-src").first
    #expect(requirement?.site == "acorn-widgets.com")
    #expect(requirement?.line == 6)
    #expect(requirement?.evidence == .policyLine)
  }

  @Test func `a short form and a list are alternatives`() {
    let found = extract(
      """
      # CSP

      The quick way:

      ```
      script-src https://*.acorn-widgets.com 'unsafe-inline'; connect-src https://*.acorn-widgets.com wss:;
      ```

      Prefer to name hosts? Take this instead:

      ```
      script-src:
       https://cdn.acorn-widgets.com
      connect-src
       https://api.acorn-widgets.com
       wss://live.acorn-widgets.com
      ```

      """)
    #expect(found.profiles.map(\.profile.name) == ["wildcard", "detailed"])
    #expect(found.profiles.map(\.profile.mode) == [.alternative, .alternative])
  }

  @Test func `environments and conditions are profiles of their own`() {
    let found = extract(
      """
      # Content Security Policy

      |             | Sandbox              | Production           |
      | ----------- | -------------------- | -------------------- |
      | connect-src | sand.acorn-pay.com   | api.acorn-pay.com    |

      ## For wallets

      With the wallet button on the page, add:

      |            | Sandbox              | Production           |
      | ---------- | -------------------- | -------------------- |
      | script-src | test.acorn-wallet.com | js.acorn-wallet.com |

      """)
    let names = found.profiles.map(\.profile.name).sorted()
    #expect(names == ["production", "sandbox", "wallets-production", "wallets-sandbox"])
    let wallet = found.profiles.first { $0.profile.name == "wallets-sandbox" }?.profile
    #expect(wallet?.mode == .optional)
    #expect(wallet?.environment == "sandbox")
    #expect(wallet?.condition != nil)
  }

  @Test func `the same page says the same in HTML, Markdown and text`() {
    let markdown = """
      # Content Security Policy

      Add these:

      - script-src: https://cdn.acorn-widgets.com
      - connect-src: https://api.acorn-widgets.com wss://live.acorn-widgets.com

      """
    let html = """
      <html><body><h1>Content Security Policy</h1><p>Add these:</p><ul>
      <li>script-src: https://cdn.acorn-widgets.com</li>
      <li>connect-src: https://api.acorn-widgets.com wss://live.acorn-widgets.com</li></ul>
      </body></html>
      """
    let text = markdown.filter { $0 != "#" }
    let wanted = pairs(extract(markdown))
    #expect(wanted.count == 3)
    #expect(pairs(extract(html, .html)) == wanted)
    #expect(pairs(extract(text, .plainText)) == wanted)
  }

  @Test func `blanks, wrappers and attributes do not matter`() {
    let plain = "<html><body><p>script-src https://cdn.acorn-widgets.com</p></body></html>"
    let wrapped = """
      <html><body><div class="a"><section data-x="1"
        id="b"><p style="c">\n  script-src\n    <span>https://cdn.acorn-<wbr>widgets.com</span>
      </p></section></div></body></html>
      """
    #expect(pairs(extract(plain, .html)) == pairs(extract(wrapped, .html)))
    #expect(pairs(extract(plain, .html)).count == 1)
  }

  @Test func `a page that stops in a list says so and invents no host`() {
    let found = extract(
      """
      # CSP

      ```
      script-src https://cdn.acorn-widgets.com
      connect-src https://api.acorn-widgets.com https://live.acorn-wid
      """)
    #expect(found.isCutOff)
    #expect(found.cutAfter == "default/connect-src")
    #expect(found.diagnostics.contains { $0.rule == "document-cut-off" })
    #expect(!pairs(found).contains { $0.contains("acorn-wid\"") || $0.hasSuffix("acorn-wid") })
    #expect(found.rejected.contains { $0.reason == "cut-off" })
  }

  @Test func `a page cut at any byte does not crash and never invents a scheme`() {
    let page = Array(
      """
      # CSP

      ```
      script-src https://cdn.acorn-widgets.com 'unsafe-inline'
      connect-src https://api.acorn-widgets.com
      ```

      | Directive | Value |
      | --- | --- |
      | img-src | https://pix.acorn-widgets.com |

      """.utf8)
    for end in 0...page.count {
      let document = Document.parse(bytes: Array(page[..<end]), mediaType: .markdown)
      let found = Extractor.extract(document)
      #expect(!pairs(found).contains { $0.hasSuffix(" https:") })
    }
  }

  @Test func `sources that leave are clean`() {
    for fixture in Fixture.all {
      let document = Document.parse(bytes: fixture.bytes, path: fixture.name)
      for read in Extractor.extract(document).profiles {
        for requirement in read.profile.directives.flatMap(\.requirements) {
          let isClean = requirement.source.utf8.allSatisfy {
            $0 > 32 && $0 < 127 && $0 != 59 && $0 != 44
          }
          #expect(isClean, "\(requirement.source)")
        }
      }
    }
  }

  @Test func `placeholders have a legal wildcard where one is safe`() {
    let found = extract(
      "# CSP\n\n```\nconnect-src https://{region}.api.acorn-pay.com *acorn-pay.com "
        + "https://cdn.acorn-pay.com/v1/{id}/w.js\n```\n")
    let list = found.profiles.first?.profile.requirements(of: "connect-src") ?? []
    #expect(list.map(\.placeholder) == [true, false, true])
    #expect(
      list.map(\.legal) == [
        "https://*.api.acorn-pay.com", "*.acorn-pay.com", "https://cdn.acorn-pay.com/v1/",
      ])
  }
}
