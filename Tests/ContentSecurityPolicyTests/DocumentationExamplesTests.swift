import ContentSecurityPolicy
import Foundation
import Testing

/// The code of the articles of ContentSecurityPolicy.docc, line by line.
///
/// What an article claims in a comment, `// a == b`, is expected here on the line after it.
@Suite struct DocumentationExamplesTests {
  @Test func landingPage() {
    let policies = PolicyList(parsing: "default-src 'self'; connect-src https://api.example.com")
    guard let url = RequestURL("wss://api.example.com/live") else { return }
    let request = Request(directive: "connect-src", target: .url(url))
    let verdict = policies.allows(request, origin: .example)
    // verdict.isAllowed == false
    #expect(verdict.isAllowed == false)
    // verdict.reason == .schemeNotCovered
    #expect(verdict.reason == .schemeNotCovered)
  }

  @Test func readingPolicies() {
    let list = PolicyList(parsing: "img-src 'self'; script-src a.example, img-src *")
    // list.policies.count == 2
    #expect(list.policies.count == 2)
    // list.policies[0].directives.map(\.name) == ["img-src", "script-src"]
    #expect(list.policies[0].directives.map(\.name) == ["img-src", "script-src"])

    let header = PolicyList(parsing: "frame-ancestors 'none'")
    let reported = PolicyList(parsing: "default-src 'none'", delivery: .reportOnly)
    let page = PolicyList(policies: header.policies + reported.policies)
    // page.enforced.count == 1
    #expect(page.enforced.count == 1)

    let odd = PolicyList(parsing: "img-src a.example; IMG-SRC b.example; script-src ‘self’")
    // odd.policies[0].text == "img-src a.example"
    #expect(odd.policies[0].text == "img-src a.example")
    let skipped = odd.policies[0].diagnostics
    // skipped.map(\.rule) == ["duplicate-directive", "forbidden-character"]
    #expect(skipped.map(\.rule) == ["duplicate-directive", "forbidden-character"])
    // skipped.map(\.offset) == [19, 49]
    #expect(skipped.map(\.offset) == [19, 49])

    let images = PolicyList(parsing: "img-src HTTPS://A.example/P?q 'none' [::1]").policies[0]
    let sources = images.directives[0].sources
    // sources[2].kind == .invalid(.addressLiteral)
    #expect(sources[2].kind == .invalid(.addressLiteral))
    let effective = images.directives[0].effective
    // effective?.kept == ["https://a.example/P"]
    #expect(effective?.kept == ["https://a.example/P"])
    // effective?.dropped.map(\.reason) == ["none-with-others", "address-literal"]
    #expect(effective?.dropped.map(\.reason) == ["none-with-others", "address-literal"])

    let policy = PolicyList(parsing: "  IMG-SRC\t'self' ;; font-src  *").policies[0]
    // policy.text == "img-src 'self'; font-src *"
    #expect(policy.text == "img-src 'self'; font-src *")
    // PolicyList(parsing: policy.text).policies == [policy]
    #expect(PolicyList(parsing: policy.text).policies == [policy])
  }

  @Test func askingAboutRequests() {
    let policies = PolicyList(parsing: "default-src 'none'; img-src https://*.example.com/p/")
    guard let picture = RequestURL("https://cdn.example.com/p/1.png") else { return }
    let load = Request(directive: "img-src", target: .url(picture))
    // policies.allows(load, origin: .example).isAllowed == true
    #expect(policies.allows(load, origin: .example).isAllowed == true)

    let verdict = policies.allows(
      Request(directive: "font-src", target: .url(picture)), origin: .example)
    // verdict.isAllowed == false
    #expect(verdict.isAllowed == false)
    // verdict.governing?.directive == "default-src"
    #expect(verdict.governing?.directive == "default-src")
    // verdict.reason == .notListed
    #expect(verdict.reason == .notListed)

    guard let elsewhere = RequestURL("https://img.example.com/other/2.png") else { return }
    let redirected = Request(directive: "img-src", target: .url(picture), redirects: [elsewhere])
    // policies.allows(redirected, origin: .example).isAllowed == true
    #expect(policies.allows(redirected, origin: .example).isAllowed == true)

    let strict = PolicyList(parsing: "script-src 'nonce-abc123' 'unsafe-inline'")
    var script = Request(directive: "script-src-elem", target: .inline)
    // strict.allows(script, origin: .example).reason == .inlineByNonce
    #expect(strict.allows(script, origin: .example).reason == .inlineByNonce)
    script.nonce = "abc123"
    // strict.allows(script, origin: .example).reason == .nonce
    #expect(strict.allows(script, origin: .example).reason == .nonce)

    let dynamic = PolicyList(parsing: "script-src 'strict-dynamic' https://cdn.example")
    guard let url = RequestURL("https://cdn.example/library.js") else { return }
    var library = Request(directive: "script-src-elem", target: .url(url))
    // dynamic.allows(library, origin: .example).reason == .notTrusted
    #expect(dynamic.allows(library, origin: .example).reason == .notTrusted)
    library.isParserInserted = false
    // dynamic.allows(library, origin: .example).reason == .strictDynamic
    #expect(dynamic.allows(library, origin: .example).reason == .strictDynamic)

    let ports = PolicyList(parsing: "img-src https://cdn.example:80")
    guard let image = RequestURL("https://cdn.example/1.png") else { return }
    let request = Request(directive: "img-src", target: .url(image))
    // ports.allows(request, origin: .example, profile: .firefox).isAllowed == true
    #expect(ports.allows(request, origin: .example, profile: .firefox).isAllowed == true)
    // ports.allows(request, origin: .example, profile: .chromium).isAllowed == false
    #expect(ports.allows(request, origin: .example, profile: .chromium).isAllowed == false)
    // ports.allows(request, origin: .example).isAllowed == false
    #expect(ports.allows(request, origin: .example).isAllowed == false)
  }

  @Test func meetingRequirements() {
    let policies = PolicyList(parsing: "default-src 'self'; script-src 'nonce-r4nd0m'")
    let host = NeededSource(directive: "connect-src", token: "wss://live.vendor.example")
    let answer = policies.coverage(of: host)
    // answer.answer == .no
    #expect(answer.answer == .no)
    // answer.reason == "not-listed"
    #expect(answer.reason == "not-listed")
    // answer.witness?.url == "wss://live.vendor.example/"
    #expect(answer.witness?.url == "wss://live.vendor.example/")

    let code = NeededSource(directive: "script-src", token: "'unsafe-inline'")
    let inline = policies.coverage(of: code)
    // inline.answer == .depends
    #expect(inline.answer == .depends)
    // inline.reason == "inline-by-nonce"
    #expect(inline.reason == "inline-by-nonce")

    let edit = Edit(
      policy: 0, addTo: "connect-src", copyFrom: "default-src",
      sources: ["wss://live.vendor.example"])
    // answer.edits == [edit]
    #expect(answer.edits == [edit])

    let images = NeededSource(directive: "img-src", token: "https://*.vendor.example")
    let prepared = PreparedSource(images)
    let answers = ["img-src *", "img-src https://a.vendor.example"].map { text in
      PolicyList(parsing: text).coverage(of: prepared).answer
    }
    // answers == [.yes, .no]
    #expect(answers == [.yes, .no])

    let wide = SourceExpression("https://*.vendor.example")
    let narrow = SourceExpression("https://cdn.vendor.example/lib/")
    // wide.covers(narrow, directive: "img-src", origin: .example) == true
    #expect(wide.covers(narrow, directive: "img-src", origin: .example) == true)
    // narrow.covers(wide, directive: "img-src", origin: .example) == false
    #expect(narrow.covers(wide, directive: "img-src", origin: .example) == false)
  }

  @Test func comparingAndLinting() {
    let wide = PolicyList(parsing: "img-src https:")
    let narrow = PolicyList(parsing: "img-src https://a.example; script-src 'self'")
    // wide.subsumes(narrow) == true
    #expect(wide.subsumes(narrow) == true)
    // narrow.subsumes(wide) == false
    #expect(narrow.subsumes(wide) == false)

    let request = narrow.counterexample(to: wide)
    // request.map { wide.allows($0, origin: .example).isAllowed } == true
    #expect(request.map { wide.allows($0, origin: .example).isAllowed } == true)
    // request.map { narrow.allows($0, origin: .example).isAllowed } == false
    #expect(request.map { narrow.allows($0, origin: .example).isAllowed } == false)

    let findings = PolicyList(parsing: "script-src self 'unsfe-inline'").lint()
    // findings.map(\.rule) == ["unquoted-keyword", "unknown-keyword"]
    #expect(findings.map(\.rule) == ["unquoted-keyword", "unknown-keyword"])
    // findings.map(\.suggestion) == ["'self'", "'unsafe-inline'"]
    #expect(findings.map(\.suggestion) == ["'self'", "'unsafe-inline'"])
    // findings.map(\.offset) == [11, 16]
    #expect(findings.map(\.offset) == [11, 16])
  }

  private static let here = URL(fileURLWithPath: #filePath)
  private static let sources = here.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/ContentSecurityPolicy")

  /// The text of each article.
  private static func articles() throws -> [String: String] {
    let folder = sources.appendingPathComponent("ContentSecurityPolicy.docc")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    var result: [String: String] = [:]
    for name in names where name.hasSuffix(".md") {
      result[name] = try String(
        contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return result
  }

  /// The lines of each Swift block of a text.
  private static func blocks(_ text: String) -> [[String]] {
    text.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
    }
  }

  @Test func everyBlockIsCompiledAndRunHere() throws {
    let articles = try Self.articles()
    #expect(articles.count == 5)
    let lines = try String(contentsOf: Self.here, encoding: .utf8).components(separatedBy: "\n")
    let code = lines.filter { !$0.hasPrefix("    #expect(") }.joined(separator: "\n")
    for (name, text) in articles {
      let blocks = Self.blocks(text)
      #expect(!blocks.isEmpty)
      for block in blocks {
        let indented = block.map { $0.isEmpty ? $0 : "    " + $0 }.joined(separator: "\n")
        #expect(code.contains(indented), "\(name): \(block)")
      }
    }
  }

  @Test func everyClaimIsExpected() throws {
    let lines = try String(contentsOf: Self.here, encoding: .utf8).components(separatedBy: "\n")
    var claims = 0
    for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("    // ") {
      claims += 1
      #expect(next == "    #expect(\(line.dropFirst(7)))")
    }
    let claimed = try Self.articles().values.flatMap(Self.blocks).joined().count {
      $0.hasPrefix("// ")
    }
    #expect(claims == claimed && claims > 30)
  }

  /// The examples leave when a URL cannot be read.
  @Test func everyURLOfTheArticlesIsRead() throws {
    for text in try Self.articles().values {
      for rest in text.components(separatedBy: "RequestURL(\"").dropFirst() {
        #expect(RequestURL(rest.components(separatedBy: "\"")[0]) != nil)
      }
    }
  }

  @Test func theLandingPageListsEveryPublicType() throws {
    let page = try #require(try Self.articles()["ContentSecurityPolicy.md"])
    var types = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    where name.hasSuffix(".swift") {
      let text = try String(
        contentsOf: Self.sources.appendingPathComponent(name), encoding: .utf8)
      for line in text.components(separatedBy: "\n") {
        let words = line.split { !$0.isLetter }
        guard line.hasPrefix("public "), words.count > 2, ["struct", "enum"].contains(words[1])
        else { continue }
        types += 1
        #expect(page.contains("- ``\(words[2])``\n"), "\(words[2]) is not on the landing page")
      }
    }
    #expect(types > 15)
  }
}
