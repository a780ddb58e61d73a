import Testing

@testable import RateLimiting

@Suite struct RateLimitTests {
  @Test func bucketsFillAgain() {
    var limit = RateLimit(rate: 2, burst: 4)
    for _ in 0..<4 { #expect(limit.take("a", at: 10) == nil) }
    #expect(limit.take("a", at: 10) == 1)
    #expect(limit.take("b", at: 10) == nil)
    #expect(limit.take("a", at: 10.5) == nil)
    #expect(limit.take("a", at: 10.5) == 1)
    // It holds no more than it held.
    for _ in 0..<4 { #expect(limit.take("a", at: 1_000) == nil) }
    #expect(limit.take("a", at: 1_000) == 1)
    // A clock that goes back gives nothing.
    #expect(limit.take("a", at: 5) == 1)
  }

  @Test func whatCameAtOnceIsPaidForLater() {
    var limit = RateLimit(rate: 10, burst: 20)
    #expect(limit.take("a", at: 100) == nil)
    limit.charge(69, to: "a")
    #expect(limit.take("a", at: 100) == 6)
    #expect(limit.take("a", at: 105.2) == nil)
    #expect(limit.take("b", at: 105.2) == nil)
  }

  @Test func zeroIsNoLimit() {
    var limit = RateLimit(rate: 0, burst: 0)
    for _ in 0..<100 { #expect(limit.take("a", at: 0) == nil) }
  }

  @Test func manyClientsTakeBoundedMemory() {
    var limit = RateLimit(rate: 1, burst: 1)
    for number in 0..<RateLimit.clientLimit + 100 { _ = limit.take("c\(number)", at: 0) }
    #expect(limit.clientCount <= RateLimit.clientLimit)
  }
}
