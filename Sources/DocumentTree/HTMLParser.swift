import CLibXML2

/// Parses HTML with libxml2 and copies the result into our own nodes.
///
/// No pointer, lock or lifetime of libxml2 leaves this file. Its error codes 1 (nesting too
/// deep) and 2 (text too long) mean that it stopped early, so the page counts as not read.
enum HTMLParser {
  static let maximumNodes = 1_000_000
  static let maximumText = 10_000_000

  struct Outcome {
    var markup: Markup
    /// Why not all of the page could be read.
    var problem: String?
  }

  /// Collects what libxml2 reports while it parses.
  private final class Sink {
    var isCut = false
    func take(code: Int32) {
      if code == 1 || code == 2 { isCut = true }
    }
  }

  static func parse(_ utf8: [UInt8]) -> Outcome {
    LibXML.start()
    var markup = Markup()
    let sink = Sink()
    let oldFunction = __xmlStructuredError()?.pointee
    let oldContext = __xmlStructuredErrorContext()?.pointee
    let context = Unmanaged.passUnretained(sink).toOpaque()
    xmlSetStructuredErrorFunc(context) { context, error in
      guard let context, let error else { return }
      Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue().take(code: error.pointee.code)
    }
    defer { xmlSetStructuredErrorFunc(oldContext ?? nil, oldFunction ?? nil) }
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_NODEFDTD.rawValue)
    let parsed = utf8.withUnsafeBufferPointer { buffer -> htmlDocPtr? in
      guard let base = buffer.baseAddress else { return nil }
      let count = Int32(clamping: buffer.count)
      return base.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
        htmlReadMemory($0, count, nil, "UTF-8", options)
      }
    }
    guard let parsed else { return Outcome(markup: markup, problem: "libxml2 gave no tree") }
    defer { xmlFreeDoc(parsed) }
    if let problem = copy(parsed, into: &markup) {
      return Outcome(markup: markup, problem: problem)
    }
    let problem = sink.isCut ? "its elements nest too deep or hold too much text" : nil
    return Outcome(markup: markup, problem: problem)
  }

  /// Copies without recursion; a cursor follows the lines, which libxml2 keeps for elements only.
  private static func copy(_ document: htmlDocPtr, into markup: inout Markup) -> String? {
    guard let root = xmlDocGetRootElement(document) else { return nil }
    var line = 1
    var textSize = 0
    var at: xmlNodePtr? = root
    var parents = [0]
    while let node = at {
      if markup.nodes.count >= maximumNodes { return "it has more than a million nodes" }
      if textSize > maximumText { return "it holds more than 10 MB of text" }
      let parent = parents[parents.count - 1]
      var place = -1
      switch node.pointee.type {
      case XML_ELEMENT_NODE:
        let known = Int(node.pointee.line)
        if known < 65_535 && known > line { line = known }
        place = markup.append(element(node, parent: parent, line: line))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        let text = NamedCharacters.decode(string(node.pointee.content))
        textSize += text.utf8.count
        _ = markup.append(
          Markup.Node(
            name: "", text: text, attributes: [], parent: parent, firstChild: -1,
            nextSibling: -1, line: line))
        line += text.utf8.count { $0 == 10 }
      case XML_COMMENT_NODE:
        line += string(node.pointee.content).utf8.count { $0 == 10 }
      default: break
      }
      if place >= 0, let child = node.pointee.children {
        parents.append(place)
        at = child
        continue
      }
      at = next(after: node, root: root, parents: &parents)
    }
    return nil
  }

  private static func next(
    after node: xmlNodePtr, root: xmlNodePtr, parents: inout [Int]
  ) -> xmlNodePtr? {
    var at = node
    while at != root {
      if let sibling = at.pointee.next { return sibling }
      guard let parent = at.pointee.parent else { return nil }
      at = parent
      parents.removeLast()
    }
    return nil
  }

  private static func element(_ node: xmlNodePtr, parent: Int, line: Int) -> Markup.Node {
    var attributes: [(name: String, value: String)] = []
    var attribute = node.pointee.properties
    while let current = attribute {
      let value = string(current.pointee.children?.pointee.content)
      attributes.append((string(current.pointee.name).lowercased(), value))
      attribute = current.pointee.next
    }
    return Markup.Node(
      name: string(node.pointee.name).lowercased(), text: "", attributes: attributes,
      parent: parent, firstChild: -1, nextSibling: -1, line: line)
  }

  private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
    guard let text else { return "" }
    return String(cString: text)
  }
}
