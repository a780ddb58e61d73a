import ByteScanning
import Testing

/// Every answer is compared with that of a search byte for byte, one text after the other in the same memory.
@Suite struct TokenMarksTests {
  private static let texts =
    ["ab.-/; ,\t", "abcdefghijklmn.o", "a..b;", "xyzXYZ019.-_@`[{/:*'é\u{7F}\u{0}; "]
    .flatMap { NameSampleTests.texts(Array($0.utf8)) }

  @Test func tokensEndWhereTheirBytesSay() {
    var marks = TokenMarks()
    for text in Self.texts {
      marks.read(text.span)
      for start in stride(from: 0, through: text.count, by: 7) {
        let expected = text[start...].firstIndex {
          !(0x21...0x7E).contains($0) || $0 == 0x3B || $0 == 0x2C
        }
        #expect(marks.endOfToken(from: start) == expected ?? text.count, "\(text)")
      }
    }
  }

  @Test func namesEndWhereASearchEndsThem() {
    var marks = TokenMarks()
    for text in Self.texts {
      marks.read(text.span)
      for start in stride(from: 0, to: text.count, by: 5) {
        let range = start..<min(text.count, start + 63)
        let (found, expected) = (marks.name(in: range), text.span.name(in: range))
        #expect(found.end == expected.end, "\(text) \(range)")
        #expect(found.hasEmptyLabel == expected.hasEmptyLabel, "\(text) \(range)")
      }
    }
  }
}
