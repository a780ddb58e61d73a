import Testing

@testable import DocumentTree

@Suite struct HTMLReferenceTests {
  @Test(
    arguments: [
      ("&amp;", "&"), ("&lt;", "<"), ("&nbsp;", "\u{A0}"), ("&eacute;", "é"), ("&Eacute;", "É"),
      ("&#39;", "'"), ("&#x2019;", "\u{2019}"), ("&frac12;", "½"),
    ] as [(String, Unicode.Scalar)])
  func readsWhatIsWrittenByTheBook(text: String, expected: Unicode.Scalar) {
    #expect(character(text) == expected)
  }

  /// What HTML 4 does not know, controls, what is no character and what is not closed are left to
  /// libxml2.
  @Test(arguments: [
    "&amp", "&;", "&", "&#;", "&#x;", "&noSuch;", "&Tab;", "&#0;", "&#1;", "&#127;", "&#xD800;",
    "&#xFFFE;", "&#xFFFF;", "&#x110000;", "&#1114112;", "&#3a;", "&#X41;", "&AMP;", "&1;", "&#-1;",
    "&a-b;", "&é;", "&#x1F600;",
  ]) func leavesTheRest(text: String) {
    #expect(character(text) == nil)
  }

  private func character(_ text: String) -> Unicode.Scalar? {
    Array(text.utf8).withUnsafeBufferPointer { HTMLReference.character($0) }
  }
}
