import Testing

@testable import ReportReceiving

@Suite struct SiteAllowanceTests {
  @Test func fillsAgain() {
    var allowance = SiteAllowance(rate: 10, burst: 20)
    #expect((0..<20).allSatisfy { _ in allowance.take(of: "a", at: 0) == nil })
    #expect(allowance.take(of: "a", at: 0) == 1)
    #expect(allowance.take(of: "b", at: 0) == nil)
    #expect(allowance.take(of: "a", at: 0.1) == nil)
    #expect(allowance.take(of: "a", at: 0.1) == 1)
    // A large batch is paid for later.
    #expect(allowance.take(of: "a", at: 100) == nil)
    allowance.charge(69, to: "a")
    #expect(allowance.take(of: "a", at: 100) == 6)
    #expect(allowance.take(of: "a", at: 105.2) == nil)
  }

  @Test func aClockThatGoesBackGivesNothing() {
    var allowance = SiteAllowance(rate: 1, burst: 1)
    #expect(allowance.take(of: "a", at: 100) == nil)
    #expect(allowance.take(of: "a", at: 50) != nil)
  }

  @Test func zeroIsNoLimit() {
    var allowance = SiteAllowance(rate: 0, burst: 0)
    #expect((0..<1000).allSatisfy { _ in allowance.take(of: "a", at: 0) == nil })
  }
}
