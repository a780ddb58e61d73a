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

  @Test func wordsStandWhereAllTheirBytesDo() {
    let bytes = Array("xabcdefgh".utf8)
    #expect(bytes.span.holds(word: 0x6867_6665_6463_6261, at: 1) == true)
    #expect(bytes.span.holds(word: 0x6867_6665_6463_6261, at: 0) == false)
    #expect(bytes.span.holds(word: 0x6867_6665_6463_6261, at: 2) == false)
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

  @Test func twoHyphensAreFoundWhereverTheyStand() {
    for bytes in NameSampleTests.texts(Array("a-bcdefg.hijkl".utf8)) {
      let expected = zip(bytes, bytes.dropFirst()).contains { $0 == 0x2D && $1 == 0x2D }
      #expect(bytes.span.holdsTwoHyphens(in: 0..<bytes.count) == expected, "\(bytes)")
    }
  }
}
