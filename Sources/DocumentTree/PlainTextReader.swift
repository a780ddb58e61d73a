/// Reads plain text: a paragraph a line, since a text says nothing else about its structure.
enum PlainTextReader {
  static func read(_ utf8: [UInt8]) -> Document {
    var blocks: [Block] = []
    var number = 0
    var last = 0
    for raw in utf8.split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      let text = InlineText.plain(String(decoding: raw, as: UTF8.self))
      var body = text.drop { $0 == " " || $0 == "\t" }
      guard !body.isEmpty else { continue }
      if number == last + 1, let block = blocks.last, wraps(block, into: body) {
        blocks[blocks.count - 1].lines[0].text += " " + body
        last = number
        continue
      }
      last = number
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

  /// Whether a line of prose goes on in the next one, as in text that was wrapped at a column.
  private static func wraps(_ block: Block, into next: Substring) -> Bool {
    guard let line = block.lines.last?.text, line.utf8.count >= 40, line.utf8.count < 4000,
      let end = line.utf8.last, let start = next.utf8.first
    else { return false }
    let goesOn = (end >= 97 && end <= 122) || end == 44
    guard goesOn, (start >= 97 && start <= 122), !next.hasPrefix("o ") else { return false }
    let head = next.split(separator: " ").prefix(4)
    return plainWords(line.split(separator: " ")) >= 4
      && plainWords(head) >= (head.count < 4 ? 1 : 2)
  }

  /// How many words are made of letters only.
  private static func plainWords(_ words: some Sequence<Substring>) -> Int {
    words.count { word in
      word.utf8.allSatisfy { $0 | 32 >= 97 && $0 | 32 <= 122 || $0 == 44 || $0 == 46 }
    }
  }

  private static let marks: [Substring] = [
    "- ", "* ", "+ ", "o ", "• ", "· ", "– ", "▪ ", "‣ ", "◦ ",
  ]
}
