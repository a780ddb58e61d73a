import Foundation
import RequirementSamples
import Testing

@testable import Website

@Suite struct TemplatesTests {
  static let folder = URL(fileURLWithPath: Repository.path("Sources/Website/Templates"))

  @Test func everyFileIsATemplate() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(files == Templates.sources.map { $0.name + ".mustache" })
  }

  /// A name that no code gives would be an empty text.
  @Test func everyNameIsGivenByTheCode() throws {
    let sources = Repository.path("Sources/Website")
    let code = try FileManager.default.contentsOfDirectory(atPath: sources)
      .filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOfFile: "\(sources)/\($0)", encoding: .utf8) }.joined()
    for (name, bytes) in Templates.sources {
      let text = String(decoding: bytes, as: UTF8.self)
      for tag in text.matches(of: /\{\{[{#^]?\s*([A-Za-z]+)/).map({ String($0.1) }) {
        #expect(code.contains("\"\(tag)\""), "\(name) has {{\(tag)}}")
      }
    }
  }
}
