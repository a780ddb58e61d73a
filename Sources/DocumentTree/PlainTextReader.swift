/// Reads plain text: a paragraph a line, since a text says nothing else about its structure.
enum PlainTextReader {
  static func read(_ utf8: [UInt8]) -> Document {
    var blocks: [Block] = []
    var number = 0
    for raw in utf8.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      let text = InlineText.plain(String(decoding: raw, as: UTF8.self))
      var body = text.drop { $0 == " " || $0 == "\t" }
      guard !body.isEmpty else { continue }
      let isItem = marks.contains { body.hasPrefix($0) }
      if isItem { body = body.dropFirst().drop { $0 == " " || $0 == "\t" } }
      let indent = text.prefix { $0 == " " || $0 == "\t" }.count
      blocks.append(
        Block(
          kind: isItem ? .item : .paragraph, lines: [Line(text: String(body), number: number)],
          depth: indent > 0 ? 1 : 0))
    }
    let endsInLineFeed = utf8.last == 10
    return Document(
      mediaType: .plainText, title: blocks.first?.text, blocks: blocks,
      openEnd: endsInLineFeed || blocks.isEmpty ? nil : .noLineEnd)
  }

  private static let marks: [Substring] = [
    "- ", "* ", "+ ", "o ", "• ", "· ", "– ", "▪ ", "‣ ", "◦ ",
  ]
}
