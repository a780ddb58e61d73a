import Reporting
import Testing

@Suite struct MarkupTests {
  @Test(arguments: [
    ("", ""), ("plain text", "plain text"),
    ("a < b & c > \"d\" 'e'", "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;"),
    ("caf\u{E9} <\u{1F600}>", "caf\u{E9} &lt;\u{1F600}&gt;"),
    ("bell\u{7}, \u{202E}back & line\nend", "bell, back &amp; lineend"),
  ])
  func escapes(_ text: String, _ escaped: String) {
    #expect(Markup.escaped(text) == escaped)
  }

  @Test(arguments: [
    ("one\ntwo\n", "one\ntwo\n"), ("'a'\n\n<b>", "&#39;a&#39;\n\n&lt;b&gt;"),
    ("\u{E9}\u{7}\n\u{202E}&", "\u{E9}\n&amp;"),
    // A return and a newline are one character to Swift.
    ("one\r\ntwo", "one\ntwo"),
  ])
  func keepsLines(_ text: String, _ escaped: String) {
    #expect(Markup.escapedLines(text) == escaped)
  }
}
