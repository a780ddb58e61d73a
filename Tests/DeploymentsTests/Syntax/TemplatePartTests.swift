import Testing

@testable import Deployments

@Suite struct TemplatePartTests {
  @Test(arguments: [
    ("a {{ b | join(' ') }} c", "a {{b|join('')}} c", ["b | join(' ')"]),
    ("a {{- b -}} c", "a {{b}} c", ["b"]),
    ("a <%= b.join(\" \") %> c", "a {{b.join(\"\")}} c", ["b.join(\" \")"]),
    ("a{% for h in hs %} {{ h }}{% endfor %}; c", "a {{forhinhs}}; c", ["for h in hs"]),
    ("a {% if b %}{% if c %}x{% endif %}y{% else %}z {% endif %}d", "a {{ifb}} d", ["if b"]),
    ("a<% if b %> c<% end %>", "a {{ifb}}", ["if b"]),
    ("a {% set x = 1 %}b", "a b", []), ("a {% if b %} c", "a  c", []),
    ("a {{ b", "a {{ b", []), ("a < b { c", "a < b { c", []),
  ]) func partsAreKnownAtRunTime(text: String, expected: String, expressions: [String]) {
    let bytes = Array(text.utf8)
    let read = MappedText(of: bytes, in: 0..<bytes.count, QuotedText()).withTemplates
    #expect(ASCIIText.string(read.bytes) == expected)
    #expect(read.unresolved == expressions)
  }
}
