import DocumentTree
import Extraction
import Testing
import VendorRequirements

@Suite struct MarkupMutationTests {
  static let shapes = [
    "CodePolicies", "DirectiveLists", "DirectiveTables", "HostLists", "ProseSentences",
    "RegionLists", "WholePages", "MorePages", "FurtherPages", "OtherPages",
  ]

  @Test(arguments: shapes)
  func `markup that no reader sees changes nothing`(shape: String) {
    for page in Page.all(shape) where page.name.hasSuffix(".html") {
      let wanted = summary(page.text)
      for seed in UInt64(1)...4 {
        var mutation = MarkupMutation(seed: seed)
        let mutated = mutation.apply(to: page.text)
        #expect(summary(mutated) == wanted, "\(page.name), seed \(seed)")
      }
    }
  }

  /// Profiles and pairs, without lines.
  private func summary(_ page: String) -> [String] {
    extract(page, .html).profiles.map(\.profile).map { profile in
      let pairs = profile.directives.flatMap { list in
        list.requirements.map { "\(list.name) \($0.source)" }
      }
      return "\(profile.mode.rawValue) \(profile.environment ?? "") \(pairs.sorted())"
    }.sorted()
  }

  @Test func `a document says the same in HTML, Markdown and text`() {
    var random = SplitMix(state: 11)
    for _ in 0..<60 {
      var document = NeutralDocument()
      for _ in 0..<(2 + random.next(4)) { document.addSection(&random) }
      let wanted = document.pairs.sorted()
      #expect(pairs(extract(document.html + "</body></html>", .html)) == wanted, "\(document.html)")
      #expect(pairs(extract(document.markdown, .markdown)) == wanted, "\(document.markdown)")
      #expect(pairs(extract(document.text, .plainText)) == wanted, "\(document.text)")
    }
  }

  @Test(arguments: ["DirectiveLists", "WholePages"])
  func `a page cut anywhere loses sources or says so, and invents none`(shape: String) {
    for page in Page.all(shape)
    where page.name.hasSuffix(".html") && !page.text.contains("</html>") {
      let whole = "<!DOCTYPE html><html><body>\n" + page.text + "</body></html>\n"
      let all = Set(pairs(extract(whole, .html)))
      let bytes = Array(whole.utf8)
      for end in stride(from: 40, to: bytes.count - 16, by: 29) {
        let document = Document.parse(bytes: Array(bytes[..<end]), mediaType: .html)
        let found = Extractor.extract(document)
        let hasSources = !pairs(found).isEmpty
        #expect(found.isCutOff || !hasSources, "\(page.name) cut at \(end)")
        let invented = Set(pairs(found)).subtracting(all).filter {
          $0.hasSuffix(" *") || $0.hasSuffix(" https:")
        }
        #expect(invented.isEmpty, "\(page.name) cut at \(end)")
      }
    }
  }
}

/// A document that can be written in three ways.
struct NeutralDocument {
  var html = "<html><body><h1>Content Security Policy</h1>"
  var markdown = "# Content Security Policy\n\n"
  var text = "Content Security Policy\n\n"
  var pairs: Set<String> = []

  private static let directives = ["script-src", "connect-src", "img-src", "frame-src", "font-src"]

  private func host(_ random: inout SplitMix) -> String {
    let scheme = ["https://", "wss://", ""][Int(random.next(3))]
    let names = ["cdn", "api", "*", "live", "eu", "files-2"]
    return scheme + names[Int(random.next(6))] + ".acorn\(random.next(9)).com"
  }

  mutating func addSection(_ random: inout SplitMix) {
    let name = NeutralDocument.directives[Int(random.next(5))]
    let hosts = (0...random.next(3)).map { _ in host(&random) }
    for host in hosts { pairs.insert("\(name) \(host)") }
    let line = "\(name): \(hosts.joined(separator: " "))"
    switch random.next(4) {
    case 0:
      html += "<p>\(line)</p>"
      markdown += "\(escaped(line))\n\n"
      text += line + "\n\n"
    case 1:
      html +=
        "<p>Please add to \(name):</p><ul>" + hosts.map { "<li>\($0)</li>" }.joined() + "</ul>"
      markdown += "Please add to \(name):\n\n" + hosts.map { "- \(escaped($0))\n" }.joined() + "\n"
      text += "Please add to \(name):\n" + hosts.map { "- \($0)\n" }.joined() + "\n"
    case 2:
      html += "<ul><li>\(line)</li></ul>"
      markdown += "- \(escaped(line))\n\n"
      text += "- \(line)\n\n"
    default:
      let sentence = "Add \(hosts.joined(separator: " and ")) to the \(name) directive."
      html += "<p>\(sentence)</p>"
      markdown += "\(escaped(sentence))\n\n"
      text += sentence + "\n\n"
    }
  }

  private func escaped(_ text: String) -> String { text.replacing("*", with: "\\*") }
}
