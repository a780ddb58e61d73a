import ByteScanning
import Testing

@testable import ContentSecurityPolicy

@Suite struct PlainHostTests {
  private static let starts = ["https://", "https://", "wss://", "", "HTTPS://", "http://", "*"]
  private static let hosts = [
    "acorn.test", "cdn-1.acorn.test", "a.b.c.acorn", "acorn", "acorn_1.test", ".acorn.test",
    "acorn..test", "cspreg-witness.test", "a23456789012345678901234567890123456789012345678.test",
    "'self'",
  ]
  private static let ends = [
    "", "", "", ".", ":443", ":*", "/", "/a.js", "/a/b-c/", "/%41", "/a?x", "#x", "é", "/a{",
    "/a-long-one-with-many-bytes",
  ]

  /// What is plain has the parts that reading the token gives, and nothing that features tell of.
  @Test func partsAreThoseOfTheToken() {
    var random = Generator(seed: 8)
    var marks = TokenMarks()
    var found = 0
    for _ in 0..<4_000 {
      let words = [
        random.pick(Self.starts), random.pick(["", "", "*."]), random.pick(Self.hosts),
        random.pick(Self.ends),
      ]
      let before = String(repeating: "x ", count: Int(random.next() % 40))
      let policy = Array("\(before)\(words.joined())".utf8)
      let token = before.utf8.count..<policy.count
      marks.read(policy.span)
      guard let plain = PlainHost(policy.span, token, marks) else { continue }
      found += 1
      let parts = SourceParts(policy.span, token)
      #expect(SourceParts(plain, in: token) == parts, "\(words)")
      let isWitness = parts.namesWitness(policy.span)
      #expect(parts.form == .host && !parts.isOdd && !isWitness, "\(words)")
    }
    #expect(found > 300 && found < 3_000)
  }

  @Test(arguments: [
    ("https://cdn.acorn.test", "cdn.acorn.test"), ("wss://*.acorn.test/p.js", "acorn.test"),
    ("acorn.test/", "acorn.test"), ("http://acorn.test", nil), ("acorn.test:443", nil),
    ("acorn.test.", nil), ("a.test", nil), ("cspreg-witness.test", nil),
  ])
  func findsPlainHosts(_ token: String, _ expected: String?) {
    let bytes = Array(token.utf8)
    var marks = TokenMarks()
    marks.read(bytes.span)
    let plain = PlainHost(bytes.span, 0..<bytes.count, marks)
    #expect(plain.map { String(decoding: bytes[$0.range], as: UTF8.self) } == expected)
  }
}
