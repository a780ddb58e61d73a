import Testing
import ThreadTime

@testable import ContentSecurityPolicy

/// Texts that are large in one way take a time that grows with their size and not with its square.
@Suite struct ScalingTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: String
    let separator: String
    let piece: @Sendable (Int) -> String

    init(
      _ name: String, _ before: String, _ separator: String,
      _ piece: @escaping @Sendable (Int) -> String
    ) {
      testDescription = name
      self.before = before
      self.separator = separator
      self.piece = piece
    }

    func text(_ count: Int) -> [UInt8] {
      Array((before + (0..<count).map(piece).joined(separator: separator)).utf8)
    }
  }

  static let shapes = [
    Shape("directives", "", ";") { "x\($0) a" },
    Shape("one directive again and again", "", ";") { _ in "img-src a.example" },
    Shape("hosts", "img-src ", " ") { "https://a\($0).example" },
    Shape("policies", "", ",") { "img-src a\($0).example" },
    Shape("labels of one host", "img-src ", ".") { "a\($0)" },
    Shape("segments of one path", "img-src a.example/", "/") { "p\($0)" },
    Shape("one token again and again", "img-src ", " ") { _ in "https://a.example" },
    Shape("paths of one host", "img-src ", " ") { "https://a.example/p\($0)/" },
    Shape("ports of one host", "img-src ", " ") { "https://a.example:\($0)" },
    Shape("schemes", "img-src ", " ") { "x\($0):" },
    Shape("hashes", "script-src ", " ") { "'sha256-\(100_000_000 + $0)'" },
    Shape("words that are no keywords", "script-src ", " ") { "'unsafe-inlin\($0)'" },
    Shape("forbidden bytes", "img-src ", ";") { _ in "img-src \u{B}" },
  ]

  /// Eight times as much takes eight times as long, and 64 times where every piece meets every other; the
  /// time of this thread does not count what else the machine does.
  @Test(.serialized, arguments: shapes)
  func growsWithTheSize(_ shape: Shape) {
    let needed = NeededSource(directive: "img-src", token: "https://none.example/x")
    let texts = [100, 800].map(shape.text)
    let lists = texts.map { PolicyList(parsing: $0) }
    let growths = [
      "parse": growth(texts) { _ = PolicyList(parsing: $0) },
      "lint": growth(lists) { _ = $0.lint() },
      "coverage": growth(lists) { _ = $0.coverage(of: needed) },
      "subsumes": growth(lists) { _ = $0.subsumes($0) },
    ]
    for (what, growth) in growths {
      #expect(growth < 32, "\(what) takes \(growth) times as long for eight times as much")
    }
  }

  private func growth<T>(_ inputs: [T], _ body: (T) -> Void) -> Double {
    let times = inputs.map { input in
      (0..<2).map { _ in threadSeconds { body(input) } }.min() ?? 0
    }
    // What takes no time to speak of may grow as it likes.
    return times[1] / max(times[0], 0.0005)
  }
}
