import ByteScanning
import Testing

@Suite struct SpanScanningTests {
  @Test func plainTextEndsAtQuotesBackslashesAndWhatIsNotPrinted() {
    for bytes in NameSampleTests.texts(Array("abc\"\\\u{7F}\u{1F} ~é".utf8)) {
      let expected = bytes.firstIndex {
        !(0x20...0x7E).contains($0) || $0 == 0x22 || $0 == 0x5C
      }
      #expect(bytes.span.endOfPlainText(from: 0) == expected ?? bytes.count, "\(bytes)")
    }
  }

  /// At every place of what is looked at together, and behind it.
  @Test func anyByteButPlainTextEndsIt() {
    for byte in UInt8.min...UInt8.max {
      let isPlain = (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
      for place in [0, 7, 31, 32, 33, 95, 96, 159, 160, 161, 255, 299] {
        var text = [UInt8](repeating: 0x61, count: 300)
        text[place] = byte
        let end = text.span.endOfPlainText(from: 0)
        #expect(end == (isPlain ? 300 : place), "\(byte)")
        #expect(text.span.endOfPlainText(from: place + 1) == 300)
      }
    }
  }

  @Test func wordsHaveZerosBehindTheEnd() {
    let bytes = Array("xabcdefgh".utf8)
    #expect(bytes.span.word(at: 1) == 0x6867_6665_6463_6261)
    #expect(bytes.span.word(at: 2) == 0x68_6766_6564_6362)
    #expect([8, 9, 10].map { bytes.span.word(at: $0) } == [0x68, 0, 0])
  }

  @Test func namesEndWhereTheirBytesSay() {
    let alphabets = ["abcXYZ019-...../", "..-/09:AZaz_@[`{;, ~\u{7F}éab"]
    for bytes in alphabets.flatMap({ NameSampleTests.texts(Array($0.utf8)) }) {
      let range = 0..<max(0, bytes.count - 1)
      let name = bytes[range].prefix { byte in
        byte == 0x2D || byte == 0x2E || (0x30...0x39).contains(byte)
          || (0x61...0x7A).contains(byte | 0x20)
      }
      let labels = name.split(separator: 0x2E, omittingEmptySubsequences: false)
      let found = bytes.span.name(in: range)
      #expect(found.end == name.endIndex, "\(bytes)")
      #expect(found.hasEmptyLabel == labels.dropLast().contains { $0.isEmpty }, "\(bytes)")
    }
  }

  @Test func shortNamesAreWhatASearchFinds() {
    let alphabets = ["abcXYZ019-...../", "a-b-cd.", "..-/09:AZaz_@[`{;, ~\u{7F}éab", "abc"]
    for bytes in alphabets.flatMap({ NameSampleTests.texts(Array($0.utf8)) }) {
      for start in stride(from: 0, through: bytes.count, by: 13) {
        let name = bytes.span.name(in: start..<min(bytes.count, start + 64))
        let found = bytes.span.shortName(from: start)
        let text = bytes[start..<name.end]
        #expect(found.end == name.end, "\(bytes) \(start)")
        #expect(found.hasEmptyLabel == name.hasEmptyLabel, "\(bytes) \(start)")
        #expect(found.lastLabel == text.lastIndex(of: 0x2E).map { $0 + 1 } ?? start)
        let hyphens = zip(text, text.dropFirst()).contains { $0 == 0x2D && $1 == 0x2D }
        #expect(found.hasTwoHyphens == hyphens, "\(bytes) \(start)")
      }
    }
  }
}
