import ContentSecurityPolicy
import Testing

@testable import Impact

@Suite struct GrowthTests {
  private static let edits = ["img-src", "font-src", "media-src"].flatMap { target in
    [nil, "default-src", "upgrade-insecure-requests"].flatMap { source in
      ["https://a.test", "https://bb.test", "data:"].map {
        Edit(policy: 0, addTo: target, copyFrom: source, sources: [$0])
      }
    }
  }

  /// Edits in any order, some of them twice, count as the list of them does.
  @Test(arguments: [
    "default-src 'self' acorn.test; img-src 'none'", "img-src acorn.test 'none'; font-src 'NONE'",
    "default-src 'none'; media-src x.example", "upgrade-insecure-requests 1 2; img-src",
  ])
  func countsWhatTheListOfEditsCounts(policy: String) {
    let reduced = ReducedPolicy(policy, for: ["acorn.test"])
    var growth = Growth()
    var state: UInt64 = 3
    for round in 0..<500 {
      let edits = (0..<round % 9).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Self.edits[Int(state >> 33) % Self.edits.count]
      }
      growth.begin()
      for addition in edits.flatMap({ growth.additions($0) }) {
        growth.add(addition, to: reduced)
      }
      let expected = edits.growth { _, name in
        DirectiveName(name).flatMap { reduced.list(of: $0) }.map { ($0.length, $0.isNone) }
      }
      #expect(growth.bytes == expected, "\(edits)")
    }
  }
}
