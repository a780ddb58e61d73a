import CCMark
import Diagnostics

/// Reads Markdown: cmark-gfm renders it, and the result is read like any page.
///
/// So a page says the same in Markdown and in HTML by construction, HTML inside Markdown needs no
/// second reader, and `data-sourcepos` carries the lines of the Markdown itself.
enum MarkdownReader {
  static func read(_ utf8: [UInt8], select: ElementSelector?) -> Document {
    let source = MarkdownSource(utf8)
    guard let html = render(source.text) else {
      return Document(
        mediaType: .markdown, isReadable: false,
        diagnostics: [
          Diagnostic(
            rule: "document-hostile", level: .break, message: "cmark-gfm gave no rendering.")
        ])
    }
    var document = HTMLReader.read(
      html, lines: .ofSource(fences: source.fenceLines), select: select)
    document.title = source.title ?? document.title
    if document.isReadable {
      document.openEnd =
        source.endsInFence ? .unclosedFence : utf8.last == 10 ? nil : .noLineEnd
    }
    return document
  }

  private static func render(_ text: [UInt8]) -> [UInt8]? {
    cmark_gfm_core_extensions_ensure_registered()
    let options = CMARK_OPT_SOURCEPOS | CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8
    guard let parser = cmark_parser_new(options) else { return nil }
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, tables)
    }
    text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
        cmark_parser_feed(parser, $0, buffer.count)
      }
    }
    guard let tree = cmark_parser_finish(parser) else { return nil }
    defer { cmark_node_free(tree) }
    guard
      let html = cmark_render_html(tree, options, cmark_parser_get_syntax_extensions(parser))
    else { return nil }
    defer { cspreg_cmark_free(html) }
    return html.withMemoryRebound(to: UInt8.self, capacity: 1) { start in
      var count = 0
      while start[count] != 0 { count += 1 }
      return Array(UnsafeBufferPointer(start: start, count: count))
    }
  }
}

/// Markdown as cmark takes it: front matter blanked out, fences noted.
struct MarkdownSource {
  private(set) var text: [UInt8]
  private(set) var title: String?
  /// Lines, from 1, on which a fence opens.
  private(set) var fenceLines: Set<Int> = []
  /// Whether the last fence is never closed.
  private(set) var endsInFence = false

  init(_ utf8: [UInt8]) {
    text = utf8
    var lines = utf8.split(separator: 10, omittingEmptySubsequences: false)
    if let end = MarkdownSource.frontMatterEnd(lines) {
      for index in 1..<end {
        let line = String(decoding: lines[index], as: UTF8.self)
        if line.hasPrefix("title:") {
          let value = line.dropFirst(6).drop { $0 == " " }
          title = value.filter { $0 != "\"" && $0 != "\r" }
        }
      }
      for index in 0...end { lines[index] = [] }
      text = Array(lines.joined(separator: [10]))
    }
    noteFences(lines)
  }

  private static func frontMatterEnd(_ lines: [ArraySlice<UInt8>]) -> Int? {
    func isRule(_ line: ArraySlice<UInt8>) -> Bool {
      line.count >= 3 && line.count <= 4 && line.prefix(3).allSatisfy { $0 == 45 }
        && (line.count == 3 || line.last == 13)
    }
    guard let first = lines.first, isRule(first) else { return nil }
    return lines.prefix(200).indices.dropFirst().first { isRule(lines[$0]) }
  }

  private mutating func noteFences(_ lines: [ArraySlice<UInt8>]) {
    var open: (mark: UInt8, count: Int)?
    for (index, line) in lines.enumerated() {
      let body = line.drop { $0 == 32 || $0 == 9 || $0 == 62 }
      guard let mark = body.first, mark == 96 || mark == 126 else { continue }
      let count = body.prefix { $0 == mark }.count
      guard count >= 3 else { continue }
      let rest = body.dropFirst(count).filter { $0 != 32 && $0 != 13 && $0 != 9 }
      if let current = open {
        if mark == current.mark && count >= current.count && rest.isEmpty { open = nil }
      } else if mark == 126 || !rest.contains(96) {
        fenceLines.insert(index + 1)
        open = (mark, count)
      }
    }
    endsInFence = open != nil
  }
}
