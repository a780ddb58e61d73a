import ByteScanning
import Testing

/// Answers about many bytes are compared with what a loop over them says.
@Suite struct NameSampleTests {
  /// Texts of all lengths around those that are looked at together.
  static func texts(_ bytes: [UInt8]) -> [[UInt8]] {
    var state: UInt64 = 7
    return (0..<3_000).map { round in
      (0..<round % 150).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return bytes[Int(state >> 33) % bytes.count]
      }
    }
  }

  @Test(arguments: [("ab.c", 1), ("acorn.test", 6), ("a", 0)])
  func namesAreNeverPassedOver(name: String, middle: Int) {
    let name = Array(name.utf8)
    let sample = NameSample(name, middle: middle)
    for text in Self.texts(Array("aAbB.cCtT".utf8)) where text.count >= name.count {
      let starts = 0..<text.count - name.count + 1
      let expected = starts.contains { start in
        [0, middle, name.count - 1].allSatisfy { text[start + $0] | 0x20 == name[$0] | 0x20 }
      }
      #expect(sample.mayStart(text.span, in: starts) == expected, "\(text)")
      #expect(sample.mayStart(text.span, in: 0..<0) == false)
    }
  }
}
