import CLibXML2

/// Parses HTML with libxml2 into our own nodes, event by event, without a tree of its own.
///
/// No pointer, lock or lifetime of libxml2 leaves this file.
enum HTMLParser {
  struct Outcome {
    var markup: Markup
    /// Why not all of the page could be read.
    var problem: String?
  }

  /// Parses a page without NUL bytes; `keepsAll` keeps the text of scripts and the attributes that
  /// no reader looks for, too.
  static func parse(_ utf8: [UInt8], keepsAll: Bool) -> Outcome {
    LibXML.start()
    let writer = MarkupWriter(size: utf8.count, keepsScripts: keepsAll)
    guard let parser = htmlNewParserCtxt() else {
      return Outcome(markup: writer.markup, problem: "libxml2 gave no parser")
    }
    defer { htmlFreeParserCtxt(parser) }
    let events = Events(writer: writer, keepsAll: keepsAll)
    parser.pointee._private = Unmanaged.passUnretained(events).toOpaque()
    connect(parser.pointee.sax)
    let oldFunction = __xmlStructuredError()?.pointee
    let oldContext = __xmlStructuredErrorContext()?.pointee
    // What it says about a page is not asked for, and must not reach standard error.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(oldContext ?? nil, oldFunction ?? nil) }
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_NODEFDTD.rawValue)
    let document = utf8.withUnsafeBufferPointer { buffer -> htmlDocPtr? in
      guard let base = buffer.baseAddress else { return nil }
      return base.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
        htmlCtxtReadMemory(parser, $0, Int32(clamping: buffer.count), nil, "UTF-8", options)
      }
    }
    if let document { xmlFreeDoc(document) }
    var problem = writer.problem
    if problem == nil, let input = parser.pointee.input, let at = input.pointee.cur, at.pointee != 0
    {
      problem = "libxml2 stopped before its end"
    }
    writer.finish()
    return Outcome(markup: writer.markup, problem: problem)
  }

  /// Has the events of a parser taken by ``Events``; document and doctype stay libxml2's.
  private static func connect(_ handlers: UnsafeMutablePointer<xmlSAXHandler>?) {
    guard let handlers else { return }
    handlers.pointee.startElement = { parser, name, attributes in
      guard let name, let events = Events.of(parser) else { return }
      events._withUnsafeGuaranteedRef { $0.begin(name, attributes, parser) }
    }
    handlers.pointee.endElement = { parser, _ in
      Events.of(parser)?._withUnsafeGuaranteedRef { $0.writer.end() }
    }
    handlers.pointee.characters = { parser, text, count in
      Events.of(parser)?._withUnsafeGuaranteedRef { $0.add(text, count, parser) }
    }
    handlers.pointee.cdataBlock = { parser, text, count in
      let text = UnsafeBufferPointer(start: text, count: Int(count))
      Events.of(parser)?._withUnsafeGuaranteedRef { $0.writer.addScript(text) }
    }
    handlers.pointee.comment = { parser, text in
      guard let text else { return }
      let bytes = UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
      Events.of(parser)?._withUnsafeGuaranteedRef { $0.writer.comment(bytes) }
    }
    handlers.pointee.ignorableWhitespace = { _, _, _ in }
    handlers.pointee.processingInstruction = { parser, _, _ in
      Events.of(parser)?._withUnsafeGuaranteedRef {
        $0.writer.comment(UnsafeBufferPointer(start: nil, count: 0))
      }
    }
  }

  /// Turns pointers into what ``MarkupWriter`` takes.
  private final class Events {
    let writer: MarkupWriter
    private let keepsAll: Bool
    private var elements = PointerCache<Element>(.unknown)
    private var names = PointerCache<Markup.Attribute.Name>(.other)

    init(writer: MarkupWriter, keepsAll: Bool) {
      self.writer = writer
      self.keepsAll = keepsAll
    }

    static func of(_ parser: UnsafeMutableRawPointer?) -> Unmanaged<Events>? {
      parser?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private.map {
        Unmanaged<Events>.fromOpaque($0)
      }
    }

    func begin(
      _ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
      _ context: UnsafeMutableRawPointer?
    ) {
      let element = elements.value(of: name) { spelling in
        if let known = Element.named[Events.local(spelling)] { return known }
        return spelling.utf8.contains(UInt8(ascii: "-")) ? .custom : .unknown
      }
      let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self)
      let line = parser?.pointee.input.map { Int($0.pointee.line) } ?? 0
      guard writer.begin(element, line: line) else {
        if writer.problem != nil { xmlStopParser(parser) }
        return
      }
      if !element.isKnown { writer.name(bytes(name)) }
      guard var attribute = attributes else { return }
      while let key = attribute.pointee {
        let known = names.value(of: key) { Markup.Attribute.Name(rawValue: $0) ?? .other }
        if known != .other || keepsAll || !element.isKnown {
          let value = attribute[1].map(bytes) ?? UnsafeBufferPointer(start: nil, count: 0)
          writer.attribute(known, key: bytes(key), value: value)
        }
        attribute += 2
      }
    }

    /// A name without the prefix of a word processor's namespace, as in `o:p`.
    private static func local(_ name: String) -> String {
      guard let colon = name.firstIndex(of: ":"), colon > name.startIndex else { return name }
      let rest = name[name.index(after: colon)...]
      return rest.isEmpty ? name : String(rest)
    }

    func add(
      _ text: UnsafePointer<xmlChar>?, _ count: Int32, _ context: UnsafeMutableRawPointer?
    ) {
      writer.add(UnsafeBufferPointer(start: text, count: Int(count)))
      if writer.problem != nil {
        xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
      }
    }

    private func bytes(_ text: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
    }
  }

  /// What names mean, by where libxml2 keeps them: each stands in its dictionary once.
  private struct PointerCache<Value> {
    private var entries: [(name: UnsafePointer<xmlChar>?, value: Value)]

    init(_ empty: Value) { entries = Array(repeating: (nil, empty), count: 128) }

    mutating func value(of name: UnsafePointer<xmlChar>, read: (String) -> Value) -> Value {
      let place = Int(bitPattern: name) & 127
      if entries[place].name == name { return entries[place].value }
      let value = read(String(cString: name).lowercased())
      entries[place] = (name, value)
      return value
    }
  }
}
