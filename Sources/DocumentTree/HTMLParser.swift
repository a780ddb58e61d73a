import CLibXML2

/// Parses HTML with libxml2 into our own nodes, event by event, without a tree of its own.
///
/// No pointer, lock or lifetime of libxml2 leaves this file.
enum HTMLParser {
  struct Outcome {
    var markup: Markup
    /// Why not all of the page could be read.
    var problem: String?
    /// Whether libxml2 reported text of the skeleton that does not stand there.
    var isAstray = false
  }

  /// Parses a page without NUL bytes.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - skeleton: Its skeleton.
  ///   - keepsAll: Whether to keep the text of scripts and the attributes that no reader looks
  ///     for, too.
  /// - Returns: The tree, and why it is not all of the page.
  static func parse(_ page: [UInt8], _ skeleton: HTMLSkeleton, keepsAll: Bool) -> Outcome {
    let outcome = read(page, skeleton, keepsAll: keepsAll)
    if !outcome.isAstray { return outcome }
    return read(page, HTMLSkeleton(whole: page), keepsAll: keepsAll)
  }

  /// Parses a page with one skeleton.
  static func read(
    _ page: [UInt8], _ skeleton: HTMLSkeleton, keepsAll: Bool
  ) -> Outcome {
    LibXML.start()
    guard let parser = htmlNewParserCtxt() else {
      return Outcome(markup: Markup(page), problem: "libxml2 gave no parser")
    }
    defer { htmlFreeParserCtxt(parser) }
    connect(parser.pointee.sax)
    let oldFunction = __xmlStructuredError()?.pointee
    let oldContext = __xmlStructuredErrorContext()?.pointee
    // What it says about a page is not asked for, and must not reach standard error.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(oldContext ?? nil, oldFunction ?? nil) }
    return page.withUnsafeBufferPointer { buffer in
      var events = HTMLEvents(
        buffer, skeleton, markup: Markup(page, attributes: skeleton.attributes), keepsAll: keepsAll)
      withUnsafeMutablePointer(to: &events) { events in
        parser.pointee._private = UnsafeMutableRawPointer(events)
        read(skeleton.bytes, parser)
        parser.pointee._private = nil
      }
      var outcome = Outcome(markup: events.writer.markup)
      outcome.isAstray = events.isAstray || events.lacksElements
      outcome.problem = events.writer.problem
      if outcome.problem == nil, let at = parser.pointee.input?.pointee.cur, at.pointee != 0 {
        outcome.problem = "libxml2 stopped before its end"
      }
      return outcome
    }
  }

  private static func read(_ utf8: [UInt8], _ parser: htmlParserCtxtPtr) {
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_NODEFDTD.rawValue
        | HTML_PARSE_IGNORE_ENC.rawValue)
    let document = utf8.withUnsafeBufferPointer { buffer -> htmlDocPtr? in
      guard let base = buffer.baseAddress else { return nil }
      return base.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
        htmlCtxtReadMemory(parser, $0, Int32(clamping: buffer.count), nil, "UTF-8", options)
      }
    }
    if let document { xmlFreeDoc(document) }
  }

  private static func events(
    of context: UnsafeMutableRawPointer?
  ) -> UnsafeMutablePointer<HTMLEvents>? {
    context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private?
      .assumingMemoryBound(to: HTMLEvents.self)
  }

  /// How far libxml2 has read, in bytes of what it was given.
  private static func place(_ context: UnsafeMutableRawPointer?) -> Int {
    guard let input = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee.input,
      let at = input.pointee.cur, let base = input.pointee.base
    else { return 0 }
    return Int(truncatingIfNeeded: input.pointee.consumed) + (at - base)
  }

  private static func stop(_ context: UnsafeMutableRawPointer?) {
    xmlStopParser(context?.assumingMemoryBound(to: xmlParserCtxt.self))
  }

  /// Has the events of a parser taken by ``HTMLEvents``; document and doctype stay libxml2's.
  private static func connect(_ handlers: UnsafeMutablePointer<xmlSAXHandler>?) {
    guard let handlers else { return }
    handlers.pointee.startElement = { parser, name, attributes in
      guard let name, let events = HTMLParser.events(of: parser) else { return }
      let isTaken = events.pointee.begin(name, attributes, at: HTMLParser.place(parser))
      if !isTaken, events.pointee.hasToStop { HTMLParser.stop(parser) }
    }
    handlers.pointee.endElement = { parser, _ in HTMLParser.events(of: parser)?.pointee.writer.end()
    }
    handlers.pointee.characters = { parser, text, count in
      guard let events = HTMLParser.events(of: parser) else { return }
      events.pointee.add(
        UnsafeBufferPointer(start: text, count: Int(count)), at: HTMLParser.place(parser))
      if events.pointee.hasToStop { HTMLParser.stop(parser) }
    }
    handlers.pointee.cdataBlock = { parser, text, count in
      let text = UnsafeBufferPointer(start: text, count: Int(count))
      HTMLParser.events(of: parser)?.pointee.addScript(text, at: HTMLParser.place(parser))
    }
    handlers.pointee.comment = { parser, _ in
      HTMLParser.events(of: parser)?.pointee.writer.endText()
    }
    handlers.pointee.ignorableWhitespace = { _, _, _ in }
    handlers.pointee.processingInstruction = { parser, _, _ in
      HTMLParser.events(of: parser)?.pointee.writer.endText()
    }
  }
}
