import Diagnostics
import Foundation
import ProjectConfiguration
import RequirementSamples
import Testing

@testable import Watching

/// Vendors' documents, where a checkout has them beside it, in clothes that no reader sees.
@Suite struct SharedDocumentsTests {
  static let documents: [String] = {
    let folder = Repository.path("../shared/corpus/documents")
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".html") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test(.enabled(if: !documents.isEmpty, "there is no ../shared"))
  func clothesAreSilent() throws {
    var random = SeededGenerator(seed: 7)
    let world = try WatchWorld()
    world.settings.confirm = 1
    world.channels = [WatchWorld.channel("ops", minimum: .info)]
    var originals: [String: String] = [:]
    for (index, path) in Self.documents.enumerated() {
      guard let data = FileManager.default.contents(atPath: path),
        let page = String(data: data, encoding: .utf8), world.read(page, "d\(index)").problem == nil
      else { continue }
      try world.publish("d\(index)", page)
      originals["d\(index)"] = page
    }
    #expect(!originals.isEmpty)
    for _ in 0..<3 {
      for (vendor, page) in originals {
        world.pages[WatchWorld.url(vendor)] = Self.dressed(page, &random)
      }
      for line in try world.once() { #expect(line.status == .same, "\(line.vendor): \(line.what)") }
    }
    #expect(world.received.isEmpty)
  }

  /// Attributes, comments, navigation and a footer; nothing that a reader would call the text.
  private static func dressed(_ page: String, _ random: inout SeededGenerator) -> String {
    var dressed = page
    for tag in ["p", "li", "td", "code", "h2"] where Bool.random(using: &random) {
      dressed.replace(
        "<\(tag)>", with: "<\(tag) data-v=\"\(Int.random(in: 0...9, using: &random))\">")
    }
    if Bool.random(using: &random) {
      dressed.replace("</ul>", with: "</ul>\n<!-- end of list -->\n")
    }
    if Bool.random(using: &random) { dressed.replace("</p>", with: "</p>\n\n") }
    if let body = dressed.firstRange(of: /<body[^>]*>/) {
      let links = (0..<3).map {
        "<a href=\"/x\($0)\">\(random.pick(["Home", "Prices", "Help"]))</a>"
      }
      dressed.insert(contentsOf: "<nav>\(links.joined())</nav>", at: body.upperBound)
    }
    if let end = dressed.firstRange(of: "</body>") {
      dressed.insert(
        contentsOf: "<footer>© \(Int.random(in: 2020...2030, using: &random))</footer>",
        at: end.lowerBound)
    }
    return dressed
  }
}
