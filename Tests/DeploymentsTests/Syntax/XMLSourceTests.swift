import Testing

@testable import Deployments

@Suite struct XMLSourceTests {
  static func root(_ text: String) throws -> XMLSource.Element {
    try XMLSource(SourceFile(path: "", bytes: Array(text.utf8))).root
  }

  @Test func elementsKnowTheirPlaces() throws {
    let text =
      "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>\n<a b='&lt;'>x<!-- y --><c/>&amp;<![CDATA[<]]></a>"
    let root = try Self.root(text)
    #expect(root.name == "a")
    #expect(ASCIIText.string(root.text.bytes) == "x&<")
    #expect(root.children.map(\.name) == ["c"])
    #expect(root.children[0].content == nil)
    let bytes = Array(text.utf8)
    #expect(ASCIIText.string(bytes[root.range]).hasPrefix("<a b"))
    #expect(root.content.map { ASCIIText.string(bytes[$0]).hasSuffix("]]>") } == true)
  }

  @Test(arguments: [
    "", "<a>", "<a></b>", "<a b></a>", "<a b=c></a>", "<a b='<'/>", "<a/><b/>", "<!-- ",
    "<a><![CDATA[",
    "<a b='", "<", "</a>", "text", "<a b='&#95'/>", "<a b='&'/>", "<a>b & c</a>", "<a>&amp</a>",
    "<a>&own;</a>",
    "<a>&#xD800;</a>",
  ]) func whatIsNoXMLIsRefused(text: String) {
    #expect(throws: XMLSource.Fault.self) { try Self.root(text) }
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "<a>", count: 5000)
    #expect(throws: XMLSource.Fault.self) { try Self.root(text) }
  }
}
