import CLibXML2

/// Converts text with libxml2's own and iconv's encodings.
enum EncodingConverter {
  /// The text as UTF-8, or `nil` when the encoding is not known or the bytes do not fit it.
  static func utf8(_ bytes: [UInt8], from name: String) -> [UInt8]? {
    guard name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), name.utf8.count < 40 else { return nil }
    LibXML.start()
    guard let handler = xmlFindCharEncodingHandler(name) else { return nil }
    defer { xmlCharEncCloseFunc(handler) }
    guard let input = xmlBufferCreate(), let output = xmlBufferCreate() else { return nil }
    defer {
      xmlBufferFree(input)
      xmlBufferFree(output)
    }
    guard xmlBufferAdd(input, bytes, Int32(clamping: bytes.count)) == 0 else { return nil }
    guard xmlCharEncInFunc(handler, output, input) >= 0 else { return nil }
    guard let content = xmlBufferContent(output) else { return nil }
    return Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(output))))
  }
}
