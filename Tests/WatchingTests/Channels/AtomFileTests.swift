import Foundation
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct AtomFileTests {
  private func feed(_ old: [UInt8], _ post: Post) throws -> [UInt8] {
    guard case .file(let path, let change) = try AtomFile.delivery(of: post) else { return [] }
    #expect(path == "/srv/alerts.atom")
    return change(old)
  }

  private func post(_ key: String, _ message: String = "A <b> & \u{1} c\nmore") -> Post {
    var sample = WatchingTests.post(
      .atom, address: "/srv/alerts.atom", message: message, url: .file("alerts.atom"))
    sample.key = key
    return sample
  }

  @Test func addsEntriesInFrontOnce() throws {
    let one = try feed([], post("msg_1"))
    let text = String(decoding: one, as: UTF8.self)
    #expect(text.contains("<title>A &lt;b&gt; &amp;  c</title>"))
    #expect(text.contains("<updated>2026-11-18T11:06:40Z</updated>"))
    let two = try feed(one, post("msg_2"))
    let order = String(decoding: two, as: UTF8.self).matches(of: /urn:cspreg:(msg_\d)/).map(\.1)
    #expect(order == ["msg_2", "msg_1"])
    // A second delivery of the same message changes nothing.
    #expect(try feed(two, post("msg_1")) == two)
    let parser = XMLParserRun(two)
    #expect(parser.entries == 2)
  }

  @Test func staysShort() throws {
    var bytes: [UInt8] = []
    for index in 0..<AtomFile.limit + 5 { bytes = try feed(bytes, post("msg_\(index)")) }
    #expect(XMLParserRun(bytes).entries == AtomFile.limit)
  }
}

/// Counts what stands in a feed; 0 when it is no XML.
struct XMLParserRun {
  let entries: Int

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let isClosed = text.hasPrefix("<?xml") && text.hasSuffix("</feed>\n")
    let count = text.components(separatedBy: "<entry>").count - 1
    entries = isClosed && text.components(separatedBy: "</entry>").count - 1 == count ? count : 0
  }
}
